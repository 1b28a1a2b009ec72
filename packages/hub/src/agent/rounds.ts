import { effective, hasFlag } from '@latchkey/protocol';
import { standing } from './answers/chain.ts';
import { remember, type Core } from './core.ts';
import type { HardwareSide } from './hardware-side.ts';
import type { LineSide } from './line-side.ts';
import { Tidier } from './tidier.ts';
import { lookForSleep } from './sleep.ts';
import { settleVisits } from './visits.ts';

const ROUND_MS = 1000;
const FRESH_EVERY = 15;
const MEMBER_EVERY = 20;
const CLOCK_EVERY = 5;
const FLOOR_EVERY = 60;
const BELIEF_EVERY = 2;
const LOG_EVERY = 20;
const TIDY_EVERY = 60;

interface Parts {
  readonly line: LineSide;
  /** The line to the page at home. */
  readonly atHome: LineSide | undefined;
  readonly hardware: HardwareSide;
  readonly look: () => void;
  readonly readLog: () => void;
  readonly askTime: () => void;
  /** The machine slept: whatever it waited for, it asks for at once. */
  readonly askTimeAgain: () => void;
}

/** What a hub does every second although nobody said anything. */
export class Rounds {
  readonly #core: Core;
  readonly #parts: Parts;
  readonly #tidier: Tidier;
  #cancel: () => void;
  #count = 0;
  #bootId: Uint8Array;

  constructor(core: Core, parts: Parts) {
    this.#core = core;
    this.#parts = parts;
    this.#tidier = new Tidier(core);
    this.#bootId = core.bootId;
    this.#cancel = core.clock.after(ROUND_MS, () => this.#round());
  }

  stop(): void {
    this.#cancel();
  }

  #round(): void {
    this.#cancel = this.#core.clock.after(ROUND_MS, () => this.#round());
    this.#count++;
    const core = this.#core;
    const { line, atHome, hardware, look, readLog, askTime } = this.#parts;
    lookForSleep(core);
    if (core.bootId !== this.#bootId) this.#startedAgain();
    settleVisits(core);
    for (const { film } of core.doors.values()) film.followLine();
    look();
    askTime();
    core.displays.look();
    core.nonces.sweep(core.clock.monotonicMs());
    if (this.#every(BELIEF_EVERY)) hardware.tellBelief();
    if (this.#every(CLOCK_EVERY) && core.time.now().unixS === undefined) hardware.askClock();
    if (this.#every(FRESH_EVERY)) line.askFresh();
    if (this.#every(FRESH_EVERY) && this.#memberFreshVisit()) for (const side of [line, atHome]) side?.wantTime();
    if (this.#every(MEMBER_EVERY)) for (const side of [line, atHome]) side?.wantMember();
    if (this.#every(LOG_EVERY)) readLog();
    if (this.#every(FLOOR_EVERY)) this.#liftFloor();
    if (this.#every(TIDY_EVERY)) this.#tidier.look();
  }

  /** Found here, or by whoever asked for something before this round. */
  #startedAgain(): void {
    this.#bootId = this.#core.bootId;
    const { line, atHome, askTimeAgain } = this.#parts;
    askTimeAgain();
    line.askFresh();
    for (const side of [line, atHome]) side?.wantMember();
  }

  #every(rounds: number): boolean {
    return this.#count % rounds === 0;
  }

  /** Flag 8: somebody's visit is armed that only a member's own signature keeps fresh. */
  #memberFreshVisit(): boolean {
    const { unixS } = this.#core.time.now();
    return [...this.#core.memory.chains.values()].some(
      (chain) => hasFlag(effective(chain).flags, 'memberFresh') && standing(chain, unixS) === 'armed',
    );
  }

  #liftFloor(): void {
    const { unixS } = this.#core.time.now();
    if (unixS === undefined) return;
    remember(this.#core, { t: 'floor', unixS }).catch((error: unknown) =>
      this.#core.log.error({ error: String(error) }, 'journal failed'),
    );
  }
}
