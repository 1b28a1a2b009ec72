import { verifyReceiptChain } from '@latchkey/protocol';
import { describe, expect, test } from 'vitest';
import { hubVoice } from '../testing/hub-voice.ts';
import { patienceMs, viewBlock, type BlockFacts, type SentBlock } from './block-view.ts';

const pressedMs = 1_700_000_000_000;
const visitId = new Uint8Array(16).fill(7);
const sent = (carried: SentBlock['carried']): SentBlock => ({ hash: new Uint8Array(32).fill(1), pressedMs, carried });

const facts = (change: Partial<BlockFacts>): BlockFacts => ({
  sent: undefined,
  visitId,
  receipts: [],
  lastAnsweredMs: pressedMs - 1000,
  hubAwaySinceMs: undefined,
  alone: true,
  grant: { maxStaleSeconds: 60, memberFresh: false },
  nowMs: pressedMs + 500,
  ...change,
});

const confirmedBy = async (answers: Uint8Array | undefined, ofVisit: Uint8Array, begun: number[] = []) => {
  const hub = await hubVoice();
  const bytes = await hub.receipt('blocked', {
    visitId: ofVisit,
    ...(answers === undefined ? {} : { answers }),
    detail: { blockSeq: 1, begun },
  });
  const read = verifyReceiptChain(hub.primitives, hub.key, [bytes]);
  return read.receipts;
};

describe('P3: blocked is said only after the hub confirmed', () => {
  test('nothing pressed: nothing said', () => {
    expect(viewBlock(facts({}))).toEqual({ kind: 'none' });
  });

  test('the server took it: sent, not confirmed', () => {
    expect(viewBlock(facts({ sent: sent('sending') })).kind).toBe('sending');
    expect(viewBlock(facts({ sent: sent('handed-to-hub') })).kind).toBe('sent');
  });

  test('the receipt that answers this block confirms it, with the door’s time', async () => {
    const block = sent('handed-to-hub');
    const receipts = await confirmedBy(block.hash, visitId);
    expect(viewBlock(facts({ sent: block, receipts }))).toEqual({ kind: 'confirmed', atS: 1_700_000_000, begun: 0 });
  });

  test('the receipt of another visit confirms nothing', async () => {
    const receipts = await confirmedBy(new Uint8Array(32).fill(9), new Uint8Array(16).fill(8));
    expect(viewBlock(facts({ sent: sent('handed-to-hub'), receipts })).kind).toBe('sent');
  });

  test('an opening that had begun is told', async () => {
    const receipts = await confirmedBy(undefined, visitId, [3]);
    expect(viewBlock(facts({ receipts }))).toMatchObject({ kind: 'confirmed', begun: 1 });
  });

  test('a block that the server did not take is not sent', () => {
    expect(viewBlock(facts({ sent: sent('failed') })).kind).toBe('not-sent');
  });
});

describe('P3: what an unconfirmed block means is said with its condition', () => {
  const late = { sent: sent('handed-to-hub'), nowMs: pressedMs + patienceMs + 1 };

  test('an honest server answers for freshness at most until the press', () => {
    expect(viewBlock(facts(late))).toMatchObject({
      kind: 'not-confirmed',
      endsByMs: pressedMs + 60_000,
      bound: 'unless-server-lies',
    });
  });

  test('a hub that went away earlier stops earlier', () => {
    const view = viewBlock(facts({ ...late, hubAwaySinceMs: pressedMs - 30_000, lastAnsweredMs: pressedMs - 31_000 }));
    expect(view).toMatchObject({ endsByMs: pressedMs + 30_000 });
  });

  test('but never earlier than its own last answer allows', () => {
    const view = viewBlock(facts({ ...late, hubAwaySinceMs: pressedMs - 30_000, lastAnsweredMs: pressedMs - 1000 }));
    expect(view).toMatchObject({ endsByMs: pressedMs + 59_000 });
  });

  const grant = { maxStaleSeconds: 60, memberFresh: true };

  test('with a member’s freshness in the grant it is at the latest, counted from the press, where nobody else gives any', () => {
    // A hub that is away heard of no freshness since; but the server that says so may lie.
    const away = { hubAwaySinceMs: pressedMs - 30_000, lastAnsweredMs: pressedMs - 31_000 };
    for (const hub of [{}, away])
      expect(viewBlock(facts({ ...late, ...hub, grant }))).toMatchObject({
        endsByMs: pressedMs + 60_000,
        bound: 'at-the-latest',
      });
  });

  test('another device that has not heard of the block keeps the hub fresh: no end is named', () => {
    expect(viewBlock(facts({ ...late, grant, alone: false }))).toMatchObject({
      endsByMs: undefined,
      bound: 'while-others-vouch',
    });
    expect(viewBlock(facts({ ...late, alone: false }))).toMatchObject({ bound: 'unless-server-lies' });
  });

  test('without a grant that a member signed no end is named', () => {
    expect(viewBlock(facts({ ...late, grant: undefined }))).toMatchObject({
      kind: 'not-confirmed',
      endsByMs: undefined,
      bound: 'unless-server-lies',
    });
  });

  test('a hub that the server cannot reach is not confirmed at once', () => {
    expect(viewBlock(facts({ sent: sent('hub-offline') })).kind).toBe('not-confirmed');
  });

  test('a door that answered before the press, or long ago, is not said to answer', () => {
    expect(viewBlock(facts(late))).toMatchObject({ answering: false });
    expect(viewBlock(facts({ ...late, lastAnsweredMs: pressedMs + 1000 }))).toMatchObject({ answering: true });
    expect(viewBlock(facts({ ...late, lastAnsweredMs: pressedMs + 1, nowMs: pressedMs + 30_000 }))).toMatchObject({
      answering: false,
    });
  });
});
