import { join } from './bytes.ts';

/** No more of an answer than `limit` bytes; the rest is not read. Rejects with a TypeError for a longer one. */
export const bytesWithin = async (
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limit: number,
): Promise<Uint8Array> => {
  const taken: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of parts) {
    bytes += part.length;
    if (bytes > limit) throw new TypeError(`the answer is longer than ${limit} bytes`);
    taken.push(part);
  }
  return join(...taken);
};
