import { Tidying } from '../journal/tidying.ts';
import { standing } from './answers/chain.ts';
import type { Core } from './core.ts';

/** So many records since the last time are worth writing everything anew: a week of minutes, or the receipts of a hundred visits; more of them where a long story has to be written with them. */
const WORTH_RECORDS = 10_000;
const WORTH_RECEIPTS = 1000;
const SHARE_OF_STORY = 1 / 40;
/** A home that is never quiet is tidied at this many times as much. */
const OVERDUE = 5;
/** After a try that changed nothing: no room, or a journal that is not as this hub writes it. */
const RETRY_MS = 3_600_000;

/**
 * Keeps what a start has to read short, while the hub runs (docs/decisions/0028-receipts-are-packed.md): begun in a quiet moment, the journal is written anew
 * with its receipts packed, and whoever comes meanwhile does not wait for it (0029-nobody-waits-while-it-is-tidied.md).
 */
export class Tidier {
  readonly #core: Core;
  #atWork = false;
  #notBeforeMs = 0;

  constructor(core: Core) {
    this.#core = core;
  }

  look(): void {
    if (this.#atWork || this.#core.clock.monotonicMs() < this.#notBeforeMs || !this.#due()) return;
    this.#atWork = true;
    void this.#begin().finally(() => (this.#atWork = false));
  }

  /**
   * Between two receipts the memory holds exactly those that the journal holds: the records are those of that moment, and the next receipt waits for no
   * more than it. What came before its turn may have changed the hour.
   */
  async #begin(): Promise<void> {
    const begun = await this.#core.receipts.between(() =>
      Promise.resolve(this.#due() ? { ended: this.#tidy() } : undefined),
    );
    await begun?.ended;
  }

  #due(): boolean {
    const { journal, memory } = this.#core;
    const { length, loose } = memory.receipts;
    const worth = Math.max(WORTH_RECEIPTS, length * SHARE_OF_STORY);
    const share = Math.max(journal.written / WORTH_RECORDS, loose / worth);
    return share >= 1 && this.#atRest() && (share >= OVERDUE || !this.#expected());
  }

  /** No knock is on its way and no door in use. */
  #atRest(): boolean {
    const { doors, memory } = this.#core;
    return memory.uses.open.size === 0 && ![...doors.values()].some(({ inUse }) => inUse);
  }

  #expected(): boolean {
    const { unixS } = this.#core.time.now();
    return [...this.#core.memory.chains.values()].some((chain) => standing(chain, unixS) === 'armed');
  }

  /** Takes the records of this call. Never rejects. */
  async #tidy(): Promise<void> {
    const { clock, journal, log, memory, p } = this.#core;
    const tidying = new Tidying(p, memory.receipts);
    this.#notBeforeMs = clock.monotonicMs() + RETRY_MS;
    try {
      await journal.rewrite((records) => tidying.records(records));
      memory.receipts.pack(tidying.packs);
      this.#notBeforeMs = 0;
    } catch (error) {
      log.warn({ error: String(error) }, 'the journal was not tidied');
    }
  }
}
