import type { Disk } from './disk.ts';
import { decodeRecord, encodeGroup, type Entry, type Replayed } from './entry.ts';
import { frame, joined, unframe } from './frame.ts';
import { withoutIdleFloors } from './idle-floors.ts';
import { atOnce, recordsIn, type Records } from './records.ts';
import { replaced, Successor } from './successor.ts';

/** The disk failed once. Whether the last write is durable is unknown, so nothing more is ever acknowledged (fsync does not forgive). */
export class JournalBroken extends Error {
  constructor(cause: unknown) {
    super('The journal could not be written; the hub must be restarted on a healthy disk.', { cause });
  }
}

/** A week of minutes: less is not worth writing everything anew. */
const WORTH_REWRITING = 10_000;

/** What the records are to be; it may read them as often as it likes. */
export type Change = (records: () => Records) => Records;

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
  /** Waits for the moment in which nothing is being written. */
  #turn: (() => Promise<void>) | undefined;
  #flushing: Promise<void> | undefined;
  #successor: Successor | undefined;
  #rewriting: Promise<void> | undefined;
  #broken: JournalBroken | undefined;
  #closing = false;
  #written = 0;
  /** Confirmed bytes. */
  #length: number;

  private constructor(disk: Disk, length: number) {
    this.#disk = disk;
    this.#length = length;
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
    const length = many ? await replaced(disk, atOnce(kept)) : undefined;
    const groups = (many ? kept : payloads).map(decodeRecord);
    const unread = groups.filter((group) => group === undefined).length;
    const journal = new Journal(disk, length ?? wholeBytes);
    return { journal, entries: groups.flatMap((group) => group ?? []), tornBytes, unread };
  }

  /** Records since it was opened or written anew. */
  get written(): number {
    return this.#written;
  }

  get broken(): boolean {
    return this.#broken !== undefined;
  }

  /**
   * Resolves once all entries are on disk; they stand or fall together. Rejects with `JournalBroken`, now and for ever after, or with RangeError for
   * what no start could read, and then nothing was written.
   */
  async write(...entries: readonly Entry[]): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    const bytes = frame(encodeGroup(entries));
    const durable = new Promise<void>((done, failed) => {
      this.#waiting.push({ bytes, done, failed });
    });
    this.#flushing ??= this.#flush();
    await durable;
  }

  /**
   * Writes the whole file anew, as `change` makes it of the records that are confirmed at this call, and switches to it. Meanwhile everything is written
   * to the old one as ever, and stands behind the new records in the end; only the switch is a turn of its own. One at a time. Rejects where nothing has
   * changed: there was no room, something cannot be read, `change` threw, the journal closes; or where it is `broken`, as `write` does.
   */
  rewrite(change: Change): Promise<void> {
    if (this.#broken !== undefined) return Promise.reject(this.#broken);
    if (this.#closing || this.#rewriting !== undefined)
      return Promise.reject(new Error('The journal is being written anew, or closed.'));
    const goOn = () => this.#givesWay();
    const successor = new Successor(this.#disk, goOn);
    const upTo = this.#length;
    this.#successor = successor;
    this.#rewriting = this.#rewrite(successor, () => change(() => recordsIn(this.#disk, upTo, goOn)));
    return this.#rewriting;
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#rewriting?.catch(() => undefined);
    await this.#flushing;
    await this.#disk.close();
  }

  /** Whoever waits for the disk goes first. */
  async #givesWay(): Promise<void> {
    await this.#flushing;
    if (this.#broken !== undefined) throw this.#broken;
    if (this.#closing) throw new Error('The journal closes.');
  }

  async #rewrite(successor: Successor, records: () => Records): Promise<void> {
    const written = this.#written;
    try {
      await successor.write(records());
      await this.#inTurn(() => this.#switch(successor));
      this.#written -= written;
    } catch (error) {
      await successor.discard();
      throw error;
    } finally {
      this.#successor = undefined;
      this.#rewriting = undefined;
    }
  }

  async #switch(successor: Successor): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken;
    await successor.finish();
    await successor.takeOver().catch((error: unknown) => Promise.reject(this.#break(error)));
    this.#length = successor.length;
    // What is confirmed from here on is in it already.
    this.#successor = undefined;
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const ended = new Promise<void>((done, failed) => {
      this.#turn = () => work().then(done, failed);
    });
    this.#flushing ??= this.#flush();
    return ended;
  }

  async #flush(): Promise<void> {
    for (;;) {
      const turn = this.#turn;
      this.#turn = undefined;
      if (turn !== undefined) await turn();
      else if (this.#waiting.length > 0) await this.#append();
      else break;
    }
    this.#flushing = undefined;
  }

  async #append(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    try {
      const bytes = joined(batch.map((one) => one.bytes));
      await this.#disk.append(bytes);
      await this.#disk.sync();
      this.#length += bytes.length;
      this.#written += batch.length;
      this.#successor?.follow(bytes);
      for (const { done } of batch) done();
    } catch (error) {
      this.#break(error, batch);
    }
  }

  /** Which file the disk has, and what of it, is unknown from here on. */
  #break(cause: unknown, batch: readonly Waiting[] = []): JournalBroken {
    const broken = new JournalBroken(cause);
    this.#broken = broken;
    for (const { failed } of [...batch, ...this.#waiting]) failed(broken);
    this.#waiting = [];
    return broken;
  }
}
