import type { Told } from './position.ts';

export interface Said {
  readonly etaS: number;
  readonly stopsBefore: number;
  readonly atS: number;
}

/** What the household reads counts down by itself: so far off it may be before it is told anew. */
const offS = 45;

/** Whether a household is to hear this: what is due and has not been said, or has become another matter since. */
export const isNews = (told: Told, before: Said | undefined, nowS: number): boolean => {
  if (before === undefined) return told.due;
  const countedS = Math.max(0, before.etaS - (nowS - before.atS));
  return told.stopsBefore !== before.stopsBefore || Math.abs(told.etaS - countedS) > offS;
};
