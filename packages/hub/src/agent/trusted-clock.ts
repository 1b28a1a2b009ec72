import { TIME_SOURCE, type TrustedTime } from '@latchkey/protocol';

type Source = (typeof TIME_SOURCE)[keyof typeof TIME_SOURCE];

/** Whole seconds of two clocks may differ by this and mean the same moment. */
const ROUNDING_S = 2;

/**
 * Trusted time (P12): from a clock chip that kept its power, or from a member over the hub's own nonce. It never runs behind the
 * floor, which the journal carries across restarts; what would is no time at all, and then visitors wait.
 */
export class TrustedClock {
  readonly #monotonicMs: () => number;
  #base: { readonly unixMs: number; readonly atMs: number } | undefined;
  #source: Source = TIME_SOURCE.unknown;
  #floorS: number;

  constructor(monotonicMs: () => number, floorS: number) {
    this.#monotonicMs = monotonicMs;
    this.#floorS = floorS;
  }

  now(): TrustedTime {
    const uptimeMs = this.#monotonicMs();
    if (this.#base === undefined) return { unixS: undefined, uptimeMs };
    return { unixS: Math.floor((this.#base.unixMs + uptimeMs - this.#base.atMs) / 1000), uptimeMs };
  }

  get source(): Source {
    return this.#source;
  }

  get floorS(): number {
    return Math.max(this.#floorS, this.now().unixS ?? 0);
  }

  /**
   * The chip's answer. It is believed once a start: afterwards the process's own monotonic clock is the better witness, and a
   * chip that somebody moves while the hub runs moves nothing. Answers whether it set the time.
   */
  chip(reading: { readonly lostPower: boolean; readonly unixS: number }): boolean {
    if (this.#base !== undefined || reading.lostPower || reading.unixS < this.#floorS - ROUNDING_S) return false;
    this.#set(Math.max(reading.unixS, this.#floorS), TIME_SOURCE.clock);
    return true;
  }

  /** What `judgeTime` allowed: never below the floor, never more than it lets a member lift. */
  member(unixS: number): void {
    if (unixS < this.floorS) return;
    if (this.#base === undefined || unixS > (this.now().unixS ?? 0)) this.#set(unixS, TIME_SOURCE.member);
  }

  #set(unixS: number, source: Source): void {
    // A whole second stands for the half second after it on average: without this the hub would always be late.
    this.#base = { unixMs: unixS * 1000 + 500, atMs: this.#monotonicMs() };
    this.#source = source;
    this.#floorS = Math.max(this.#floorS, unixS);
  }
}
