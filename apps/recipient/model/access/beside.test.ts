import { FITTED, readState, SUSPENSION_MS, toHex, verifyReceiptChain, type State } from '@latchkey/protocol';
import type { HeardState } from '@latchkey/web-kit/model';
import { hubVoice } from '@latchkey/web-kit/testing';
import { expect, test } from 'vitest';
import { besideAccess } from './beside.ts';
import type { MembersState } from '../devices/members.ts';

const kidOf = (fill: number) => new Uint8Array(8).fill(fill);
const [anna, ben] = [1, 2].map((fill) => toHex(kidOf(fill))) as [string, string];
const askedWallMs = 1_700_000_000_000;
const ready = (change: Partial<Extract<MembersState, { kind: 'ready' }>> = {}): MembersState => ({
  kind: 'ready',
  devices: [],
  mayChange: false,
  code: undefined,
  ...change,
});

type Change = NonNullable<Parameters<Awaited<ReturnType<typeof hubVoice>>['state']>[0]>;
const heardFrom = async (change: (state: State) => Change) => {
  const hub = await hubVoice();
  const plain = readState(hub.primitives, await hub.state());
  if (!plain.ok) throw new Error('no state');
  const read = readState(hub.primitives, await hub.state(change(plain.link.claims)));
  if (!read.ok) throw new Error('no state');
  const heard: HeardState = { state: read.link.claims, askedAtMs: 0, askedWallMs };
  return { hub, heard };
};
const nobody: Parameters<typeof besideAccess>[1] = { heard: undefined, receipts: [], members: ready(), ownKid: ben };

test('P11: who is suspended is named, until when by the hub’s state and by whom by its receipt', async () => {
  const { hub, heard } = await heardFrom(() => ({ suspended: [{ kid: kidOf(1), leftS: 3600 }] }));
  const detail = { kid: kidOf(2), member: kidOf(1), lengthMs: SUSPENSION_MS };
  const { receipts } = verifyReceiptChain(hub.primitives, hub.key, [await hub.receipt('suspended', { detail })]);
  const said = { kid: anna, untilMs: askedWallMs + 3_600_000 };
  expect(besideAccess(1, { ...nobody, heard, receipts }).suspended).toMatchObject([{ ...said, by: ben }]);
  // The state alone says that it is so: nobody is named before the receipt is here, and nobody is left out.
  expect(besideAccess(1, { ...nobody, heard }).suspended).toMatchObject([{ ...said, by: undefined }]);
  expect(besideAccess(1, { ...nobody, receipts }).suspended).toEqual([]);
});

test('what is fitted stands at its own door, and nothing is said of a hub that was not heard', async () => {
  const { heard } = await heardFrom(({ doors }) => ({
    doors: doors.map((door, at) => (at === 0 ? { ...door, presence: FITTED.display | FITTED.tag } : door)),
  }));
  const [first] = heard.state.doors;
  if (first === undefined) throw new Error('no door');
  expect(besideAccess(first.door, { ...nobody, heard }).fitted).toEqual(['display', 'tag']);
  expect(besideAccess(99, { ...nobody, heard }).fitted).toEqual([]);
  expect(besideAccess(first.door, nobody).fitted).toEqual([]);
});

test('the sheet of paper is named where the household has one that is good, the button always', async () => {
  const hub = await hubVoice();
  const code = { hash: new Uint8Array(32), atS: 5 };
  const becoming = (members: MembersState, receipts = nobody.receipts) =>
    besideAccess(1, { ...nobody, members, receipts }).becoming;
  expect(becoming(ready({ code }))).toEqual(['paper', 'button']);
  expect(becoming(ready())).toEqual(['button']);
  expect(becoming({ kind: 'loading' })).toEqual(['button']);
  const over = await hub.receipt('recovery-over', { detail: { rosterHash: new Uint8Array(32), cause: 'refused' } });
  expect(becoming(ready({ code }), verifyReceiptChain(hub.primitives, hub.key, [over]).receipts)).toEqual(['button']);
});

test('P11: a recovery that waits is named with its time, in the place of the sheet that began it', async () => {
  const { heard } = await heardFrom(() => ({ recovery: { hash: new Uint8Array(32), leftS: 300 } }));
  const members = ready({ code: { hash: new Uint8Array(32), atS: 5 } });
  expect(besideAccess(1, { ...nobody, heard, members })).toMatchObject({
    becoming: ['button'],
    recoveryMs: askedWallMs + 300_000,
  });
  expect(besideAccess(1, { ...nobody, members }).recoveryMs).toBeUndefined();
});
