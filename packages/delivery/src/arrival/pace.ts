import type { Habits } from './habits.ts';

/** How this tour goes, from what it has done so far; what was an hour ago counts for less. */
export interface Pace {
  /** Seconds at stops, summed over those seen, and how many that were. */
  readonly dwellS: number;
  readonly dwells: number;
  /** Seconds driven, and what a usual van would have taken for the same legs, in roots of metres. */
  readonly drivenS: number;
  readonly roots: number;
}

export const noPaceYet: Pace = { dwellS: 0, dwells: 0, drivenS: 0, roots: 0 };

/** A pause for lunch is not how a tour goes. */
const longestDwellS = 420;
const longestLegS = 900;
const fading = 0.9;
/** From here on each further metre takes its steady time. */
const rootUpToM = 500;

/**
 * The weight of a leg of so many metres as the crow flies. Short legs are slow, since a van pulls out, turns and looks for a place:
 * on real tours their time grows with the root of the distance.
 */
export const rootOf = (crowM: number): number => {
  const root = Math.sqrt(Math.min(crowM, rootUpToM));
  return root + Math.max(0, crowM - rootUpToM) / (2 * Math.sqrt(rootUpToM));
};

export const dwellOf = (habits: Habits, { dwellS, dwells }: Pace): number =>
  (habits.dwellWeight * habits.dwellS + dwellS) / (habits.dwellWeight + dwells);

export const driveOf = ({ rootS, driveWeightS }: Habits, { drivenS, roots }: Pace, crowM: number): number =>
  (rootOf(crowM) * (driveWeightS + drivenS)) / (driveWeightS / rootS + roots);

export const afterDwell = (pace: Pace, dwellS: number): Pace => ({
  ...pace,
  dwellS: pace.dwellS * fading + Math.min(dwellS, longestDwellS),
  dwells: pace.dwells * fading + 1,
});

export const afterLeg = (pace: Pace, drivenS: number, crowM: number): Pace => ({
  ...pace,
  drivenS: pace.drivenS * fading + Math.min(drivenS, longestLegS),
  roots: pace.roots * fading + Math.max(rootOf(crowM), 3),
});
