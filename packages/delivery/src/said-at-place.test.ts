import { expect, it } from 'vitest';
import { unsafeAfter, type PlaceSaying } from './said-at-place.ts';

const after = (...sayings: PlaceSaying[]) => sayings.reduce<readonly number[]>(unsafeAfter, []);
const unsafe = (atS: number): PlaceSaying => ({ what: 'unsafe', atS });
const safe = (atS: number): PlaceSaying => ({ what: 'safe-again', atS });

it('each time is kept, in their order, and said twice is said once', () => {
  expect(after(unsafe(20), unsafe(10), unsafe(20))).toEqual([10, 20]);
});

it('what is taken back is the one that is named, and no other', () => {
  expect(after(unsafe(10), unsafe(20), safe(10), safe(10))).toEqual([20]);
  expect(after(safe(10), unsafe(20))).toEqual([20]);
});

it('the newest sixteen stay', () => {
  const many = after(...Array.from({ length: 40 }, (_, at) => unsafe(at)));
  expect([many.length, many[0], many.at(-1)]).toEqual([16, 24, 39]);
});
