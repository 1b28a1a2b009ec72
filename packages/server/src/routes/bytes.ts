import { fail } from '../http/problems.ts';
import { bytesIn } from '../ids.ts';

/** Bytes of a request. The contract's pattern has seen the letters; left-over bits that are not zero are refused here. */
export const bytesOf = (text: string): Uint8Array => {
  const bytes = bytesIn(text);
  if (bytes === undefined) throw fail('invalid-request', 'Bytes must be base64url without left-over bits.');
  return bytes;
};
