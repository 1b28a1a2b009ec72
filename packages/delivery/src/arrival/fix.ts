import { apartM, metresFrom, type GeoPoint, type Metres } from '../ground.ts';

/** Where a device says that it is. It may be wrong, late, or a lie: it moves an estimate and nothing else. */
export interface Fix {
  /** Seconds on a clock that only goes forward. */
  readonly atS: number;
  readonly at: GeoPoint;
  /** Radius within which the device believes to be. */
  readonly accuracyM: number;
}

/** A fix that is vaguer than this says nothing about streets. */
export const vaguestM = 150;
/** No van is faster: such a jump is a fix that was wrong. */
const fastestMS = 60;

export interface PlacedFix {
  readonly atS: number;
  readonly place: Metres;
}

/** The fix in metres around `origin`; undefined for one that is too vague, out of order, or beyond any van's reach. */
export const usable = (origin: GeoPoint, fix: Fix, before: PlacedFix | undefined): PlacedFix | undefined => {
  const { latE6, lonE6 } = fix.at;
  const isWhole = Number.isFinite(fix.atS) && Number.isFinite(latE6) && Number.isFinite(lonE6);
  if (!isWhole || !(fix.accuracyM <= vaguestM)) return undefined;
  const place = metresFrom(origin, fix.at);
  if (before === undefined) return { atS: fix.atS, place };
  const passedS = fix.atS - before.atS;
  if (passedS <= 0) return undefined;
  return apartM(before.place, place) > vaguestM + fastestMS * passedS ? undefined : { atS: fix.atS, place };
};
