import { spansOf, type Schedule, type Span } from './schedule.ts';
import { withoutSkipped } from './skipping.ts';

/** A grant holds at most so many dates (01-grant.md). */
export const mostOccurrences = 64;
const weekS = 7 * 86_400;
/** So far ahead a phone signs, and so long before the end it signs again: a month of holidays without the app is no end. */
export const horizonS = 10 * weekS;
export const renewBeforeS = 6 * weekS;

/** What the next grant of a series says about time. */
export interface Plan {
  readonly nbf: number;
  readonly exp: number;
  /** [startMinute, lengthMinutes] from `nbf`. */
  readonly occurrences: readonly (readonly [number, number])[];
}

const floorMinute = (unixS: number) => Math.floor(unixS / 60) * 60;

/**
 * The grant to sign now, if any: the dates after what is signed already, up to the horizon. `signedUntilS`: the end of the last
 * grant; absent for the first.
 */
export const nextPlan = (
  schedule: Schedule,
  signedUntilS: number | undefined,
  nowS: number,
  skipped?: readonly Span[],
): Plan | undefined => {
  if (signedUntilS !== undefined && signedUntilS - nowS > renewBeforeS) return undefined;
  const nbf = floorMinute(nowS);
  const beginS = Math.max(nbf, signedUntilS ?? 0);
  const spans = withoutSkipped(spansOf(schedule, beginS, nowS + horizonS), skipped)
    .map((span) => ({ ...span, fromS: Math.max(span.fromS, beginS) }))
    .slice(0, mostOccurrences);
  const last = spans.at(-1);
  if (last === undefined) return undefined;
  return { nbf, exp: last.toS, occurrences: spans.map(({ fromS, toS }) => [(fromS - nbf) / 60, (toS - fromS) / 60]) };
};

/** Whether the schedule has any date after what is signed: if not, nothing needs to be signed again. */
export const goesOn = (schedule: Schedule, signedUntilS: number): boolean =>
  spansOf(schedule, signedUntilS, signedUntilS + 60 * weekS).length > 0;
