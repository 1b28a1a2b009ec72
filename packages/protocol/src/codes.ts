import { fromBase64url, toBase64url } from './bytes/base64url.ts';
import { joinBytes } from './bytes/bytes.ts';

/**
 * The code that carries trust past the server: in a QR code on the hub, or in the fragment of a link, which browsers never send.
 * 64 letters: SHA-256 of the other side's key, then a secret of 128 bits that is used once.
 */
export interface TrustCode {
  readonly keyHash: Uint8Array;
  readonly secret: Uint8Array;
}

/** Throws RangeError unless the hash has 32 and the secret 16 bytes. */
export function encodeTrustCode({ keyHash, secret }: TrustCode): string {
  if (keyHash.length !== 32 || secret.length !== 16)
    throw new RangeError('A code is 32 bytes of hash and 16 of secret.');
  return toBase64url(joinBytes(keyHash, secret));
}

/** Undefined for anything that is not exactly one code. */
export function decodeTrustCode(text: string): TrustCode | undefined {
  const bytes = text.length === 64 ? fromBase64url(text) : undefined;
  return bytes === undefined ? undefined : { keyHash: bytes.slice(0, 32), secret: bytes.slice(32) };
}
