import type { Receipt } from '@latchkey/protocol';
import { expect, it } from 'vitest';
import type { UnderWay } from '../store/records.ts';
import type { Placed } from './receipt-keeper.ts';
import { noteOf, underWayAfter } from './under-way.ts';

const of = { hubId: 'hub', homeId: 'home' };
const none = new Uint8Array();
const inVisit = (visitId: string, heardMs = 1): UnderWay => ({ ...of, visitId, heardMs });

/** `event visit`, each with the next number. */
const told = (...said: readonly string[]): Placed[] =>
  said.map((text, at) => {
    const [event = '', visitId, fork] = text.split(' ');
    const row = { ...of, seq: at + 1, hash: none, parent: none, bytes: none, fork: fork !== undefined, receivedMs: 5 };
    const claims = { event: event as Receipt['event'] } as Receipt;
    return { row: visitId === undefined ? row : { ...row, visitId }, claims, known: false };
  });
const after = (before: UnderWay | undefined, ...said: readonly string[]) => underWayAfter(before, of, told(...said));
const notes = (before: UnderWay | undefined, ...said: readonly string[]) => noteOf(before, of, told(...said));

it('a hub is in a visit from its intent to unlock to its locked door', () => {
  for (const begin of ['unlock-intended a', 'unlocked a', 'door-opened a'])
    expect(after(undefined, 'armed a', begin)).toEqual(inVisit('a', 5));
  for (const end of ['unlock-cancelled a', 'locked a', 'complete a', 'moved-out', 'server-changed'])
    expect(after(inVisit('a'), end)).toBeUndefined();
  for (const other of ['door-closed a', 'locked b', 'locked', 'unlocked', 'attention a'])
    expect(after(inVisit('a'), other)).toEqual(inVisit('a'));
  expect(after(inVisit('a'), 'unlocked b', 'locked a')).toEqual(inVisit('b', 5));
});

it('the second history of a hub puts it into no visit and out of none', () => {
  expect(after(undefined, 'unlocked a fork')).toBeUndefined();
  expect(after(inVisit('a'), 'locked a fork')).toEqual(inVisit('a'));
  expect(notes(inVisit('a'), 'locked a fork')).toEqual([]);
});

it('is noted where it changes, by the newest receipt', () => {
  expect(notes(undefined, 'unlock-intended a', 'unlocked a', 'film-closed a')).toEqual([
    { kind: 'under-way', underWay: inVisit('a', 5), seq: 3 },
  ]);
  const before = inVisit('a');
  expect(underWayAfter(before, of, told('door-opened a'))).toBe(before);
  expect(notes(before, 'door-opened a')).toEqual([]);
  expect(notes(undefined, 'armed a')).toEqual([]);
  expect(notes(before, 'locked a', 'unlocked b')).toMatchObject([{ kind: 'under-way', underWay: { visitId: 'b' } }]);
});

it('what ended is noted also where no beginning was known', () => {
  const over = (visitId: string, seq: number) => ({ kind: 'under-way-over', hubId: 'hub', visitId, seq });
  expect(notes(inVisit('a'), 'locked a')).toEqual([over('a', 1)]);
  expect(notes(undefined, 'locked a', 'complete a', 'unlocked b', 'locked b')).toEqual([over('a', 4), over('b', 4)]);
  expect(notes(inVisit('a'), 'moved-out')).toEqual([{ kind: 'under-way-over', hubId: 'hub', seq: 1 }]);
});
