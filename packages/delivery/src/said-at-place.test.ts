import { expect, it } from 'vitest';
import { unsafeAfter, unsafeWhenS, type HeardSaying, type UnsafeSaid } from './said-at-place.ts';

const after = (...sayings: HeardSaying[]) => sayings.reduce<readonly UnsafeSaid[]>(unsafeAfter, []);
const unsafe = (atS: number, heardS = 100): HeardSaying => ({ what: 'unsafe', atS, heardS });
const safe = (atS: number): HeardSaying => ({ what: 'safe-again', atS, heardS: 100 });
const times = (said: readonly UnsafeSaid[]) => said.map(({ atS }) => atS);

it('each time is kept, in their order, and said twice is said once', () => {
  expect(after(unsafe(20), unsafe(10), unsafe(20, 200))).toEqual([
    { atS: 10, heardS: 100 },
    { atS: 20, heardS: 100 },
  ]);
});

it('what is taken back is the one that is named, and no other', () => {
  expect(times(after(unsafe(10), unsafe(20), safe(10), safe(10)))).toEqual([20]);
  expect(times(after(safe(10), unsafe(20)))).toEqual([20]);
});

it('a time that had not come counts as when it was heard, and stands above none that came later', () => {
  const said = after(unsafe(9_000, 100), unsafe(150, 160), unsafe(155, 170));
  expect(times(said)).toEqual([9_000, 150, 155]);
  expect(said.map(unsafeWhenS)).toEqual([100, 150, 155]);
  expect(times(after(unsafe(9_000), safe(9_000)))).toEqual([]);
});

it('the newest sixteen stay', () => {
  const many = times(after(...Array.from({ length: 40 }, (_, at) => unsafe(at))));
  expect([many.length, many[0], many.at(-1)]).toEqual([16, 24, 39]);
});
