import { tidied, type Tidied } from '../journal/tidying.ts';
import { standing } from './answers/chain.ts';
import type { Core } from './core.ts';

/** So many records since the last time are worth writing everything anew: a week of minutes, or the receipts of a hundred visits; more of them where a long story has to be written with them. */
const WORTH_RECORDS = 10_000;
const WORTH_RECEIPTS = 1000;
const SHARE_OF_STORY = 1 / 40;
/** A home that is never quiet is tidied at this many times as much. */
const OVERDUE = 5;
/** A file of more is in memory several times while it is written anew: it stays as it is. */
const MOST_BYTES = 64 * 1024 * 1024;
/** After a try that changed nothing: no room, or a journal that is not as this hub writes it. */
const RETRY_MS = 3_600_000;

/**
 * Keeps what a start has to read short, while the hub runs (docs/decisions/0028-receipts-are-packed.md): in a moment in which nobody waits for it, the
 * journal is written anew with its receipts packed.
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
    // Between two receipts the memory holds exactly those that the journal holds. What came before its turn may have changed the hour.
    void this.#core.receipts
      .between(async () => {
        if (this.#due()) await this.#tidy();
      })
      .finally(() => (this.#atWork = false));
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

  async #tidy(): Promise<void> {
    const { clock, journal, log, memory, p } = this.#core;
    let done: Tidied | undefined;
    this.#notBeforeMs = clock.monotonicMs() + RETRY_MS;
    try {
      const written = await journal.rewrite((payloads) => {
        if (!this.#atRest() || sizeOf(payloads) > MOST_BYTES) return undefined;
        done = tidied(p, payloads, memory.receipts);
        return done?.payloads;
      });
      if (!written || done === undefined) {
        log.warn({ understood: done !== undefined }, 'the journal was not tidied');
        return;
      }
      memory.receipts.pack(done.packs);
      this.#notBeforeMs = 0;
    } catch (error) {
      log.error({ error: String(error) }, 'the journal could not be tidied');
    }
  }
}

const sizeOf = (payloads: readonly Uint8Array[]): number => payloads.reduce((sum, { length }) => sum + length, 0);
