import { Temporal } from 'temporal-polyfill';

/** One window on the wall clock of the home. `to` at or before `from` means the next day. */
export interface WeeklyWindow {
  /** ISO: 1 is Monday, 7 is Sunday. */
  readonly days: readonly number[];
  /** `HH:MM` */
  readonly from: string;
  readonly to: string;
}

/** When somebody comes again and again. Rules live here, on the member's phone; the door only ever sees minutes (01-grant.md). */
export interface Schedule {
  /** IANA: the home's. */
  readonly timeZone: string;
  readonly windows: readonly WeeklyWindow[];
  /** Every so many weeks, counted from the week of `firstDay`. */
  readonly everyWeeks: number;
  /** `YYYY-MM-DD`; the last day is included. */
  readonly firstDay: string;
  readonly lastDay?: string | undefined;
}

/** Unix seconds, whole minutes. */
export interface Span {
  readonly fromS: number;
  readonly toS: number;
}

/**
 * Every window that overlaps [fromS, toS), in order, none overlapping another. A window holds the instants at which the wall
 * clock stands in it: an hour that the spring skips is missing from it, and one that the autumn repeats is in it twice.
 */
export const spansOf = (schedule: Schedule, fromS: number, toS: number): readonly Span[] => {
  const spans = daysOf(schedule, fromS, toS).flatMap((day) =>
    schedule.windows
      .filter(({ days }) => days.includes(day.dayOfWeek))
      .map((window) => spanOf(day, window, schedule.timeZone)),
  );
  return disjoint(spans.filter((span) => span.fromS < span.toS && span.toS > fromS && span.fromS < toS));
};

/** The days whose windows may touch the range: one more before it, for a window that goes past midnight. */
const daysOf = (schedule: Schedule, fromS: number, toS: number): readonly Temporal.PlainDate[] => {
  const first = Temporal.PlainDate.from(schedule.firstDay);
  const last = schedule.lastDay === undefined ? undefined : Temporal.PlainDate.from(schedule.lastDay);
  const from = later(first, dateAt(fromS, schedule.timeZone).subtract({ days: 1 }));
  const until = earlier(last, dateAt(toS, schedule.timeZone));
  const days: Temporal.PlainDate[] = [];
  for (let day = from; Temporal.PlainDate.compare(day, until) <= 0; day = day.add({ days: 1 })) {
    if (weeksBetween(first, day) % schedule.everyWeeks === 0) days.push(day);
  }
  return days;
};

const dateAt = (unixS: number, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(unixS * 1000)
    .toZonedDateTimeISO(timeZone)
    .toPlainDate();

const later = (a: Temporal.PlainDate, b: Temporal.PlainDate) => (Temporal.PlainDate.compare(a, b) < 0 ? b : a);
const earlier = (a: Temporal.PlainDate | undefined, b: Temporal.PlainDate) =>
  a === undefined || Temporal.PlainDate.compare(a, b) > 0 ? b : a;

/** Weeks begin on Monday. */
const weeksBetween = (first: Temporal.PlainDate, day: Temporal.PlainDate): number => {
  const monday = (date: Temporal.PlainDate) => date.subtract({ days: date.dayOfWeek - 1 });
  return Math.round(monday(first).until(monday(day), { largestUnit: 'days' }).days / 7);
};

const spanOf = (day: Temporal.PlainDate, { from, to }: WeeklyWindow, timeZone: string): Span => {
  const endDay = to <= from ? day.add({ days: 1 }) : day;
  return {
    fromS: edge(day, from, timeZone, 'earlier'),
    toS: edge(endDay, to, timeZone, 'later'),
  };
};

/**
 * The instant at which the wall clock reaches this time: the first of two where it comes twice and a window begins, the last where
 * one ends. Where it never comes, the instant at which the clock jumps over it.
 */
const edge = (day: Temporal.PlainDate, time: string, timeZone: string, which: 'earlier' | 'later'): number => {
  const wall = day.toPlainDateTime(Temporal.PlainTime.from(time));
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: which });
  if (zoned.toPlainDateTime().equals(wall)) return seconds(zoned);
  const before = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return seconds(before.getTimeZoneTransition('next') ?? before);
};

const seconds = (zoned: Temporal.ZonedDateTime): number => Math.floor(zoned.epochMilliseconds / 1000);

const disjoint = (spans: readonly Span[]): readonly Span[] => {
  const merged: Span[] = [];
  for (const span of [...spans].sort((a, b) => (a.fromS === b.fromS ? a.toS - b.toS : a.fromS - b.fromS))) {
    const last = merged.at(-1);
    if (last !== undefined && span.fromS < last.toS)
      merged[merged.length - 1] = { fromS: last.fromS, toS: Math.max(last.toS, span.toS) };
    else merged.push(span);
  }
  return merged;
};
