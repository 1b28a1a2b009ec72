/** Base 45 (RFC 9285): bytes in the letters that a QR code holds most densely. */

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const BASE = 45;
const VALUE_OF = new Map(Array.from(LETTERS, (letter, value) => [letter, value] as const));

/** Three letters for two bytes, two for a last single one, the lowest first. */
export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const [high = 0, low] = bytes.subarray(at, at + 2);
    text += low === undefined ? lettersOf(high, 2) : lettersOf(high * 256 + low, 3);
  }
  return text;
}

/** Undefined for a letter of another alphabet, a single letter at the end, or a value that its bytes cannot hold. */
export function decodeBase45(text: string): Uint8Array | undefined {
  const rest = text.length % 3;
  if (rest === 1) return undefined;
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (rest === 2 ? 1 : 0));
  for (let at = 0, to = 0; at < text.length; at += 3, to += 2) {
    const group = text.slice(at, at + 3);
    const value = valueOf(group);
    if (value === undefined || value >= (group.length === 3 ? 65_536 : 256)) return undefined;
    if (group.length === 3) bytes.set([value >> 8, value & 255], to);
    else bytes[to] = value;
  }
  return bytes;
}

function lettersOf(value: number, count: number): string {
  let text = '';
  for (let left = value; text.length < count; left = Math.floor(left / BASE)) text += LETTERS.charAt(left % BASE);
  return text;
}

function valueOf(group: string): number | undefined {
  let value = 0;
  for (let at = group.length - 1; at >= 0; at -= 1) {
    const digit = VALUE_OF.get(group.charAt(at));
    if (digit === undefined) return undefined;
    value = value * BASE + digit;
  }
  return value;
}
