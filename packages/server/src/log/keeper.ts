import { verifierKey } from '@latchkey/log';
import type { Effects } from '../effects.ts';
import { Furthest, type LogMark } from './furthest.ts';
import { LogBehind, LogChanged, OtherLogKey, type Grow, type LogHead } from './log-store.ts';
import { signedGrowth, type LogKey } from './signed-growth.ts';

/** One transaction's worth: a few milliseconds of hashing, and a bounded wait for whoever hands in meanwhile. */
const LIMIT_BATCH = 4096;
/** Receipts that come in quick succession share a checkpoint. */
const PAUSE_MS = 200;
/** After a database that was away, and for what another process handed in. */
const LOOK_AGAIN_MS = 10_000;
/** After a start over a log that has entries: hubs come back within eight seconds, and each shows first what it has read of this log. */
const LISTENS_MS = 10_000;
/** How far a database may go back without its mark's word, at most. */
const MARK_EVERY_MS = 5_000;

/** What is kept was kept before this start, and whoever knows of more may not have said so yet. */
class StillListening extends Error {}

/** Appends what was handed in, in its order, and signs the tree that it became. One at a time. */
export class LogKeeper {
  readonly #effects: Pick<Effects, 'store' | 'clock' | 'primitives' | 'log'>;
  readonly #logKey: LogKey;
  readonly #append: Grow;
  readonly #furthest: Furthest;
  readonly #mark: LogMark | undefined;
  #markedMs = -Infinity;
  #unmarked: string | undefined;
  readonly #grown: (head: LogHead) => void;
  readonly #stopLooking: () => void;
  #cancel: (() => void) | undefined;
  #working: Promise<void> | undefined;
  /** Something came in since the pending entries were last looked at. */
  #more = false;
  #closed = false;
  /** Of the tree that it last became here. */
  #size: number | undefined;

  /** `grown` hears of every new head once it is durable. */
  constructor(
    effects: Pick<Effects, 'store' | 'clock' | 'primitives' | 'log'>,
    logKey: LogKey,
    grown: (head: LogHead) => void,
    mark?: LogMark,
  ) {
    this.#effects = effects;
    this.#logKey = logKey;
    this.#furthest = new Furthest(logKey, mark);
    this.#mark = mark;
    const append = signedGrowth(logKey, (bytes) => effects.primitives.sha256(bytes));
    const listensUntilMs = effects.clock.nowMs() + LISTENS_MS;
    this.#append = (head, edge, entries) => {
      // Damage first: then what is kept was signed, and only its age is in question.
      const growth = append(head, edge, entries);
      if (this.#furthest.isAhead(head)) throw new LogBehind(`${String(head.size)} of ${String(this.#furthest.size)}`);
      if (head.size > 0 && this.#size === undefined && effects.clock.nowMs() < listensUntilMs)
        throw new StillListening();
      return growth;
    };
    this.#grown = grown;
    this.#stopLooking = effects.clock.every(LOOK_AGAIN_MS, () => this.wake());
    this.wake();
  }

  get verifierKey(): string {
    return verifierKey(this.#logKey.key);
  }

  /** A checkpoint of this log as somebody else has it; one that this key did not sign is nothing. */
  shown(checkpoint: string): void {
    this.#furthest.show(checkpoint);
  }

  /** A witness of this log says that it has seen so many entries. Unsigned: whom the operator chose is believed in this, as long as they are chosen. */
  witnessed(size: number): void {
    this.#furthest.hear(size);
  }

  /** Something was handed in. */
  wake(): void {
    this.#more = true;
    if (this.#closed || this.#working !== undefined) return;
    this.#cancel ??= this.#effects.clock.after(PAUSE_MS, () => {
      this.#cancel = undefined;
      this.#working = this.#grow();
    });
  }

  /** Resolves once nothing is written any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel?.();
    this.#stopLooking();
    await this.#working;
    await this.#keepMark(0);
  }

  async #grow(): Promise<void> {
    try {
      await this.#furthest.ready();
      for (;;) {
        this.#more = false;
        const head = await this.#effects.store.log.grow(LIMIT_BATCH, this.verifierKey, this.#append);
        if (head === undefined || this.#closed) return;
        this.#furthest.show(head.note);
        this.#unmarked = head.note;
        this.#grown(head);
        await this.#keepMark(MARK_EVERY_MS);
        const taken = head.size - (this.#size ?? 0);
        this.#size = head.size;
        // What came in meanwhile has woken it, and is looked at after a pause.
        if (taken < LIMIT_BATCH) return;
      }
    } catch (error) {
      this.#say(error);
    } finally {
      this.#working = undefined;
      if (this.#more) this.wake();
    }
  }

  /** After the database has it: a mark that is older says less, one that is newer would stop a log that is whole. */
  async #keepMark(pauseMs: number): Promise<void> {
    const nowMs = this.#effects.clock.nowMs();
    const note = this.#unmarked;
    if (note === undefined || nowMs - this.#markedMs < pauseMs) return;
    this.#markedMs = nowMs;
    this.#unmarked = undefined;
    await this.#mark?.keep(note);
  }

  #say(error: unknown): void {
    if (error instanceof StillListening) return;
    if (error instanceof LogBehind)
      this.#effects.log.error({ entries: error.message }, 'the log in the database is older than one that was signed; nothing is appended, or it would be a fork: see docs/operating/restoring.md'); // prettier-ignore
    else if (error instanceof OtherLogKey)
      this.#effects.log.error('another key signed the log of this database; nothing is appended until log-key.json is that one'); // prettier-ignore
    else if (error instanceof LogChanged)
      this.#effects.log.error('the log in the database is not the one that was signed; nothing is appended until its tiles are restored from a copy'); // prettier-ignore
    else this.#effects.log.warn({ why: (error as Error).message }, 'the log did not grow; tried again soon');
  }
}
