import type { CloseClaims, Gap, Verdict } from '@latchkey/media';

/**
 * What a player shows, in one word. Live: `checking` until a nonce of ours has come back signed, `unanswered` where none
 * does, `live` only while the newest picture shown is at most 3 s old, `late` when it is older, `lost`, `frozen`, `covered` as the hub signs them.
 * Stored: `playing`, `paused`. Both: `ended`; `wrong-key` shows no picture; `broken` shows none any more.
 */
export type PlayerPhase =
  | 'waiting'
  | 'checking'
  | 'unanswered'
  | 'live'
  | 'late'
  | 'lost'
  | 'frozen'
  | 'covered'
  | 'playing'
  | 'paused'
  | 'ended'
  | 'wrong-key'
  | 'broken';

export interface PlayerState {
  readonly phase: PlayerPhase;
  /** Upper bound for the age of the picture shown, milliseconds; absent while it cannot be known. */
  readonly ageMs?: number;
  /** When the picture shown was filmed, by the hub's clock, unix milliseconds. */
  readonly captureMs?: number;
  /** When the film's first picture was filmed. */
  readonly startedMs?: number;
  /** Position and length of a stored film, milliseconds; the length grows while it loads. */
  readonly positionMs: number;
  readonly durationMs: number;
  /** Holes that the hub signed. */
  readonly gaps: readonly Gap[];
  /** Records that never came, as far as is known. */
  readonly missing: number;
  /** What can be said of a stored film once it is loaded. */
  readonly verdict?: Verdict;
  readonly close?: CloseClaims;
  readonly format?: { readonly width: number; readonly height: number };
}

export const START_STATE: PlayerState = { phase: 'waiting', positionMs: 0, durationMs: 0, gaps: [], missing: 0 };
