import {
  afterFix,
  atDepot,
  estimates,
  pointAt,
  type Fix,
  type GeoPoint,
  type Habits,
  type Journey,
  type PlannedStop,
  type StopEstimate,
} from '@latchkey/delivery';
import type { Mark } from './goal.ts';

const origin: GeoPoint = { latE6: 47_600_000, lonE6: -122_300_000 };
const accuracyM = 12;

const pointOf = ({ x, y }: Mark): GeoPoint => pointAt(origin, { x, y });

export const fixOf = (mark: Mark): Fix => ({ atS: mark.tS, at: pointOf(mark), accuracyM });

/** The plan that the carrier has: its stops in their order, each at the place where the van is going to stop. */
export const planOf = (marks: readonly Mark[], arrivals: readonly number[]): readonly PlannedStop[] =>
  arrivals.map((index) => ({ id: String(index), at: pointOf(marks[index] as Mark) }));

/**
 * What is left of the plan at each fix. A stop is off it when the courier drives on, at the latest: the app takes it off when its door
 * has locked, or when the courier says what became of the parcel.
 */
export const restOf = (marks: readonly Mark[], plan: readonly PlannedStop[]) => {
  const leaves = plan.map(({ id }) => marks.findIndex(({ driving }, index) => driving && index > Number(id)));
  return (index: number): readonly PlannedStop[] => plan.filter((_, n) => leaves[n] === -1 || (leaves[n] ?? 0) > index);
};

/** What the estimator says after each fix, from what it knows then. */
export function* driven(
  marks: readonly Mark[],
  plan: readonly PlannedStop[],
  habits?: Habits,
): Generator<{
  readonly index: number;
  readonly tS: number;
  readonly said: readonly StopEstimate[];
  readonly standing: boolean;
}> {
  let journey: Journey = atDepot;
  const rest = restOf(marks, plan);
  for (const [index, mark] of marks.entries()) {
    journey = afterFix(journey, rest(index), fixOf(mark));
    yield {
      index,
      tS: mark.tS,
      standing: journey.standing !== undefined,
      said: estimates(journey, rest(index), mark.tS, habits),
    };
  }
}
