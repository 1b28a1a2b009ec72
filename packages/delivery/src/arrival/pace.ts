import { noTerms, sum, type Terms } from './habits.ts';

/** From here on each further metre of a leg takes its steady time. */
const rootUpToM = 500;
/** Pulling out and looking for a place take as long as so many metres. */
const shortM = 10;
const latelyS = 240;

/** Short legs are slow: on real tours their time grows with the root of the distance as the crow flies. */
export const rootOf = (crowM: number): number =>
  Math.sqrt(Math.min(crowM, rootUpToM)) + Math.max(0, crowM - rootUpToM) / (2 * Math.sqrt(rootUpToM));

export const logOf = (crowM: number): number => Math.log(1 + crowM / shortM);

/** 1 where a stop was left just now, 0 where none was. */
export const latelyOf = (leftS: number | undefined, nowS: number): number =>
  leftS === undefined ? 0 : Math.exp(Math.min(0, leftS - nowS) / latelyS);

/** How this tour goes: what its stops so far have taken beyond the usual; those of an hour ago count for less. */
export interface Pace {
  readonly beyond: Terms;
  readonly stops: number;
}

export const noPaceYet: Pace = { beyond: noTerms, stops: 0 };

/** A pause for lunch is not how a tour goes. */
const longestS = 900;
/** For each half a stop. */
const fading = 0.95;
/** So many stops of this tour weigh as much as what is usual. */
const usualWeight = 8;

/** A leg or a stay is over: half a stop. */
export const afterHalf = ({ beyond, stops }: Pace, tookS: number, usual: Terms): Pace => ({
  beyond: sum(sum({ ...noTerms, plainS: Math.min(tookS, longestS) }, usual, -1), beyond, fading),
  stops: stops * fading + 0.5,
});

/** What each stop still before this one takes beyond the usual, as far as this tour has shown. */
export const ownPace = ({ beyond, stops }: Pace): Terms => sum(noTerms, beyond, 1 / (stops + usualWeight));
