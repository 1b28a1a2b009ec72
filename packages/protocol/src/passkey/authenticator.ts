import { sameBytes } from '../bytes/bytes.ts';
import type { PublicKey } from '../primitives.ts';

/** What authenticators and browsers give, in the forms of this protocol. Only a member's own app reads these; no hub does. */

const HEAD = Uint8Array.of(0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20);
const BETWEEN = Uint8Array.of(0x22, 0x58, 0x20);

/** A credential's COSE key {1: 2, 3: -7, -1: 1, -2: x, -3: y} (77 bytes, CTAP2 canonical); undefined for every other algorithm. */
export function es256FromCose(cose: Uint8Array): PublicKey | undefined {
  const whole =
    cose.length === 77 && sameBytes(cose.subarray(0, 10), HEAD) && sameBytes(cose.subarray(42, 45), BETWEEN);
  return whole ? { x: cose.slice(10, 42), yOdd: ((cose[76] ?? 0) & 1) === 1 } : undefined;
}

/** r ‖ s, 64 bytes, of an ECDSA signature in DER (RFC 3279 §2.2.3); undefined for what is none of P-256. */
export function rawSignature(der: Uint8Array): Uint8Array | undefined {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return undefined;
  const r = integerAt(der, 2);
  const s = r === undefined ? undefined : integerAt(der, r.end);
  if (r === undefined || s === undefined || s.end !== der.length) return undefined;
  const raw = new Uint8Array(64);
  raw.set(r.value, 32 - r.value.length);
  raw.set(s.value, 64 - s.value.length);
  return raw;
}

/** A positive integer of at most 32 bytes in its shortest form, and where it ends. */
function integerAt(der: Uint8Array, at: number): { readonly value: Uint8Array; readonly end: number } | undefined {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  if (der[at] !== 0x02 || length === 0 || end > der.length) return undefined;
  const bytes = der.subarray(at + 2, end);
  const [first = 0, second = 0] = bytes;
  if (first >= 0x80 || (first === 0 && length > 1 && second < 0x80)) return undefined;
  const value = first === 0 ? bytes.subarray(1) : bytes;
  return value.length <= 32 ? { value, end } : undefined;
}
