import type { Fix } from '../arrival/index.ts';
import { apartM, between, metresFrom, pointAt, type GeoPoint } from '../ground.ts';
import type { House, Neighbourhood } from './neighbourhood.ts';
import { wayBetween } from './way.ts';

/** A fix of the demo's van: which house of the round it is for, and whether the van stands there. */
export interface VanFix {
  readonly fix: Fix;
  readonly stop: number;
  readonly standing: boolean;
}

const everyS = 5;
const speedMS = 7;
const accuracyM = 8;

/** The way of a van along the streets, from house to house, with a stay at each; seconds count from its start. */
export function* fixesOnRound(
  here: Neighbourhood,
  from: GeoPoint,
  round: readonly House[],
  stayS: number,
): Generator<VanFix> {
  let atS = 0;
  const fixAt = (at: GeoPoint): Fix => ({ atS: (atS += everyS) - everyS, at, accuracyM });
  for (const [stop, house] of round.entries()) {
    for (const at of driven(here, wayBetween(here, round[stop - 1]?.at ?? from, house.at)))
      yield { fix: fixAt(at), stop, standing: false };
    for (let stayed = 0; stayed < stayS; stayed += everyS) yield { fix: fixAt(house.at), stop, standing: true };
  }
}

const driven = ({ origin }: Neighbourhood, way: readonly GeoPoint[]): readonly GeoPoint[] =>
  way.slice(1).flatMap((to, n) => {
    const [start, end] = [metresFrom(origin, way[n] ?? to), metresFrom(origin, to)];
    const steps = Math.max(1, Math.ceil(apartM(start, end) / (speedMS * everyS)));
    return Array.from({ length: steps }, (_, step) => pointAt(origin, between(start, end, (step + 1) / steps)));
  });
