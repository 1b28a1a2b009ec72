import { joinBytes, sameSecret } from '../bytes/bytes.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import { hmacSha256 } from '../bytes/hmac.ts';
import type { Primitives } from '../primitives.ts';

/** What the hub's display shows to whoever pressed its button: docs/protocol/22-suspension.md. */

/** Crockford's: no letter looks like another one. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LETTERS = 12;

/** Of the hub's own running time. */
export const PRESENCE_SHOWN_MS = 120_000;

/** Twelve letters from as many random bytes; 32 divides 256, so that each is as likely. */
export const presenceCode = (random: Uint8Array): string => {
  if (random.length !== LETTERS) throw new RangeError('A presence code is made of 12 random bytes.');
  return Array.from(random, (byte) => ALPHABET.charAt(byte & 31)).join('');
};

/** As the display and the app show it. */
export const inGroups = (code: string): string => (code.match(/.{1,4}/g) ?? []).join(' ');

/** As a person types it: in either case, with blanks and hyphens wherever they like. Undefined for what is no code. */
export function readPresenceCode(typed: string): string | undefined {
  if (typed.length > 4 * LETTERS) return undefined;
  const letters = typed.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
  const known = Array.from(letters).every((letter) => ALPHABET.includes(letter));
  return letters.length === LETTERS && known ? letters : undefined;
}

/** What is proven: that this signer, about this device and for this purpose, read the code. It tells nobody the code. */
export interface Proven {
  readonly hubId: Uint8Array;
  readonly signer: Uint8Array;
  readonly member: Uint8Array;
  readonly ends: boolean;
}

export const presenceProof = (p: Primitives, code: string, { hubId, signer, member, ends }: Proven): Uint8Array =>
  presenceMac(p, code, 'lk1-presence', hubId, signer, member, Uint8Array.of(ends ? 1 : 0));

/** A proof of the code for one purpose: every part but the label's is of fixed length. */
export const presenceMac = (p: Primitives, code: string, label: string, ...parts: readonly Uint8Array[]): Uint8Array =>
  hmacSha256(p, encodeUtf8(code), joinBytes(encodeUtf8(label), ...parts)).slice(0, 16);

/** Whether this proof was made of the code that the display shows. */
export const codeProblem = (
  shown: string | undefined,
  proof: Uint8Array,
  proofOf: (code: string) => Uint8Array,
): 'presence-none' | 'presence-wrong' | undefined => {
  if (shown === undefined) return 'presence-none';
  return sameSecret(proofOf(shown), proof) ? undefined : 'presence-wrong';
};
