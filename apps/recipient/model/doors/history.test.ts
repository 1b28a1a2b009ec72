import { verifyReceiptChain, type EventName } from '@latchkey/protocol';
import { hubVoice } from '@latchkey/web-kit/testing';
import { expect, it } from 'vitest';
import { declaredOf, takesVisitors } from './facts.ts';
import { doorHistory } from './history.ts';
import { nextToDo, standingOf } from '../pairing/welcome.ts';

const kid = new Uint8Array(8).fill(5);
const visitId = new Uint8Array(16).fill(7);
type Said = readonly [EventName, object?];

const told = async (...said: Said[]) => {
  const hub = await hubVoice();
  const chain: Uint8Array[] = [];
  for (const [event, more] of said) chain.push(await hub.receipt(event, { door: 1, ...more }));
  return verifyReceiptChain(hub.primitives, hub.key, chain).receipts;
};
const unlock = (detail: object = { action: 1, kid }): Said => ['unlock-intended', { detail }];
const paired: Said = ['paired', { door: undefined, detail: { epoch: 1, rosterHash: new Uint8Array(32) } }];
const declared = (facts: number, door = 1): Said => ['declared', { door, detail: { kid, facts } }];

it('a member’s knock, a visit and a hand from inside are three kinds of opening', async () => {
  const receipts = await told(
    unlock(), ['unlocked'], ['door-opened'], ['door-closed'], ['lock-command', { detail: { cause: 'relock' } }], ['locked'],
    ['unlock-intended', { visitId, detail: { action: 1 } }], ['unlocked', { visitId }], ['door-opened', { visitId }], ['locked', { visitId }], ['complete', { visitId }],
    ['door-opened', { detail: { cause: 'handle' } }], ['door-closed'],
  ); // prettier-ignore
  expect(doorHistory(receipts, 1)).toMatchObject([
    { kind: 'hand', cause: 'handle', wasOpened: true, isLocked: false },
    { kind: 'visit', end: 'complete', wasOpened: true, isLocked: true, firstSeq: 7, lastSeq: 11 },
    { kind: 'member', kid: '0505050505050505', wasOpened: true, isLocked: true, firstSeq: 1, lastSeq: 6 },
  ]);
  expect(doorHistory(receipts, 2)).toEqual([]);
});

it('an alarm is heard once a member acted, and not before', async () => {
  const alarm: Said = ['attention', { detail: { cause: 'left-open' } }];
  expect(doorHistory(await told(alarm), 1)).toMatchObject([{ kind: 'alarm', heard: false }]);
  const heard = await told(alarm, ['acknowledged', { detail: { kid } }], alarm);
  expect(doorHistory(heard, 1)).toMatchObject([{ heard: false }, { heard: true }]);
});

it('a knock that was refused, and one that was cancelled, opened nothing', async () => {
  const receipts = await told(
    ['refused', { visitId, detail: { reason: 'expired' } }],
    ['unlock-intended', { visitId, detail: { action: 1 } }],
    ['unlock-cancelled', { visitId, detail: { cause: 'blocked' } }],
  );
  expect(doorHistory(receipts, 1)).toMatchObject([
    { kind: 'visit', end: 'cancelled', wasOpened: false },
    { kind: 'refused', reason: 'expired' },
  ]);
});

it('the newest declaration of this household counts, and no earlier household’s', async () => {
  const receipts = await told(declared(7), paired, declared(3), declared(2), declared(1, 2));
  expect(declaredOf(receipts, 1)).toMatchObject({ egressFree: false, mechanicalKey: true, closesByItself: false });
  expect(takesVisitors(receipts, 1)).toBe(false);
  expect(takesVisitors(receipts, 2)).toBe(true);
  expect(declaredOf(receipts.slice(0, 2), 1)).toBeUndefined();
  expect(takesVisitors(receipts.slice(0, 2), 1)).toBe(true);
});

it('a door is done once it is described, was unlocked by a member and is locked again', async () => {
  const doors = [{ id: 1, name: 'Flat door', kind: 1 }, { id: 2, name: 'Garage', kind: 3 }]; // prettier-ignore
  const receipts = await told(paired, declared(3), unlock(), ['unlocked'], ['locked']);
  expect(standingOf(receipts, 1).tried).toBe(true);
  expect(standingOf(receipts.slice(0, 4), 1).tried).toBe(false);
  expect(nextToDo(doors, receipts)).toMatchObject({ door: { id: 2 }, declared: false });
  expect(nextToDo(doors, receipts.slice(0, 1))).toMatchObject({ door: { id: 1 } });
});

it('P8: a look stays in the history with who looked, until when, and why it ended; one that runs has no end yet', async () => {
  const [answers, other, recordingId] = [32, 32, 16].map((length, fill) => new Uint8Array(length).fill(fill + 1));
  const began: Said = ['look-began', { answers, detail: { kid, recordingId, lengthMs: 600_000 } }];
  const ended: Said = ['look-ended', { answers, detail: { recordingId, cause: 'button' } }];
  const off: Said = ['looks-off', { door: undefined, detail: { lengthMs: 86_400_000 } }];
  const receipts = await told(began, ended, off, ['look-began', { answers: other, detail: { kid, recordingId, lengthMs: 60_000 } }]); // prettier-ignore
  expect(doorHistory(receipts, 1)).toMatchObject([
    { kind: 'look', cause: undefined, endedS: undefined },
    { kind: 'looks-off' },
    { kind: 'look', kid: '0505050505050505', cause: 'button', firstSeq: 1, lastSeq: 2 },
  ]);
  expect(doorHistory(receipts, 2)).toMatchObject([{ kind: 'looks-off' }]);
});
