import type { Agreement } from '../nts/agreement.ts';
import { remember, type Core } from './core.ts';
import type { TimeSourcesPort } from './ports.ts';
import type { Correction } from './trusted-clock.ts';
import { settleVisits } from './visits.ts';

/** Without an agreement: so soon again, and then half as often each time. */
const FIRST_AGAIN_MS = 8000;
const LAST_AGAIN_MS = 1_024_000;
/** A crystal is off by 0.4 s in an hour at the worst. */
const AGREED_EVERY_MS = 3_600_000;
/** A smaller correction is the daily bread of clocks, and no receipt. */
const TOLD_FROM_MS = 2000;

/** Asks the sources that the settings name, and gives the clock what they agree on (docs/protocol/11-time.md). */
export class TimeWatch {
  readonly #core: Core;
  readonly #port: TimeSourcesPort;
  #dueMs = 0;
  #againMs = FIRST_AGAIN_MS;
  #asking = false;

  constructor(core: Core, port: TimeSourcesPort) {
    this.#core = core;
    this.#port = port;
  }

  /** The clock knows nothing any more. */
  again(): void {
    this.#dueMs = 0;
    this.#againMs = FIRST_AGAIN_MS;
  }

  /** Asked every second. */
  look(): void {
    const { clock, memory, log } = this.#core;
    if (this.#asking || memory.left || clock.monotonicMs() < this.#dueMs) return;
    this.#asking = true;
    this.#ask()
      .catch((error: unknown) => log.error({ error: String(error) }, 'the agreed time could not be kept'))
      .finally(() => (this.#asking = false));
  }

  async #ask(): Promise<void> {
    const { household, log, time } = this.#core;
    const { agreement, failed } = await this.#port.ask(time.floorS);
    const taken = agreement !== undefined && (await household.run(() => this.#take(agreement)));
    if (agreement === undefined) log.warn({ failed }, 'the time sources do not agree');
    this.#dueIn(taken ? AGREED_EVERY_MS : this.#againMs);
    this.#againMs = taken ? FIRST_AGAIN_MS : Math.min(this.#againMs * 2, LAST_AGAIN_MS);
  }

  /** Up to a quarter later, by chance: not every hub of a town asks in the second in which the power is back. */
  #dueIn(ms: number): void {
    const { clock, random } = this.#core;
    this.#dueMs = clock.monotonicMs() + ms * (1 + (random(1)[0] ?? 0) / 1024);
  }

  /** Whether it was of use. The floor is on disk before the clock stands on it. */
  async #take(agreement: Agreement): Promise<boolean> {
    const { time, log } = this.#core;
    const before = time.now().unixS;
    const planned = time.weigh(agreement);
    if (planned.kind === 'refused') {
      log.warn({ hosts: agreement.hosts }, 'the time sources agree on a time behind the floor');
      return false;
    }
    if (planned.kind === 'set' || planned.kind === 'lifted')
      await remember(this.#core, { t: 'floor', unixS: Math.floor(planned.unixMs / 1000) });
    const done = time.agreed(agreement);
    await this.#tell(done);
    if (before === undefined) log.info({ hosts: agreement.hosts }, 'the time sources agree, and the clock is set');
    settleVisits(this.#core);
    return true;
  }

  async #tell(done: Correction): Promise<void> {
    const { time, locks, receipts, memory, changed } = this.#core;
    const { unixS } = time.now();
    if (unixS === undefined || done.kind === 'right' || done.kind === 'refused') return;
    if (done.kind !== 'slowed') locks.send({ type: 'rtc-set', unixS });
    if (memory.paired && byMs(done) >= TOLD_FROM_MS)
      await receipts.add({ event: 'time-set', detail: { timeS: unixS, cause: 'two-sources' } });
    changed();
  }
}

const byMs = (done: Exclude<Correction, { kind: 'right' | 'refused' }>): number => {
  if (done.kind === 'set') return Infinity;
  return done.kind === 'slowed' ? done.aheadMs : done.byMs;
};
