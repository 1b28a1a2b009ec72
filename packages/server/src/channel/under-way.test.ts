import type { Receipt } from '@latchkey/protocol';
import { expect, it } from 'vitest';
import { DOOR_UNSAID, type UnderWay } from '../store/records.ts';
import type { Placed } from './receipt-keeper.ts';
import { noteOf, underWayAfter } from './under-way.ts';

const of = { hubId: 'hub', homeId: 'home' };
const none = new Uint8Array();
const inVisit = (visitId: string, heardMs = 1, door = 1): UnderWay => ({ ...of, visitId, door, heardMs });

/** `event visit door`, each with the next number; of door 1, of no fork. */
const told = (...said: readonly string[]): Placed[] =>
  said.map((text, at) => {
    const [event = '', visitId, more = '1'] = text.split(' ');
    const row = { ...of, seq: at + 1, hash: none, parent: none, bytes: none, fork: more === 'fork', receivedMs: 5 };
    const claims = { event: event as Receipt['event'], door: more === 'fork' ? 1 : Number(more) } as Receipt;
    return { row: visitId === undefined ? row : { ...row, visitId }, claims, known: false };
  });
const after = (before: readonly UnderWay[], ...said: readonly string[]) => underWayAfter(before, of, told(...said));
const notes = (before: readonly UnderWay[], ...said: readonly string[]) => noteOf(before, of, told(...said));

it('a hub is in a visit from its intent to unlock to its locked door', () => {
  for (const begin of ['unlock-intended a', 'unlocked a', 'door-opened a'])
    expect(after([], 'armed a', begin)).toEqual([inVisit('a', 5)]);
  for (const end of ['unlock-cancelled a', 'locked a', 'complete a', 'moved-out', 'server-changed'])
    expect(after([inVisit('a')], end)).toEqual([]);
  for (const other of ['door-closed a', 'locked b', 'locked', 'unlocked', 'attention a'])
    expect(after([inVisit('a')], other)).toEqual([inVisit('a')]);
  expect(after([inVisit('a')], 'unlocked b', 'locked a')).toEqual([inVisit('b', 5)]);
});

it('the second history of a hub puts it into no visit and out of none', () => {
  expect(after([], 'unlocked a fork')).toEqual([]);
  expect(after([inVisit('a')], 'locked a fork')).toEqual([inVisit('a')]);
  expect(notes([inVisit('a')], 'locked a fork')).toEqual([]);
});

it('is noted where it changes, by the newest receipt', () => {
  expect(notes([], 'unlock-intended a', 'unlocked a', 'film-closed a')).toEqual([
    { kind: 'under-way', underWay: inVisit('a', 5), seq: 3 },
  ]);
  const before = [inVisit('a')];
  expect(underWayAfter(before, of, told('door-opened a'))).toBe(before);
  expect(notes(before, 'door-opened a')).toEqual([]);
  expect(notes([], 'armed a')).toEqual([]);
  expect(notes(before, 'locked a', 'unlocked b')).toMatchObject([
    { kind: 'under-way', underWay: { visitId: 'b', door: 1 } },
    { kind: 'under-way-over', at: { visitId: 'a', door: DOOR_UNSAID } },
  ]);
});

it('what ended is noted also where no beginning was known', () => {
  const over = (visitId: string, seq: number) => ({
    kind: 'under-way-over',
    hubId: 'hub',
    at: { visitId, door: 1 },
    seq,
  });
  expect(notes([inVisit('a')], 'locked a')).toEqual([over('a', 1)]);
  expect(notes([], 'locked a', 'complete a', 'unlocked b', 'locked b')).toEqual([over('a', 4), over('b', 4)]);
  expect(notes([inVisit('a')], 'moved-out')).toEqual([{ kind: 'under-way-over', hubId: 'hub', seq: 1 }]);
});

it('P5: each door of a hub is in a visit of its own, two doors of one visit too', () => {
  const both = [inVisit('a'), inVisit('b', 5, 2)];
  expect(after([inVisit('a')], 'unlocked b 2')).toEqual(both);
  expect(after(both, 'locked a 1')).toEqual(both.slice(1));
  expect(after(both, 'complete b 2')).toEqual(both.slice(0, 1));
  for (const other of ['locked a 2', 'locked b 1', 'door-opened a 1']) expect(after(both, other)).toBe(both);
  expect(after([], 'unlocked a 1', 'unlocked a 2', 'locked a 1')).toEqual([inVisit('a', 5, 2)]);
  expect(notes(both, 'locked a 1', 'door-opened b 2')).toMatchObject([
    { kind: 'under-way-over', at: { visitId: 'a' } },
  ]);
  expect(notes([], 'unlocked a 1', 'unlocked b 2')).toMatchObject([
    { underWay: { visitId: 'a', door: 1 } },
    { underWay: { visitId: 'b', door: 2 } },
  ]);
  expect(after(both, 'server-changed')).toEqual([]);
});

it('a note of before doors were noted is over with its visit, at whichever door', () => {
  const old = [inVisit('a', 1, DOOR_UNSAID)];
  expect(after(old, 'door-opened a 2', 'locked a 2')).toEqual([]);
  expect(after(old, 'locked b 2')).toBe(old);
});
