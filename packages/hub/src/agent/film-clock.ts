import type { Core } from './core.ts';
import { lookForSleep } from './sleep.ts';

/** The chip answers in milliseconds. A hub that hears no time for this long goes by how far its wall clock moved in the sleep. */
const CHIP_ANSWERS_MS = 2000;
/** A chip tells whole seconds: what is less apart is the same time. */
const ROUNDING_MS = 2000;

/**
 * The time that the film of one door carries (docs/protocol/recording.md §10): the hub's own when its camera is opened, and steady from there, so that nothing
 * that is set meanwhile moves a recording or makes a hole in it. Only a machine that slept made a hole: behind it the film goes on with the time after it.
 */
export class FilmClock {
  readonly #core: Core;
  /** Unix time minus the monotonic clock, milliseconds. */
  #aheadMs: number;
  /** Wall clock minus the monotonic one, as it was looked at last. */
  #apartMs: number;
  #bootId: Uint8Array;
  /** Slept, and the hub does not know the time yet. */
  #woke: { readonly atMs: number; readonly guessMs: number } | undefined;

  constructor(core: Core) {
    this.#core = core;
    this.#bootId = core.bootId;
    this.#apartMs = this.#aheadMs = this.#apart;
  }

  /** The camera opens. Where the hub's time is unknown the wall's stands in for it, and the receipts beside the film say *unknown*. */
  begin(): void {
    lookForSleep(this.#core);
    this.#bootId = this.#core.bootId;
    this.#woke = undefined;
    this.#apartMs = this.#apart;
    this.#aheadMs = this.#knownMs ?? this.#apartMs;
  }

  /** Unix milliseconds; never backwards until the camera is opened again. */
  nowMs(): number {
    lookForSleep(this.#core);
    const apartMs = this.#apart;
    if (this.#core.bootId !== this.#bootId) {
      this.#bootId = this.#core.bootId;
      const sleptMs = Math.max(0, apartMs - this.#apartMs);
      this.#woke = { atMs: this.#core.clock.monotonicMs(), guessMs: this.#aheadMs + sleptMs };
    }
    this.#apartMs = apartMs;
    this.#follow();
    return this.#core.clock.monotonicMs() + this.#aheadMs;
  }

  #follow(): void {
    if (this.#woke === undefined) return;
    const { atMs, guessMs } = this.#woke;
    const knownMs = this.#knownMs;
    if (knownMs === undefined && this.#core.clock.monotonicMs() - atMs < CHIP_ANSWERS_MS) return;
    const aheadMs = knownMs ?? guessMs;
    if (aheadMs - this.#aheadMs > ROUNDING_MS) this.#aheadMs = aheadMs;
    if (knownMs !== undefined) this.#woke = undefined;
  }

  get #apart(): number {
    const { clock } = this.#core;
    return clock.wallMs() - clock.monotonicMs();
  }

  get #knownMs(): number | undefined {
    const { unixMs } = this.#core.time;
    return unixMs === undefined ? undefined : unixMs - this.#core.clock.monotonicMs();
  }
}
