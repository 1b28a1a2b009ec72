import type { Disk } from './disk.ts';
import { decodeRecord, encodeGroup, type Entry, type Replayed } from './entry.ts';
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

interface Rewriting {
  readonly change: (payloads: readonly Uint8Array[]) => readonly Uint8Array[] | undefined;
  readonly done: (changed: boolean) => void;
  readonly failed: (error: unknown) => void;
}

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
  #rewriting: Rewriting[] = [];
  #flushing: Promise<void> | undefined;
  #broken: JournalBroken | undefined;
  #written = 0;

  private constructor(disk: Disk) {
    this.#disk = disk;
  }

  /** Cuts off a torn tail, writes the file anew without idle floors where there are many, and returns what was whole. */
  static async open(
    disk: Disk,
  ): Promise<{ journal: Journal; entries: readonly Replayed[]; tornBytes: number; unread: number }> {
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
    const groups = (many ? kept : payloads).map(decodeRecord);
    const unread = groups.filter((group) => group === undefined).length;
    return { journal: new Journal(disk), entries: groups.flatMap((group) => group ?? []), tornBytes, unread };
  }

  /** Records since it was opened or written anew. */
  get written(): number {
    return this.#written;
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

  /**
   * Writes the whole file anew as `change` makes it of its records, while nothing else is written. False where `change` gives none or there is no
   * room for a second file: then nothing has changed. Rejects with what `change` throws, and as `write` does.
   */
  rewrite(change: Rewriting['change']): Promise<boolean> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    const rewritten = new Promise<boolean>((done, failed) => {
      this.#rewriting.push({ change, done, failed });
    });
    this.#flushing ??= this.#flush();
    return rewritten;
  }

  async close(): Promise<void> {
    await this.#flushing;
    await this.#disk.close();
  }

  async #flush(): Promise<void> {
    for (;;) {
      const rewriting = this.#waiting.length > 0 ? undefined : this.#rewriting.shift();
      if (rewriting !== undefined) await this.#rewrite(rewriting);
      else if (this.#waiting.length > 0) await this.#append();
      else break;
    }
    this.#flushing = undefined;
  }

  async #append(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      await this.#disk.append(joined(batch.map(({ bytes }) => bytes)));
      await this.#disk.sync();
      this.#written += batch.length;
      for (const { done } of batch) done();
    } catch (error) {
      this.#break(error, batch);
    }
  }

  async #rewrite({ change, done, failed }: Rewriting): Promise<void> {
    try {
      const bytes = await this.#disk.read();
      const { payloads, wholeBytes } = unframe(bytes);
      const changed = wholeBytes === bytes.length ? change(payloads) : undefined;
      if (changed === undefined) {
        done(false);
        return;
      }
      const whole = joined(changed.map(frame));
      const replaced = await this.#disk.replace(whole).catch((error: unknown) => Promise.reject(this.#break(error)));
      if (replaced) this.#written = 0;
      done(replaced);
    } catch (error) {
      failed(error);
    }
  }

  /** Which file the disk has, and what of it, is unknown from here on. */
  #break(cause: unknown, batch: readonly Waiting[] = []): JournalBroken {
    const broken = new JournalBroken(cause);
    this.#broken = broken;
    for (const { failed } of [...batch, ...this.#waiting, ...this.#rewriting]) failed(broken);
    this.#waiting = [];
    this.#rewriting = [];
    return broken;
  }
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
