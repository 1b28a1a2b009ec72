import { afterFix, atDepot, estimates, type Habits, type Journey, type PlannedStop } from '@latchkey/delivery';
import { outlooks } from '../../packages/delivery/src/arrival/estimate.ts';
import type { Chunk, Mark } from './goal.ts';
import { fixOf, planOf, restOf } from './drive.ts';

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
  /** Seconds at the stops between. */
  readonly staysS: number;
}

/** Asked while driving, every sixth fix, in the first 90 s of a piece: exactly the baseline's moments. */
export const everyFix = 6;
const earlyS = 90;

export const samplesOf = (chunks: readonly Chunk[], stopsAhead: number, every = everyFix): readonly Sample[] =>
  chunks.flatMap((chunk) => {
    const { marks, arrivals, name } = chunk;
    // Where the piece begins on foot, the agent is at a stop of the plan.
    const plan = planOf(marks, marks[0]?.driving === false ? [0, ...arrivals] : arrivals);
    const rest = restOf(marks, plan);
    let journey: Journey = atDepot;
    return marks.flatMap((mark, index): readonly Sample[] => {
      journey = afterFix(journey, rest(index), fixOf(mark));
      const ahead = arrivals.filter((arrival) => arrival > index).slice(0, stopsAhead);
      const target = ahead.at(-1);
      const isAsked = index % every === 0 && mark.tS <= earlyS && mark.driving && ahead.length === stopsAhead;
      if (!isAsked || target === undefined) return [];
      const way = [mark, ...ahead.map((arrival) => marks[arrival] ?? mark)];
      const legsM = way
        .slice(1)
        .reduce((sum, to, n) => sum + Math.hypot(to.x - (way[n]?.x ?? 0), to.y - (way[n]?.y ?? 0)), 0);
      const actualS = (marks[target]?.tS ?? 0) - mark.tS;
      const staysS = ahead.slice(0, -1).reduce((sum, arrival) => sum + stayAt(marks, arrival), 0);
      return [
        { chunk: name, journey, plan: rest(index), nowS: mark.tS, target: String(target), actualS, legsM, staysS },
      ];
    });
  });

const stayAt = (marks: readonly Mark[], arrival: number): number => {
  const leaves = marks.find(({ driving }, index) => driving && index > arrival);
  return (leaves?.tS ?? 0) - (marks[arrival]?.tS ?? 0);
};

/** A stop that the estimator takes for done is one that it says nothing more about: as bad as saying *now*. */
export const saidS = ({ journey, plan, nowS, target }: Sample, habits: Habits): number =>
  estimates(journey, plan, nowS, habits).find(({ id }) => id === target)?.etaS ?? 0;

/** One sample for the fit: how often each figure applies, and the seconds that they have to make up for. */
export interface Row {
  readonly chunk: string;
  readonly applies: readonly number[];
  readonly seconds: number;
  readonly weight: number;
}

export const fittedFigures = ['rootS', 'awayS', 'logS', 'stayS', 'latelyS', 'laterStayS'] as const;

export const rowsOf = (samples: readonly Sample[], weight: number, habits: Habits): readonly Row[] =>
  samples.flatMap(({ journey, plan, nowS, target, actualS, chunk }) => {
    const terms = outlooks(journey, plan, nowS, habits).find(({ id }) => id === target)?.terms;
    if (terms === undefined) return [];
    const applies = fittedFigures.map((figure) => terms[figure]);
    return [{ chunk, applies, seconds: actualS - terms.plainS, weight: weight / samples.length }];
  });
