import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import type { Primitives, PublicKey, Signer } from '@latchkey/protocol';

/** SHA-256 and ES256 in plain JavaScript, synchronous: for browsers and wherever WebCrypto's promises do not fit. */
export const portablePrimitives: Primitives = {
  sha256: (data) => sha256(data),
  verify: (key, message, signature) => {
    if (signature.length !== 64) return false;
    try {
      // High s is legal ES256; noble refuses it unless told otherwise, and then half of all honest signatures fail.
      return p256.verify(signature, message, compressedPoint(key), { lowS: false, prehash: true, format: 'compact' });
    } catch {
      // A point off the curve, or r or s out of range.
      return false;
    }
  },
};

/** SEC 1 compressed form, 33 bytes. */
export function compressedPoint(key: PublicKey): Uint8Array {
  const point = new Uint8Array(33);
  point[0] = key.yOdd ? 3 : 2;
  point.set(key.x, 1);
  return point;
}

/** SEC 1 uncompressed form, 65 bytes, for importers that refuse the compressed one. Throws RangeError off the curve. */
export function uncompressedPoint(key: PublicKey): Uint8Array {
  try {
    return p256.Point.fromBytes(compressedPoint(key)).toBytes(false);
  } catch {
    throw new RangeError('Not a point of P-256.');
  }
}

/** From the 65 bytes that WebCrypto exports as `raw`. */
export function publicKeyFromRaw(raw: Uint8Array): PublicKey {
  if (raw.length !== 65 || raw[0] !== 4) throw new RangeError('Not an uncompressed P-256 point.');
  return { x: raw.slice(1, 33), yOdd: ((raw[64] ?? 0) & 1) === 1 };
}

/** A signer over a private key that is known as a number, 32 bytes big-endian: one that was derived, not made. Throws for 0 and what is not below the order. */
export function signerFromScalar(scalar: Uint8Array): Signer {
  const point = p256.getPublicKey(scalar, true);
  return {
    key: { x: point.slice(1), yOdd: point[0] === 3 },
    sign: (message) => Promise.resolve(p256.sign(message, scalar, { lowS: false })),
  };
}
