import * as z from 'zod';

/**
 * Bytes travel in JSON as base64url without padding. The pattern refuses a length that no byte string has (4n + 1);
 * the limit is in bytes of the decoded value, because that is what a reader of the contract thinks in.
 */
const alphabet = /^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$/;

export const bytesUpTo = (limitBytes: number) =>
  z
    .string()
    .max(Math.ceil((limitBytes * 4) / 3))
    .regex(alphabet, 'not base64url without padding');

export const bytesOf = (lengthBytes: number) => {
  const characters = Math.ceil((lengthBytes * 4) / 3);
  return z.string().length(characters).regex(alphabet, 'not base64url without padding');
};

/** A signed object: the bytes of one link. The longest legal one is far below this. */
export const linkBytes = bytesUpTo(2048).min(1);
/** A server-made random id, a visit's or a hub's id: 16 bytes. */
export const id16 = bytesOf(16);
/** An encoded COSE_Key (compressed P-256): at most 48 bytes. */
export const publicKeyBytes = bytesUpTo(48).min(1);
/** A raw uncompressed P-256 point for HPKE: 65 bytes. */
export const sealingKeyBytes = bytesOf(65);
export const signatureBytes = bytesOf(64);
/** An HPKE envelope: 65 bytes of encapsulated key, then the ciphertext. */
export const sealedText = bytesUpTo(4096).min(1);
/** URL parsers drop controls and blanks at both ends and inside; what is kept, compared and hashed is the text. */
export const addressText = (limit: number) =>
  z
    .string()
    .max(limit)
    .regex(/^[^\p{Cc}\p{Cs}\s]+$/u, 'an address without blanks and controls');
/** Unix milliseconds; only for display and sorting, never for a decision about a door. */
export const unixMs = z.number().int().nonnegative();
/** Unix seconds, as in signed objects. */
export const unixS = z.number().int().nonnegative().max(0xffff_ffff);
