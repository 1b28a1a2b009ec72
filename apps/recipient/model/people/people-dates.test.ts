import { portablePrimitives as p } from '@latchkey/keys';
import { TARGET } from '@latchkey/protocol';
import { expect, test } from 'vitest';
import { accepted, datesIn, day, nowS, server, targets } from '../../testing/people.ts';
import { stateOf, weekOf } from './person-view.ts';
import { visitsOfPeople } from './people-visits.ts';

test('one date is taken out: the old grant is blocked, and every other date is signed anew', async () => {
  const at = server();
  const { people, personId } = await accepted(at);
  const before = datesIn(at.series());
  const [first, second] = before;
  if (first === undefined) throw new Error('nothing is signed');
  const old = at.series()[0]?.visitId;
  await people.skip(personId, first);
  expect(targets(at.blocks)).toEqual([[TARGET.visit, old]]);
  expect(datesIn(at.series())).toEqual(before.slice(1));
  const [person] = people.book.get();
  if (person === undefined) throw new Error('nobody');
  expect(person.withdrawnMs).toBeUndefined();
  expect(stateOf(person, nowS * 1000, false)).toEqual({ kind: 'next', date: second });
  expect(weekOf([person], nowS * 1000).flatMap(({ bars }) => bars)).toHaveLength(1);
  await people.tend();
  expect(at.blocks).toHaveLength(1);
});

test('the date that was taken out stays to be seen, and is called withdrawn only by the door', async () => {
  const at = server();
  const { people, personId } = await accepted(at);
  const [first] = datesIn(at.series());
  if (first === undefined) throw new Error('nothing is signed');
  await people.skip(personId, first);
  const visits = visitsOfPeople(p, people.book.get(), at.series(), [], nowS * 1000);
  expect(visits.map(({ visit, stage, person }) => [visit.window, stage, person?.skipped])).toEqual([
    [expect.objectContaining({ fromS: first.fromS + 3 * day }), 'assigned', false],
    [first, 'assigned', true],
  ]);
});

test('no dates are signed by a clock that is off; the next tending with a right one signs them', async () => {
  let right = false;
  const at = server();
  const { people } = await accepted(at, () => right);
  expect(people.book.get()[0]?.pinned).toBeDefined();
  expect(people.book.get()[0]?.grants).toEqual([]);
  right = true;
  await people.tend();
  expect(people.book.get()[0]?.grants.length).toBeGreaterThan(0);
});

test('P16: that somebody did not feel safe stands at the date on which they said it, and at no other', async () => {
  const at = server();
  const { people } = await accepted(at);
  const [first, second] = datesIn(at.series());
  if (first === undefined || second === undefined) throw new Error('nothing is signed');
  const [one] = at.series();
  if (one === undefined) throw new Error('nobody comes');
  const visits = (...unsafe: { atS: number; heardS: number }[]) =>
    visitsOfPeople(p, people.book.get(), [{ ...one, unsafe }], [], (second.fromS - 60) * 1000).map(
      ({ visit, person }) => [visit.window.fromS, visit.said, person?.unsafe],
    );
  const heardS = first.fromS + 90;
  const early = { atS: first.fromS + 60, heardS };
  const onTime = { atS: heardS, heardS };
  expect(visits(early, onTime)).toEqual([
    [first.fromS, { unsafeS: heardS }, onTime],
    [second.fromS, undefined, undefined],
  ]);
  // A phone whose clock is days ahead says it of a date that has not come.
  const ahead = { atS: second.fromS + 60, heardS };
  expect(visits(ahead)).toEqual([
    [first.fromS, { unsafeS: heardS }, ahead],
    [second.fromS, undefined, undefined],
  ]);
});
