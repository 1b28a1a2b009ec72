import { joinBytes, sameSecret } from '../bytes/bytes.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import { hmacSha256 } from '../bytes/hmac.ts';
import type { Primitives } from '../primitives.ts';

/** The code on paper: docs/protocol/19-recovery.md. */
export interface RecoveryCode {
  /** Pins the hub: the hash of its key. */
  readonly hubId: Uint8Array;
  /** 16 random bytes that exist on the sheet and nowhere else. */
  readonly secret: Uint8Array;
}

/** Crockford's: no letter looks like another one on paper. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 56;
const LABEL = { check: encodeUtf8('lk1-recovery-check'), key: encodeUtf8('lk1-recovery-key') } as const;
/** The order of P-256. */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

/** 14 groups of four letters. Throws RangeError unless both parts have 16 bytes. */
export function encodeRecoveryCode(p: Primitives, { hubId, secret }: RecoveryCode): string {
  if (hubId.length !== 16 || secret.length !== 16) throw new RangeError('A recovery code is twice 16 bytes.');
  const bits = numberIn(joinBytes(hubId, secret, checkOf(p, hubId, secret)));
  const letters = Array.from({ length: LETTERS }, (_, at) =>
    ALPHABET.charAt(Number((bits >> BigInt(5 * (LETTERS - 1 - at))) & 31n)),
  );
  return Array.from({ length: LETTERS / 4 }, (_, at) => letters.slice(4 * at, 4 * at + 4).join('')).join('-');
}

/** `wrong-letters`: not a code at all. `mistyped`: its own check says that a letter is another. */
export type ReadRecoveryCode =
  | { readonly ok: true; readonly code: RecoveryCode }
  | { readonly ok: false; readonly problem: 'wrong-letters' | 'mistyped' };

/** As a person types it: in either case, with blanks and hyphens wherever they like. */
export function decodeRecoveryCode(p: Primitives, typed: string): ReadRecoveryCode {
  if (typed.length > 4 * LETTERS) return { ok: false, problem: 'wrong-letters' };
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
  const values = Array.from(letters, (letter) => ALPHABET.indexOf(letter));
  if (values.length !== LETTERS || values.includes(-1)) return { ok: false, problem: 'wrong-letters' };
  const bytes = bytesIn(
    values.reduce((bits, value) => (bits << 5n) | BigInt(value), 0n),
    35,
  );
  const [hubId, secret] = [bytes.slice(0, 16), bytes.slice(16, 32)];
  if (!sameSecret(checkOf(p, hubId, secret), bytes.slice(32))) return { ok: false, problem: 'mistyped' };
  return { ok: true, code: { hubId, secret } };
}

/** The private half of the recovery key, 32 bytes big-endian. Sign with it and forget it. */
export function recoveryScalar(p: Primitives, { hubId, secret }: RecoveryCode): Uint8Array {
  const prk = hmacSha256(p, hubId, secret);
  const t1 = hmacSha256(p, prk, joinBytes(LABEL.key, Uint8Array.of(1)));
  const t2 = hmacSha256(p, prk, joinBytes(t1, LABEL.key, Uint8Array.of(2)));
  return bytesIn((numberIn(joinBytes(t1, t2.slice(0, 16))) % (ORDER - 1n)) + 1n, 32);
}

const checkOf = (p: Primitives, hubId: Uint8Array, secret: Uint8Array): Uint8Array =>
  p.sha256(joinBytes(LABEL.check, hubId, secret)).slice(0, 3);

const numberIn = (bytes: Uint8Array): bigint => bytes.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);

const bytesIn = (number: bigint, length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, at) => Number((number >> BigInt(8 * (length - 1 - at))) & 255n));
