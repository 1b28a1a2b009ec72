import { toHex } from '../bytes/bytes.ts';
import { decodeCbor } from '../cbor/decode.ts';
import { encodeCbor } from '../cbor/encode.ts';
import type { CborValue } from '../cbor/value.ts';
import { MalformedInput } from '../malformed.ts';
import type { Primitives, PublicKey } from '../primitives.ts';

/** COSE_Key {1: 2, -1: 1, -2: x32, -3: bool}: EC2, P-256, compressed (RFC 9053 §7.1.1); no other member is allowed. */
export function keyToCbor(key: PublicKey): CborValue {
  return new Map<number, CborValue>([
    [1, 2],
    [-1, 1],
    [-2, key.x],
    [-3, key.yOdd],
  ]);
}

export function keyFromCbor(value: CborValue): PublicKey {
  if (!(value instanceof Map)) throw new MalformedInput('claims', 'key: not a map');
  const map = value as ReadonlyMap<number, CborValue>;
  const x = map.get(-2);
  const yOdd = map.get(-3);
  const shape = map.size === 4 && map.get(1) === 2 && map.get(-1) === 1;
  if (!shape || !(x instanceof Uint8Array) || x.length !== 32 || typeof yOdd !== 'boolean') {
    throw new MalformedInput('claims', 'key: not a compressed P-256 COSE_Key');
  }
  return { x, yOdd };
}

/** 42 bytes. */
export function encodePublicKey(key: PublicKey): Uint8Array {
  return encodeCbor(keyToCbor(key));
}

/** Throws `MalformedInput`. */
export function decodePublicKey(bytes: Uint8Array): PublicKey {
  return keyFromCbor(decodeCbor(bytes));
}

/** SHA-256 of the encoded key: what a pairing code and an enrolment code carry. */
export function keyHashOf(p: Primitives, key: PublicKey): Uint8Array {
  return p.sha256(encodePublicKey(key));
}

/** The eight bytes that name a member's key in a protected header. */
export function kidOf(p: Primitives, key: PublicKey): Uint8Array {
  return keyHashOf(p, key).slice(0, 8);
}

/** The sixteen bytes that name a hub, and that name any key in a block. */
export function keyIdOf(p: Primitives, key: PublicKey): Uint8Array {
  return keyHashOf(p, key).slice(0, 16);
}

export const hubIdOf = keyIdOf;

/** Names a key inside one process without hashing; never sent. */
export function keyName(key: PublicKey): string {
  return toHex(key.x) + (key.yOdd ? '+' : '-');
}

export function sameKey(a: PublicKey, b: PublicKey): boolean {
  return a.yOdd === b.yOdd && toHex(a.x) === toHex(b.x);
}
