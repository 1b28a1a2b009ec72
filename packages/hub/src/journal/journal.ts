import type { Disk } from './disk.ts';
import { decodeEntry, encodeEntry, type Entry } from './entry.ts';
import { frame, unframe } from './frame.ts';
import { withoutIdleFloors } from './idle-floors.ts';

/** The disk failed once. Whether the last write is durable is unknown, so nothing more is ever acknowledged (fsync does not forgive). */
export class JournalBroken extends Error {
  constructor(cause: unknown) {
    super('The journal could not be written; the hub must be restarted on a healthy disk.', { cause });
  }
}

/** A week of minutes: less is not worth writing everything anew. */
const WORTH_REWRITING = 10_000;

interface Waiting {
  readonly bytes: Uint8Array;
  readonly done: () => void;
  readonly failed: (error: JournalBroken) => void;
}

/**
 * The hub's memory on disk: append-only, one `fdatasync` for everything that waits at that moment. `write` resolves when its
 * entries are durable, all of them or none in the eyes of the next start (they are one record each, in one append, and
 * entries that must stand together are written in one call and replayed only if the last is whole).
 */
export class Journal {
  readonly #disk: Disk;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;
  #broken: JournalBroken | undefined;

  private constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** Cuts off a torn tail, writes the file anew without idle floors where there are many, and returns what was whole. */
  static async open(
    disk: Disk,
  ): Promise<{ journal: Journal; entries: readonly Entry[]; tornBytes: number; unread: number }> {
    const bytes = await disk.read();
    const { payloads, wholeBytes } = unframe(bytes);
    const tornBytes = bytes.length - wholeBytes;
    if (tornBytes > 0) {
      await disk.truncate(wholeBytes);
      await disk.sync();
    }
    const kept = withoutIdleFloors(payloads);
    const many = payloads.length - kept.length >= WORTH_REWRITING;
    // Without room for another file they stay in this one, and are not read.
    if (many) await disk.replace(joined(kept.map(frame)));
    const groups = (many ? kept : payloads).map(decodeGroup);
    const unread = groups.filter((group) => group === undefined).length;
    return { journal: new Journal(disk), entries: groups.flatMap((group) => group ?? []), tornBytes, unread };
  }

  get broken(): boolean {
    return this.#broken !== undefined;
  }

  /** Resolves once all entries are on disk; they stand or fall together. Rejects with `JournalBroken`, now and for ever after. */
  write(...entries: readonly Entry[]): Promise<void> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    const durable = new Promise<void>((done, failed) => {
      this.#waiting.push({ bytes: frame(encodeGroup(entries)), done, failed });
    });
    this.#flushing ??= this.#flush();
    return durable;
  }

  async close(): Promise<void> {
    await this.#flushing;
    await this.#disk.close();
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#disk.append(joined(batch.map(({ bytes }) => bytes)));
        await this.#disk.sync();
        for (const { done } of batch) done();
      } catch (error) {
        this.#broken = new JournalBroken(error);
        for (const { failed } of [...batch, ...this.#waiting]) failed(this.#broken);
        this.#waiting = [];
      }
    }
    this.#flushing = undefined;
  }
}

const NEWLINE = 0x0a;

/** One record holds what was written together: JSON values, one a line. */
function encodeGroup(entries: readonly Entry[]): Uint8Array {
  return joined(
    entries.flatMap((value, i) => (i === 0 ? [encodeEntry(value)] : [Uint8Array.of(NEWLINE), encodeEntry(value)])),
  );
}

function decodeGroup(payload: Uint8Array): Entry[] | undefined {
  const entries: Entry[] = [];
  for (let from = 0; from <= payload.length;) {
    const newline = payload.indexOf(NEWLINE, from);
    const to = newline === -1 ? payload.length : newline;
    const value = decodeEntry(payload.subarray(from, to));
    if (value === undefined) return undefined;
    entries.push(value);
    from = to + 1;
  }
  return entries;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
