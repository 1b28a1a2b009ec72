import { p256 } from '@noble/curves/nist.js';
import { nodePrimitives } from '@latchkey/keys/node';
import { encodeCbor, encodeUtf8, type CborValue, type Primitives, type Signer } from '../index.ts';
import { encodeEnvelope, externalAad, protectedHeader, sigStructure } from '../cose/envelope.ts';

/** Fixed people with fixed keys and deterministic signatures (RFC 6979), so that vectors come out the same every time. */

export const p: Primitives = nodePrimitives();

/** Bytes that look random and are the same on every run. */
export function seeded(label: string, length = 16): Uint8Array {
  return p.sha256(encodeUtf8(`latchkey test ${label}`)).slice(0, length);
}

export function person(name: string): Signer {
  const secret = seeded(`key of ${name}`, 32);
  const point = p256.getPublicKey(secret, true);
  return {
    key: { x: point.slice(1), yOdd: point[0] === 3 },
    sign: (message) => Promise.resolve(p256.sign(message, secret, { lowS: false })),
  };
}

export const anna = person('Anna, admin');
export const ben = person('Ben, resident');
export const post = person('Gelbe Post, carrier');
export const depot = person('Depot Nord, below the carrier');
export const kim = person('Kim, courier');
export const mallory = person('Mallory');
export const hub = person('hub at home');
/** Whoever holds Anna's sheet. */
export const paper = person('recovery code of Anna');

/** Signs any payload at all: what a hostile peer with a good key could send and our own encoder would not. */
export async function signAnything(
  signer: Signer,
  kind: number,
  payload: CborValue | Uint8Array,
  place: { readonly parent?: Uint8Array; readonly kid?: Uint8Array } = {},
): Promise<Uint8Array> {
  const header = protectedHeader(place.kid);
  const body = payload instanceof Uint8Array ? payload : encodeCbor(payload);
  return encodeEnvelope(header, body, await signer.sign(sigStructure(header, externalAad(kind, place.parent), body)));
}
