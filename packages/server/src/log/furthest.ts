import { isBy, readCheckpointText, readNote, signCheckpoint, writeNote } from '@latchkey/log';
import type { Kept } from './log-store.ts';
import type { LogKey } from './signed-growth.ts';

/** Where the newest head is kept apart from the database: a copy of the database that is put back does not put it back. */
export interface LogMark {
  /** The note that was kept last, without cosignatures; undefined: none. */
  readonly read: () => Promise<string | undefined>;
  readonly keep: (note: string) => Promise<void>;
}

/**
 * The greatest tree of this log that anybody is known to have: this server's own mark, and what hubs show of what they read. Each is signed by this log's
 * key, so that nobody can claim one that was not. A witness says a size alone.
 */
export class Furthest {
  readonly #logKey: LogKey;
  #newest: Kept = { size: 0, note: '' };
  /** Entries that somebody has seen, without a tree to show for it. */
  #heard = 0;
  /** Two trees of one size, both signed: nothing follows both. */
  #forked = false;
  #read: (() => Promise<void>) | undefined;

  constructor(logKey: LogKey, mark?: Pick<LogMark, 'read'>) {
    this.#logKey = logKey;
    if (mark !== undefined)
      this.#read = async () => {
        const note = await mark.read();
        this.#read = undefined;
        if (note !== undefined) this.show(note);
      };
  }

  /** Before the first growth. Rejects where the mark cannot be read: then nothing is signed. */
  async ready(): Promise<void> {
    await this.#read?.();
  }

  get size(): number {
    return Math.max(this.#newest.size, this.#heard);
  }

  hear(size: number): void {
    this.#heard = Math.max(this.#heard, size);
  }

  /** A checkpoint as somebody has it, cosignatures and all; false where this log's key did not sign it. */
  show(checkpoint: string): boolean {
    const note = readNote(checkpoint);
    const head = note && readCheckpointText(note.text);
    const { key, sign } = this.#logKey;
    const own = note?.signatures.find((one) => isBy(key, one));
    if (head === undefined || own === undefined || head.origin !== key.name) return false;
    // A signature of Ed25519 is always the same: what this key makes of it is what it made of it.
    const made = signCheckpoint(key, sign, head);
    if (made.text !== note?.text || Buffer.compare(made.signatures[0]?.bytes ?? own.bytes.subarray(1), own.bytes) !== 0)
      return false;
    const shown = { size: head.size, note: writeNote(made) };
    if (shown.size === this.#newest.size && shown.note !== this.#newest.note) this.#forked = true;
    if (shown.size > this.#newest.size) this.#newest = shown;
    return true;
  }

  /** What is kept is shorter than what somebody has, or as long and another. */
  isAhead({ size, note }: Kept): boolean {
    const other = size === this.#newest.size && size > 0 && note !== this.#newest.note;
    return this.#forked || size < this.size || other;
  }
}
