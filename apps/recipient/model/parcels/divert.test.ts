import { expect, test } from 'vitest';
import { complaintsOf, daysFrom, detailsFor, noDetails, noonOf } from './divert.ts';

const address = { ...noDetails, name: 'Ada Lindqvist', address: 'Torstraße 17, 10119 Berlin' };

test('another address needs a name and an address, and a postcode is no code', () => {
  expect(complaintsOf('other-address', address)).toEqual({});
  expect(complaintsOf('other-address', noDetails)).toEqual({ name: 'missing', address: 'missing' });
  const hidden = { ...address, address: 'Torstraße 17. The key is under the mat' };
  expect(complaintsOf('other-address', hidden)).toEqual({ address: 'key-place' });
});

test('a neighbour may be named or not, and never with a code', () => {
  expect(complaintsOf('neighbour', noDetails)).toEqual({});
  expect(complaintsOf('neighbour', { ...noDetails, detail: 'Sahin, gate 4711' })).toEqual({ detail: 'code' });
});

test('only what belongs to the place is sealed', () => {
  const all = { ...address, detail: 'Sahin', day: '2026-11-30' };
  expect(detailsFor('neighbour', all)).toEqual({ detail: 'Sahin' });
  expect(detailsFor('other-day', all)).toEqual({ day: '2026-11-30' });
  expect(detailsFor('return', all)).toBeUndefined();
});

test('what does not fit the signed object is said before it is signed', () => {
  const long = { ...noDetails, name: '日'.repeat(120), address: '本'.repeat(120) };
  expect(complaintsOf('other-address', long)).toEqual({});
  const longer = { ...long, name: '🏠'.repeat(120), address: '🏠'.repeat(120) };
  expect(complaintsOf('other-address', longer)).toMatchObject({ name: 'too-long' });
});

test('another day is tomorrow at the earliest, and two weeks are enough', () => {
  const days = daysFrom(noonOf('2026-11-28'));
  expect(days).toHaveLength(14);
  expect(days.slice(0, 4)).toEqual(['2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02']);
});
