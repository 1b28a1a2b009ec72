import { describe, expect, test } from 'vitest';
import { readCalendar } from '../testing/read-calendar.ts';
import { byParcel, dateOfAnnounced } from './announced.ts';
import { CALENDAR_BACK_S, LIMIT_CALENDAR_DATES, shownDates, type CalendarDate } from './dates.ts';
import { writeCalendar } from './write.ts';

const date: CalendarDate = {
  id: 'BwcHBwcHBwcHBwcHBwcHBw',
  fromS: 1_795_424_400,
  toS: 1_795_431_600,
  revisedS: 1_795_400_000,
  revision: 2,
  withdrawn: false,
  title: 'Parcel from Swift Parcels',
  words: 'A courier is named.',
};
const calendar = { title: 'Visits', language: 'en', refreshS: 1800, dates: [date] } as const;
const [only] = readCalendar(writeCalendar(calendar)).events;

describe('a calendar', () => {
  test('says when, in UTC, under a name that stays', () => {
    expect(only).toMatchObject({
      UID: 'BwcHBwcHBwcHBwcHBwcHBw@visits.latchkey',
      DTSTART: '20261123T090000Z',
      DTEND: '20261123T110000Z',
      DTSTAMP: '20261123T021320Z',
      SEQUENCE: '2',
      STATUS: 'CONFIRMED',
      TRANSP: 'TRANSPARENT',
      CLASS: 'PRIVATE',
      SUMMARY: 'Parcel from Swift Parcels',
    });
  });

  test('asks to be fetched again, but not too often', () => {
    expect(readCalendar(writeCalendar(calendar)).properties['REFRESH-INTERVAL']).toBe('PT30M');
  });

  test('of the same visits is the same bytes', () => {
    expect(writeCalendar(calendar)).toBe(writeCalendar(calendar));
  });

  test('keeps a withdrawn visit, cancelled, under its name and with a higher number', () => {
    const { events } = readCalendar(writeCalendar({ ...calendar, dates: [{ ...date, revision: 3, withdrawn: true }] }));
    expect(events[0]).toMatchObject({ UID: only?.['UID'], SEQUENCE: '3', STATUS: 'CANCELLED' });
  });

  test('tells the dates of one grant apart', () => {
    const dates = [0, 1].map((occurrence) => ({ ...date, occurrence }));
    expect(readCalendar(writeCalendar({ ...calendar, dates })).events).toHaveLength(2);
  });

  test('of nobody is a calendar too', () => {
    expect(readCalendar(writeCalendar({ ...calendar, dates: [] })).events).toEqual([]);
  });

  test('lets no words begin a line, and folds long ones between letters', () => {
    const hostile = 'Swift\r\nATTENDEE:mailto:x@example.com\u2028END:VEVENT\u0000; a, b \\ c';
    const long = 'Ä€🙂'.repeat(60);
    const dates = [{ ...date, title: hostile, words: long }];
    const [event] = readCalendar(writeCalendar({ ...calendar, dates })).events;
    expect(event?.['SUMMARY']).toBe('Swift ATTENDEE:mailto:x@example.com END:VEVENT ; a, b \\ c');
    expect(event?.['DESCRIPTION']).toBe(long);
    expect(event?.['ATTENDEE']).toBeUndefined();
  });
});

describe('what a calendar shows', () => {
  const at = (fromS: number) => ({ fromS, toS: fromS + 60 });
  const nowS = 1_795_424_400;

  test('ends a month ago, is in order, and has an end of dates', () => {
    const dates = [at(nowS + 60), at(nowS - CALENDAR_BACK_S - 61), at(nowS - CALENDAR_BACK_S - 60), at(nowS)];
    expect(shownDates(dates, nowS).map(({ fromS }) => fromS - nowS)).toEqual([-CALENDAR_BACK_S - 60, 0, 60]);
    const many = Array.from({ length: LIMIT_CALENDAR_DATES + 5 }, (_, n) => at(nowS + n));
    expect(shownDates(many, nowS)).toHaveLength(LIMIT_CALENDAR_DATES);
    expect(shownDates(many, nowS).at(-1)?.fromS).toBe(nowS + LIMIT_CALENDAR_DATES + 4);
  });
});

describe('an announced parcel', () => {
  const nowS = 1_795_424_400;
  const parcel = { shipmentId: 'CAgI', fromS: nowS, toS: nowS + 7200, createdMs: (nowS - 600) * 1000 };
  const words = {
    announcedFrom: (carrier: string) => `Parcel from ${carrier} (not yet allowed)`,
    announced: 'Waits.',
    declined: 'Declined.',
    undecided: 'Nobody decided.',
  };
  const written = (change: object, atS = nowS) => {
    const dates = [dateOfAnnounced({ ...parcel, ...change }, 'Swift', words, atS)];
    return readCalendar(writeCalendar({ ...calendar, dates })).events[0];
  };

  test('is marked as expected, not as allowed', () => {
    expect(written({})).toMatchObject({
      UID: 'CAgI@visits.latchkey',
      SUMMARY: 'Parcel from Swift (not yet allowed)',
      STATUS: 'TENTATIVE',
      SEQUENCE: '0',
    });
  });

  test.each([
    ['declined', { declinedMs: nowS * 1000 }, nowS, 'Declined.'],
    ['over without a word', {}, nowS + 7201, 'Nobody decided.'],
  ])('that is %s is withdrawn under its name', (_, change, atS, said) => {
    expect(written(change, atS)).toMatchObject({
      UID: 'CAgI@visits.latchkey',
      STATUS: 'CANCELLED',
      SEQUENCE: '1',
      DESCRIPTION: said,
    });
  });

  test('has its visits together, in the order in which they were allowed', () => {
    const [first, other, second] = [
      { shipmentId: 'a', createdMs: 2 },
      { shipmentId: 'b', createdMs: 3 },
      { shipmentId: 'a', createdMs: 1 },
    ] as const;
    expect([...byParcel([first, other, second])]).toEqual([
      ['a', [second, first]],
      ['b', [other]],
    ]);
  });
});
