import { readState, SUSPENSION_MS, toHex, verifyReceiptChain } from '@latchkey/protocol';
import { createCell, type HeardState, type ReceiptStory, type Shelf, type Standing } from '@latchkey/web-kit/model';
import { hubVoice } from '@latchkey/web-kit/testing';
import { describe, expect, test } from 'vitest';
import { createOwnSuspension, suspendedMembers, suspendedName } from './suspended.ts';

const kidOf = (fill: number) => new Uint8Array(8).fill(fill);
const [anna, ben, cara] = [1, 2, 3].map((fill) => toHex(kidOf(fill))) as [string, string, string];
const askedWallMs = 1_700_000_000_000;

const home = async () => {
  const hub = await hubVoice();
  const chain: Uint8Array[] = [];
  return {
    over: async (member: number) =>
      chain.push(await hub.receipt('suspension-over', { detail: { member: kidOf(member), cause: 'lifted' } })),
    suspends: async (by: number, member: number) =>
      chain.push(await hub.receipt('suspended', { detail: { kid: kidOf(by), member: kidOf(member), lengthMs: SUSPENSION_MS } })), // prettier-ignore
    receipts: () => verifyReceiptChain(hub.primitives, hub.key, chain).receipts,
    heard: async (...suspended: number[]): Promise<HeardState> => {
      const all = suspended.map((fill) => ({ kid: kidOf(fill), leftS: 3600 }));
      const read = readState(hub.primitives, await hub.state(all.length === 0 ? {} : { suspended: all }));
      if (!read.ok) throw new Error('no state');
      return { state: read.link.claims, askedAtMs: 0, askedWallMs };
    },
  };
};

describe('P11: every member sees who is suspended', () => {
  test('until when by the hub’s state, and by whom by its newest receipt', async () => {
    const hub = await home();
    await hub.suspends(3, 1);
    await hub.suspends(2, 1);
    await hub.suspends(1, 3);
    const all = suspendedMembers(await hub.heard(1), hub.receipts(), { ownKid: cara, admin: false });
    expect(all).toEqual([{ kid: anna, leftS: 3600, untilMs: askedWallMs + 3_600_000, by: ben, mayEnd: false }]);
  });

  test('whoever suspended it, or an admin, may end it, and never the suspended device itself', async () => {
    const hub = await home();
    await hub.suspends(2, 1);
    const heard = await hub.heard(1);
    const mayEnd = (ownKid: string, admin: boolean) =>
      suspendedMembers(heard, hub.receipts(), { ownKid, admin })[0]?.mayEnd;
    expect([mayEnd(ben, false), mayEnd(cara, true), mayEnd(cara, false), mayEnd(anna, true)]).toEqual([true, true, false, false]); // prettier-ignore
  });

  test('a receipt that is not here yet leaves open by whom; one whose state is over names nobody', async () => {
    const hub = await home();
    const known = { ownKid: cara, admin: false };
    expect(suspendedMembers(await hub.heard(1), [], known)[0]?.by).toBeUndefined();
    await hub.suspends(2, 1);
    expect(suspendedMembers(await hub.heard(), hub.receipts(), known)).toEqual([]);
  });
});

const device = async (kept: Map<string, unknown> = new Map<string, unknown>()) => {
  const shelf: Shelf = {
    get: (name) => Promise.resolve(kept.get(name)),
    put: (name, value) => Promise.resolve(void kept.set(name, value)),
    drop: (name) => Promise.resolve(void kept.delete(name)),
  };
  const standing = createCell<Standing>('known');
  const heard = createCell<HeardState | undefined>(undefined);
  const story = createCell<Pick<ReceiptStory, 'receipts'>>({ receipts: [] });
  let nowMs = askedWallMs;
  const own = await createOwnSuspension({ standing, heard, story, shelf, ownKid: anna, wallMs: () => nowMs });
  return { own, standing, heard, story, kept, pass: (ms: number) => (nowMs += ms) };
};

describe('P11: the suspended device knows it', () => {
  test('by the hub’s own signed state, whatever the server says, with its time', async () => {
    const hub = await home();
    const { own, heard } = await device();
    heard.set(await hub.heard(2));
    expect(own.get()).toBeUndefined();
    heard.set(await hub.heard(1));
    expect(own.get()).toEqual({ untilMs: askedWallMs + 3_600_000, by: undefined });
    heard.set(await hub.heard());
    expect(own.get()).toBeUndefined();
  });

  test('by the server’s word no longer than three days from when it was first heard, also after a start', async () => {
    const first = await device();
    first.standing.set('suspended');
    expect(first.own.get()).toEqual({ untilMs: askedWallMs + SUSPENSION_MS, by: undefined });
    const again = await device(first.kept);
    again.pass(3_600_000);
    again.standing.set('suspended');
    expect(again.own.get()).toEqual({ untilMs: askedWallMs + SUSPENSION_MS, by: undefined });
  });

  test('what was kept of an earlier one does not date the next', async () => {
    const { own, standing, pass } = await device(new Map([[suspendedName, askedWallMs - 1000]]));
    pass(5000);
    standing.set('suspended');
    expect(own.get()).toEqual({ untilMs: askedWallMs + 5000 + SUSPENSION_MS, by: undefined });
  });

  test('and by whom, by the receipt that came before its session ended, also after a start that reads none', async () => {
    const hub = await home();
    await hub.suspends(3, 1);
    await hub.over(1);
    const { story, standing, own, kept } = await device();
    story.set({ receipts: hub.receipts() });
    standing.set('suspended');
    expect(own.get()?.by).toBeUndefined();
    await hub.suspends(2, 1);
    story.set({ receipts: hub.receipts() });
    expect(own.get()?.by).toBe(ben);
    const again = await device(kept);
    again.standing.set('suspended');
    expect(again.own.get()).toEqual({ untilMs: askedWallMs + SUSPENSION_MS, by: ben });
  });

  test('and forgets it when it counts again', async () => {
    const hub = await home();
    const { own, standing, heard, kept } = await device();
    standing.set('suspended');
    standing.set('known');
    expect(own.get()).toBeUndefined();
    heard.set(await hub.heard());
    expect(kept.size).toBe(0);
  });
});
