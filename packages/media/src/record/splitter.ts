import { concat } from '../bytes.ts';
import { announcedSize, readRecord, type RawRecord } from './format.ts';

/**
 * Cuts a byte stream of concatenated records into whole records, whatever the chunks are.
 * Throws `Malformed` where the stream cannot go on; nothing after that place can be trusted to be a record.
 */
export class RecordSplitter {
  #chunks: Uint8Array[] = [];
  #length = 0;

  /** Bytes of a record that has begun and not ended: a torn tail once the stream is over. */
  get pending(): number {
    return this.#length;
  }

  push(chunk: Uint8Array): RawRecord[] {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    const records: RawRecord[] = [];
    for (;;) {
      const size = this.#size();
      if (size === undefined || size > this.#length) return records;
      const all = this.#joined();
      const rest = all.subarray(size);
      this.#chunks = rest.length > 0 ? [rest] : [];
      this.#length = rest.length;
      records.push(readRecord(all.subarray(0, size)));
    }
  }

  #size(): number | undefined {
    if (this.#length < 4) return undefined;
    const [first] = this.#chunks;
    return announcedSize(first !== undefined && first.length >= 4 ? first : this.#joined());
  }

  #joined(): Uint8Array {
    const [first, second] = this.#chunks;
    if (first !== undefined && second === undefined) return first;
    const all = concat(this.#chunks);
    this.#chunks = [all];
    return all;
  }
}
