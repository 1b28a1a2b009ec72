import fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { describe, expect, it } from 'vitest';
import { spansOf, type Schedule } from './schedule.ts';
import { datesOf } from './dates.ts';
import { goesOn, horizonS, mostOccurrences, nextPlan, renewBeforeS } from './signing-plan.ts';

const s = (iso: string) => Date.parse(iso) / 1000;
const iso = (unixS: number) => new Date(unixS * 1000).toISOString().replace(':00.000Z', 'Z');
const weekly = (days: readonly number[], from: string, to: string, more: Partial<Schedule> = {}): Schedule => ({
  timeZone: 'Europe/Berlin',
  windows: [{ days, from, to }],
  everyWeeks: 1,
  firstDay: '2026-01-01',
  ...more,
});
const shown = (schedule: Schedule, from: string, to: string) =>
  spansOf(schedule, s(from), s(to)).map(({ fromS, toS }) => `${iso(fromS)}/${iso(toS)}`);

describe('a weekly window', () => {
  it('keeps its place on the wall clock through the year', () => {
    const tuesdays = weekly([2], '09:00', '12:00');
    expect(shown(tuesdays, '2026-03-23T00:00Z', '2026-04-05T00:00Z')).toEqual([
      '2026-03-24T08:00Z/2026-03-24T11:00Z',
      '2026-03-31T07:00Z/2026-03-31T10:00Z',
    ]);
  });

  it('begins on its first day and ends with its last', () => {
    const days = weekly([1, 2, 3, 4, 5, 6, 7], '09:00', '10:00', { firstDay: '2026-06-03', lastDay: '2026-06-05' });
    expect(shown(days, '2026-05-01T00:00Z', '2026-07-01T00:00Z').map((span) => span.slice(0, 10))).toEqual([
      '2026-06-03',
      '2026-06-04',
      '2026-06-05',
    ]);
  });

  it('comes every second week from the week of its first day, across the turn of a year', () => {
    const fortnightly = weekly([1], '09:00', '10:00', { everyWeeks: 2, firstDay: '2026-12-16' });
    expect(shown(fortnightly, '2026-12-01T00:00Z', '2027-02-01T00:00Z').map((span) => span.slice(0, 10))).toEqual([
      '2026-12-28',
      '2027-01-11',
      '2027-01-25',
    ]);
  });

  it('may go past midnight, also when the range begins after it', () => {
    const nights = weekly([5], '22:00', '06:00');
    expect(shown(nights, '2026-06-06T01:00Z', '2026-06-06T02:00Z')).toEqual(['2026-06-05T20:00Z/2026-06-06T04:00Z']);
  });

  it('is one with another that it overlaps, and apart from one that it touches', () => {
    const windows = [
      { days: [1], from: '09:00', to: '11:00' },
      { days: [1], from: '10:00', to: '12:00' },
      { days: [1], from: '12:00', to: '13:00' },
    ];
    expect(shown({ ...weekly([1], '', ''), windows }, '2026-06-01T00:00Z', '2026-06-02T00:00Z')).toEqual([
      '2026-06-01T07:00Z/2026-06-01T10:00Z',
      '2026-06-01T10:00Z/2026-06-01T11:00Z',
    ]);
  });
});

/** Berlin skips 02:00–03:00 on 29 March and repeats it on 25 October 2026; New York on 8 March and 1 November. */
describe('at the edges of summer time', () => {
  const cases: readonly [string, string, string, string, string, readonly string[]][] = [
    ['Europe/Berlin', '2026-03-29', '02:00', '03:00', 'an hour that is skipped does not happen', []],
    ['Europe/Berlin', '2026-03-29', '02:30', '05:00', 'a beginning that is skipped is the jump', ['2026-03-29T01:00Z/2026-03-29T03:00Z']],
    ['Europe/Berlin', '2026-03-29', '01:00', '02:30', 'an end that is skipped is the jump', ['2026-03-29T00:00Z/2026-03-29T01:00Z']],
    ['Europe/Berlin', '2026-03-29', '01:00', '04:00', 'a window around the jump is an hour shorter', ['2026-03-29T00:00Z/2026-03-29T02:00Z']],
    ['Europe/Berlin', '2026-10-25', '02:00', '03:00', 'an hour that is repeated is two', ['2026-10-25T00:00Z/2026-10-25T02:00Z']],
    ['Europe/Berlin', '2026-10-25', '02:30', '05:00', 'a beginning that comes twice is the first', ['2026-10-25T00:30Z/2026-10-25T04:00Z']],
    ['Europe/Berlin', '2026-10-25', '01:00', '02:30', 'an end that comes twice is the last', ['2026-10-24T23:00Z/2026-10-25T01:30Z']],
    ['Europe/Berlin', '2026-10-25', '09:00', '12:00', 'the morning after is winter', ['2026-10-25T08:00Z/2026-10-25T11:00Z']],
    ['America/New_York', '2026-03-08', '02:00', '03:00', 'an hour that is skipped does not happen', []],
    ['America/New_York', '2026-03-08', '02:15', '04:00', 'a beginning that is skipped is the jump', ['2026-03-08T07:00Z/2026-03-08T08:00Z']],
    ['America/New_York', '2026-03-08', '00:30', '02:45', 'an end that is skipped is the jump', ['2026-03-08T05:30Z/2026-03-08T07:00Z']],
    ['America/New_York', '2026-11-01', '01:00', '02:00', 'an hour that is repeated is two', ['2026-11-01T05:00Z/2026-11-01T07:00Z']],
    ['America/New_York', '2026-11-01', '01:30', '01:45', 'a part of it is the whole from the first to the last', ['2026-11-01T05:30Z/2026-11-01T06:45Z']],
    ['America/New_York', '2026-11-01', '00:00', '12:00', 'a window around it is an hour longer', ['2026-11-01T04:00Z/2026-11-01T17:00Z']],
  ]; // prettier-ignore
  it.each(cases)('%s %s %s–%s: %s', (timeZone, day, from, to, _, expected) => {
    const once = weekly([7], from, to, { timeZone, firstDay: day, lastDay: day });
    expect(shown(once, `${day}T00:00Z`, `${day}T23:59Z`)).toEqual(expected);
  });

  it('a night that crosses the change is as long as the night is', () => {
    const night = weekly([6], '22:00', '06:00', { firstDay: '2026-03-28', lastDay: '2026-10-24' });
    const lengths = spansOf(night, s('2026-03-28T00:00Z'), s('2026-10-26T00:00Z')).map((n) => (n.toS - n.fromS) / 3600);
    expect([lengths[0], lengths[1], lengths.at(-1)]).toEqual([7, 8, 9]);
  });
});

describe('against others', () => {
  it('begins when rrule-temporal says, wherever the wall clock knows the time once', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC'];
    const names = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        fc.integer({ min: 4, max: 22 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 0, max: 360 }),
        (timeZone, days, hour, everyWeeks, startDay) => {
          const at = (h: number) => `${String(h).padStart(2, '0')}:00`;
          const firstDay = new Date(Date.UTC(2026, 0, 1 + startDay)).toISOString().slice(0, 10);
          const own = weekly(days, at(hour), at(hour + 1), { timeZone, firstDay, everyWeeks });
          const [fromS, toS] = [s(`${firstDay}T00:00Z`) - 86_400, s(`${firstDay}T00:00Z`) + 200 * 86_400];
          const by = days.map((day) => names[day - 1] ?? '').join(',');
          const theirs = new RRuleTemporal({
            rruleString: `DTSTART;TZID=${timeZone}:${firstDay.replaceAll('-', '')}T${String(hour).padStart(2, '0')}0000\nRRULE:FREQ=WEEKLY;INTERVAL=${String(everyWeeks)};BYDAY=${by}`,
          })
            .between(new Date(fromS * 1000), new Date(toS * 1000), true)
            // It counts a beginning at the very end as between; a window that only begins there is not.
            .filter((when) => when.epochMilliseconds < toS * 1000);
          expect(spansOf(own, fromS, toS).map((span) => iso(span.fromS))).toEqual(
            theirs.map((when) => iso(when.epochMilliseconds / 1000)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('what a phone signs', () => {
  const cleaner = weekly([2, 5], '09:00', '12:00', { firstDay: '2026-06-01' });
  const nowS = s('2026-06-02T08:30:20Z');

  it('is from now, the window that is open included, to ten weeks ahead, in minutes', () => {
    const plan = nextPlan(cleaner, undefined, nowS);
    expect(plan).toMatchObject({ nbf: s('2026-06-02T08:30:00Z') });
    expect(plan?.occurrences[0]).toEqual([0, 90]);
    const dates = datesOf(plan ?? { nbf: 0, exp: 0 });
    expect(dates).toHaveLength(21);
    expect(dates.at(-1)?.toS).toBe(plan?.exp);
    expect(dates.at(-1)?.fromS).toBeLessThan(nowS + horizonS);
  });

  it('goes on where the last grant ended, in time, and not before', () => {
    const first = nextPlan(cleaner, undefined, nowS);
    const untilS = first?.exp ?? 0;
    expect(nextPlan(cleaner, untilS, nowS)).toBeUndefined();
    expect(nextPlan(cleaner, untilS, untilS - renewBeforeS - 1)).toBeUndefined();
    const next = nextPlan(cleaner, untilS, untilS - renewBeforeS);
    const dates = datesOf(next ?? { nbf: 0, exp: 0 });
    expect(dates[0]?.fromS).toBeGreaterThanOrEqual(untilS);
    expect(dates.length).toBeGreaterThan(5);
  });

  it('is never more than 64 dates, increasing and disjoint, whatever the schedule', () => {
    const times = fc.integer({ min: 0, max: 1439 }).map((m) => `${pad(Math.floor(m / 60))}:${pad(m % 60)}`);
    const pad = (n: number) => String(n).padStart(2, '0');
    const windows = fc.array(
      fc.record({ days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }), from: times, to: times }),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(windows, fc.integer({ min: nowS, max: nowS + 31_536_000 }), (some, at) => {
        const plan = nextPlan({ ...cleaner, windows: some }, undefined, at);
        if (plan === undefined) return;
        expect(plan.occurrences.length).toBeLessThanOrEqual(mostOccurrences);
        let free = 0;
        for (const [start, length] of plan.occurrences) {
          expect(Number.isInteger(start) && Number.isInteger(length) && length >= 1 && start >= free).toBe(true);
          free = start + length;
        }
        expect(plan.nbf + free * 60).toBe(plan.exp);
      }),
      { numRuns: 60 },
    );
  });

  it('is nothing after the last day, and the end is known', () => {
    const ending = { ...cleaner, lastDay: '2026-06-12' };
    const plan = nextPlan(ending, undefined, nowS);
    expect(plan?.exp).toBe(s('2026-06-12T10:00Z'));
    expect(nextPlan(ending, plan?.exp, nowS + 86_400)).toBeUndefined();
    expect(goesOn(ending, plan?.exp ?? 0)).toBe(false);
    expect(goesOn(cleaner, plan?.exp ?? 0)).toBe(true);
  });
});
