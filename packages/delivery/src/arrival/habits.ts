/**
 * What vans do in general: where every tour begins before anything is known of it. An estimate is a sum of these figures, each as often
 * as it applies. They are fitted to real delivery tours so that the absolute error is least, which puts half of the vans before the
 * estimate and half after it; and fitted again without the tours they are judged on (docs/arrival.md).
 */
export interface Habits {
  /** The present leg takes so many seconds times the root of its length (`rootOf`). */
  readonly rootS: number;
  /** And so many more where the van moves away from where it is going. */
  readonly awayS: number;
  /** A leg between two later stops, times the logarithm of its length (`logOf`). */
  readonly logS: number;
  /** The stay at the next stop. */
  readonly stayS: number;
  /** Its change where the last stop was left just now: tours that stop often stop briefly. */
  readonly latelyS: number;
  /** The stay at each stop after that one. */
  readonly laterStayS: number;
}

export const usualHabits: Habits = {
  rootS: 3.67,
  awayS: 18.9,
  logS: 27.7,
  stayS: 89.8,
  latelyS: -34,
  laterStayS: 11.7,
};

/** Seconds as a sum: how often each figure applies, and what does not depend on any. */
export interface Terms extends Habits {
  readonly plainS: number;
}

export const noTerms: Terms = { rootS: 0, awayS: 0, logS: 0, stayS: 0, latelyS: 0, laterStayS: 0, plainS: 0 };

export const sum = (a: Terms, b: Terms, times = 1): Terms => ({
  rootS: a.rootS + times * b.rootS,
  awayS: a.awayS + times * b.awayS,
  logS: a.logS + times * b.logS,
  stayS: a.stayS + times * b.stayS,
  latelyS: a.latelyS + times * b.latelyS,
  laterStayS: a.laterStayS + times * b.laterStayS,
  plainS: a.plainS + times * b.plainS,
});

export const secondsOf = (habits: Habits, terms: Terms): number =>
  terms.plainS +
  terms.rootS * habits.rootS +
  terms.awayS * habits.awayS +
  terms.logS * habits.logS +
  terms.stayS * habits.stayS +
  terms.latelyS * habits.latelyS +
  terms.laterStayS * habits.laterStayS;
