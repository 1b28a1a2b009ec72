import { ed25519 } from '@noble/curves/ed25519.js';

/** Ed25519 (RFC 8032) in plain JavaScript, for browsers; apart from the rest, so that only who reads a log loads it. False for any wrong form. */
export const verifyEd25519 = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
};
