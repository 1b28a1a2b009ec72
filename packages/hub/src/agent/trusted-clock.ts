import { SKEW_S, TIME_SOURCE, type TrustedTime } from '@latchkey/protocol';
import type { Agreement } from '../nts/agreement.ts';

type Source = (typeof TIME_SOURCE)[keyof typeof TIME_SOURCE];

/** Whole seconds of two clocks may differ by this and mean the same moment. */
const ROUNDING_S = 2;
/** No statement can carry a later second, and nothing could be signed any more: a clock that was set so far stands still there. A chip of which every bit is one says it. */
const LAST_MS = 0xffff_ffff * 1000;
/** A clock that is ahead gives back a tenth of what passes: it is never turned back, and never stands. */
const GIVEN_BACK = 0.1;

interface Base {
  readonly unixMs: number;
  readonly atMs: number;
  /** What of it is still to be given back. */
  readonly aheadMs: number;
}

/** What an agreement of sources does to the clock. */
export type Correction =
  | { readonly kind: 'refused' }
  /** The clock lies where they say. */
  | { readonly kind: 'right' }
  /** Unix milliseconds now. */
  | { readonly kind: 'set'; readonly unixMs: number }
  /** By so many milliseconds; whole: they ask for no more. */
  | { readonly kind: 'lifted'; readonly unixMs: number; readonly byMs: number; readonly whole: boolean }
  | { readonly kind: 'slowed'; readonly unixMs: number; readonly aheadMs: number };

/**
 * Trusted time (P12): from a clock chip that kept its power, from sources that agree, or from a member over the hub's own nonce. It never runs behind the
 * floor, which the journal carries across restarts, but where an admin beside the hub sets both back; what would is no time at all, and then visitors wait.
 */
export class TrustedClock {
  readonly #monotonicMs: () => number;
  #base: Base | undefined;
  #source: Source = TIME_SOURCE.unknown;
  #floorS: number;
  /** It is being set back: nothing sets it meanwhile. */
  #held = false;

  constructor(monotonicMs: () => number, floorS: number) {
    this.#monotonicMs = monotonicMs;
    this.#floorS = floorS;
  }

  now(): TrustedTime {
    const { unixMs } = this;
    return { unixS: unixMs === undefined ? undefined : Math.floor(unixMs / 1000), uptimeMs: this.#monotonicMs() };
  }

  /** Fractions of it count for film alone: a chip tells whole seconds. Undefined: unknown. */
  get unixMs(): number | undefined {
    if (this.#base === undefined) return undefined;
    const { unixMs, atMs, aheadMs } = this.#base;
    const passedMs = this.#monotonicMs() - atMs;
    return Math.min(unixMs + passedMs - Math.min(aheadMs, passedMs * GIVEN_BACK), LAST_MS);
  }

  get source(): Source {
    return this.#source;
  }

  get floorS(): number {
    return Math.max(this.#floorS, this.now().unixS ?? 0);
  }

  /** The monotonic clock stood still for nobody knows how long. What it came to before is the floor, and no time. */
  forget(): void {
    this.#floorS = this.floorS;
    this.#base = undefined;
    this.#source = TIME_SOURCE.unknown;
  }

  /** No time, and nothing sets one, until it is set back or let go. The floor stays where it is. */
  hold(): void {
    this.forget();
    this.#held = true;
  }

  /** It was not set back after all: unknown, as after a start. */
  letGo(): void {
    this.#held = false;
  }

  /** An admin beside the hub said so, and it is on disk: the one way below the floor. */
  setBack(unixS: number): void {
    this.#held = false;
    this.#floorS = unixS;
    this.#setS(unixS, TIME_SOURCE.member);
  }

  /**
   * The chip's answer. It is believed once a start: afterwards the process's own monotonic clock is the better witness, and a
   * chip that somebody moves while the hub runs moves nothing. Answers whether it set the time.
   */
  chip(reading: { readonly lostPower: boolean; readonly unixS: number }): boolean {
    if (this.#held || this.#base !== undefined || reading.lostPower || reading.unixS < this.#floorS - ROUNDING_S)
      return false;
    this.#setS(Math.max(reading.unixS, this.#floorS), TIME_SOURCE.clock);
    return true;
  }

  /** What `judgeTime` allowed: never below the floor, never more than it lets a member lift. */
  member(unixS: number): void {
    if (unixS < this.floorS) return;
    if (this.#base === undefined || unixS > (this.now().unixS ?? 0)) this.#setS(unixS, TIME_SOURCE.member);
  }

  /** What this agreement would do now; it changes nothing. */
  weigh({ atMs, fromMs, toMs }: Agreement): Correction {
    const passedMs = this.#monotonicMs() - atMs;
    const [from, to] = [fromMs + passedMs, toMs + passedMs];
    const now = this.unixMs;
    if (now === undefined) {
      if (to < (this.#floorS - ROUNDING_S) * 1000) return { kind: 'refused' };
      return { kind: 'set', unixMs: Math.max((from + to) / 2, this.#floorS * 1000) };
    }
    const mostMs = SKEW_S * 1000;
    const byMs = Math.min(from - now, mostMs);
    if (byMs > 0) return { kind: 'lifted', unixMs: now + byMs, byMs, whole: byMs < mostMs };
    if (now > to) return { kind: 'slowed', unixMs: now, aheadMs: Math.min(now - to, mostMs) };
    return { kind: 'right' };
  }

  /** Does it. Receipts name the sources from when the clock says what they say. */
  agreed(agreement: Agreement): Correction {
    const correction = this.weigh(agreement);
    const source = this.#source;
    if (correction.kind === 'right') this.#source = TIME_SOURCE.nts;
    if (correction.kind === 'slowed') {
      const { unixMs, aheadMs } = correction;
      this.#set(unixMs, aheadMs <= ROUNDING_S * 1000 ? TIME_SOURCE.nts : source, aheadMs);
    }
    if (correction.kind === 'set') this.#set(correction.unixMs, TIME_SOURCE.nts);
    if (correction.kind === 'lifted') this.#set(correction.unixMs, correction.whole ? TIME_SOURCE.nts : source);
    return correction;
  }

  /** A whole second stands for the half second after it on average: without this the hub would always be late. */
  #setS(unixS: number, source: Source): void {
    this.#set(unixS * 1000 + 500, source);
  }

  #set(unixMs: number, source: Source, aheadMs = 0): void {
    this.#base = { unixMs, atMs: this.#monotonicMs(), aheadMs };
    this.#source = source;
    this.#floorS = Math.max(this.#floorS, Math.floor(Math.min(unixMs, LAST_MS) / 1000));
  }
}
