import { fromBase64url } from '@latchkey/protocol';

/** The journal holds only what this hub wrote. Throws RangeError. */
export function bytesOf(text: string): Uint8Array {
  const bytes = fromBase64url(text);
  if (bytes === undefined) throw new RangeError('the journal holds something that is not base64url');
  return bytes;
}
