import { expect, test } from 'vitest';
import { createFormat, plural } from './format.ts';
import { pickLanguage } from './language.ts';

const noon = Date.UTC(2026, 10, 23, 11, 3, 7);
const en = createFormat('en', 'Europe/Berlin');
const de = createFormat('de', 'Europe/Berlin');

test('times are written by the 24-hour clock of the reader’s zone', () => {
  expect([en.time(noon), en.second(noon), de.second(noon)]).toEqual(['12:03', '12:03:07', '12:03:07']);
});

test('days near now have names, in the reader’s zone and not in UTC', () => {
  const lateEvening = Date.UTC(2026, 10, 23, 22, 30);
  const afterMidnight = Date.UTC(2026, 10, 23, 23, 30);
  expect(en.day(afterMidnight, lateEvening)).toBe('tomorrow');
  expect(de.day(lateEvening, afterMidnight)).toBe('gestern');
  expect(de.day(noon, noon)).toBe('heute');
  expect(en.day(noon + 5 * 86_400_000, noon)).toBe('Sat 28 Nov');
});

test('durations keep figure and unit together', () => {
  const said = [0, 59_400, 60_000, 3_600_000, 7_500_000, 3 * 86_400_000].map((ms) =>
    en.duration(ms).replaceAll('\u00a0', ' '),
  );
  expect(said).toEqual(['0 s', '59 s', '1 min', '1 h', '2 h 5 min', '3 days']);
});

test('plurals follow the language', () => {
  expect(plural('en', 1, { one: '# stop', other: '# stops' })).toBe('1 stop');
  expect(plural('de', 0, { one: '# Halt', other: '# Halte' })).toBe('0 Halte');
});

test('the person’s choice goes first, then the browser’s, then English', () => {
  expect(pickLanguage('de', ['en-GB'])).toBe('de');
  expect(pickLanguage(null, ['fr', 'de-CH'])).toBe('de');
  expect(pickLanguage(null, ['fr'])).toBe('en');
});
