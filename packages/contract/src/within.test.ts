import { expect, it } from 'vitest';
import { withinOf, type Route } from './route.ts';
import * as routes from './routes/index.ts';

const all = Object.values(routes).filter((value) => typeof value === 'object' && 'method' in value) as readonly Route[];

it('a carrier’s route of which nobody said whom it lets in is for administrators', () => {
  expect(withinOf({})).toBe('administrators');
});

it('every carrier’s route says whom it lets in, and no other has anybody to tell apart', () => {
  const said = all.filter(({ within }) => within !== undefined);
  expect(said).toEqual(all.filter(({ role }) => role === 'carrier'));
});
