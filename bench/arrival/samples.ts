import { afterFix, atDepot, estimates, type Habits, type Journey, type PlannedStop } from '@latchkey/delivery';
import type { Chunk } from './goal.ts';
import { fixOf, planOf } from './drive.ts';

/** A moment of eval_baseline.py's question: so many arrivals ahead, how long until the last of them? */
export interface Sample {
  readonly chunk: string;
  readonly journey: Journey;
  readonly plan: readonly PlannedStop[];
  readonly nowS: number;
  readonly target: string;
  readonly actualS: number;
  /** Straight legs from here over the stops between to the target, as the baseline adds them. */
  readonly legsM: number;
}

/** Asked while driving, every sixth fix, in the first 90 s of a piece: exactly the baseline's moments. */
const everyFix = 6;
const earlyS = 90;

export const samplesOf = (chunks: readonly Chunk[], stopsAhead: number): readonly Sample[] =>
  chunks.flatMap((chunk) => {
    const { marks, arrivals, name } = chunk;
    // Where the piece begins on foot, the agent is at a stop of the plan.
    const plan = planOf(marks, marks[0]?.driving === false ? [0, ...arrivals] : arrivals);
    let journey: Journey = atDepot;
    return marks.flatMap((mark, index): readonly Sample[] => {
      journey = afterFix(journey, plan, fixOf(mark));
      const ahead = arrivals.filter((arrival) => arrival > index).slice(0, stopsAhead);
      const target = ahead.at(-1);
      const isAsked = index % everyFix === 0 && mark.tS <= earlyS && mark.driving && ahead.length === stopsAhead;
      if (!isAsked || target === undefined) return [];
      const way = [mark, ...ahead.map((arrival) => marks[arrival] ?? mark)];
      const legsM = way
        .slice(1)
        .reduce((sum, to, n) => sum + Math.hypot(to.x - (way[n]?.x ?? 0), to.y - (way[n]?.y ?? 0)), 0);
      const actualS = (marks[target]?.tS ?? 0) - mark.tS;
      return [{ chunk: name, journey, plan, nowS: mark.tS, target: String(target), actualS, legsM }];
    });
  });

/** A stop that the estimator takes for done is one that it says nothing more about: as bad as saying *now*. */
export const saidS = ({ journey, plan, nowS, target }: Sample, habits: Habits): number =>
  estimates(journey, plan, nowS, habits).find(({ id }) => id === target)?.etaS ?? 0;

export const meanError = (samples: readonly Sample[], habits: Habits): number =>
  samples.reduce((sum, sample) => sum + Math.abs(saidS(sample, habits) - sample.actualS), 0) / samples.length;
