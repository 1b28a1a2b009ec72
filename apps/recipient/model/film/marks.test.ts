import { expect, test } from 'vitest';
import { filmMarks } from './marks.ts';
import type { StoryLine } from '../evidence/story.ts';

const startedMs = 1_700_000_000_500;
const line = (seq: number, atS: number | undefined, weight: StoryLine['weight'] = 'main'): StoryLine => ({
  seq,
  event: 'unlocked',
  atS,
  tone: 'use',
  weight,
  detail: {},
});

test('events lie where they happened; one in the film’s first half second lies at its beginning', () => {
  const marks = filmMarks([line(1, 1_700_000_000), line(2, 1_700_000_010)], startedMs, 60_000);
  expect(marks.map(({ positionMs }) => positionMs)).toEqual([0, 9_500]);
});

test('what lies outside the film, has no time, or is minor is not marked', () => {
  const lines = [line(1, 1_699_999_000), line(2, 1_700_000_100), line(3, undefined), line(4, 1_700_000_005, 'minor')];
  expect(filmMarks(lines, startedMs, 60_000)).toEqual([]);
});
