import type { Disk } from './disk.ts';
import { firstFrameBytes, unframe } from './frame.ts';

/** Payloads of records in their order, some at a time. */
export type Records = AsyncIterable<readonly Uint8Array[]>;

/** What is looked at in one go: a hundredth of a second on a small box, whatever is in it. */
const SLICE_BYTES = 16 * 1024;

/**
 * The records in the first so many bytes of the file, without ever having all of them. `goOn` is asked before each slice. Throws where they are not
 * whole, or do not end there.
 */
export async function* recordsIn(disk: Disk, upTo: number, goOn: () => Promise<void>): Records {
  for (let at = 0; at < upTo;) {
    await goOn();
    const slice = await disk.read(at, Math.min(at + SLICE_BYTES, upTo));
    const short = unframe(slice);
    const { payloads, wholeBytes } =
      short.wholeBytes > 0 ? short : unframe(await disk.read(at, Math.min(at + firstFrameBytes(slice), upTo)));
    if (wholeBytes === 0) throw new Error('The journal cannot be read back.');
    at += wholeBytes;
    yield payloads;
  }
}

export async function* atOnce(payloads: readonly Uint8Array[]): Records {
  yield await Promise.resolve(payloads);
}
