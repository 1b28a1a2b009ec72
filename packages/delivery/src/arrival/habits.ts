/**
 * What vans do in general: where every tour begins before anything is known of it. Fitted to real delivery tours, and fitted again
 * without the tours it is measured on when it is judged (docs/arrival.md).
 */
export interface Habits {
  /** A stay at a stop, and how many stays of this tour weigh as much as this figure. */
  readonly dwellS: number;
  readonly dwellWeight: number;
  /** Of that, what is still to come of a stay that has lasted its time already. */
  readonly stillShare: number;
  /** A leg takes so many seconds times the square root of its metres, and how many seconds of driving weigh as much as this figure. */
  readonly rootS: number;
  readonly driveWeightS: number;
}

export const usualHabits: Habits = { dwellS: 88, dwellWeight: 4, stillShare: 0.2, rootS: 4.6, driveWeightS: 60 };
