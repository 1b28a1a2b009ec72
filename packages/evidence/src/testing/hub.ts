import { portablePrimitives as p } from '@latchkey/keys';
import type { SignBytes } from '@latchkey/media';
import { encodeUtf8, type Signer } from '@latchkey/protocol';
import { p256 } from '@noble/curves/nist.js';

/** A hub with a fixed key and deterministic signatures (RFC 6979), so that vectors come out the same every time. */
export interface FixedHub extends Signer {
  readonly signBytes: SignBytes;
}

export const fixedHub = (name: string): FixedHub => {
  const secret = p.sha256(encodeUtf8(`latchkey test key of ${name}`));
  const point = p256.getPublicKey(secret, true);
  const signBytes = (message: Uint8Array) => p256.sign(message, secret, { lowS: false });
  return {
    key: { x: point.slice(1), yOdd: point[0] === 3 },
    signBytes,
    sign: (message) => Promise.resolve(signBytes(message)),
  };
};
