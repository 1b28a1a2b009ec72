import { beforeAll, expect, it } from 'vitest';
import type { Store, Write } from '../store.ts';
import { blockOf, carrierBlockOf, id, receiptOf, some } from './samples.ts';
import { all, carrier1, home1, home2 } from './tenants.ts';

const visitId = id('visit', 1);
/** A receipt of a hub of its own, so that the other cases' receipts stay as they are. */
const said = (hub: number, seq: number, homeId = id('home', 1)): Write => ({
  kind: 'receipt',
  receipt: receiptOf(seq, { hubId: id('hub', hub), homeId, hash: some(10 * hub + seq), visitId }),
});

/** Part of the store's contract: receipts with what they change. The cases share the suite's store with those before and after. */
export const storyCases = (opened: () => Store): void => {
  let store: Store;
  beforeAll(() => {
    store = opened();
  });
  const version = async () => (await store.visit(home1, visitId))?.version ?? -1;
  const kept = async (hub: number) => (await store.receiptsOfHub(home1, id('hub', hub), all)).map(({ seq }) => seq);
  const moved = (fromVersion: number): Write => ({
    kind: 'visit-change',
    visitId,
    fromVersion,
    change: { state: 'at-door', sinceMs: 77 },
  });

  it('keeps receipts with what they change, or nothing of it', async () => {
    const now = await version();
    const seen = { kind: 'visit-seen', visitId, version: now } as const;
    const stale = { ...seen, version: now - 1 };
    const settled = { kind: 'block-settled', hubId: id('hub', 3), hash: some(30) } as const;
    const block = { ...blockOf(30), hubId: id('hub', 3) };
    expect(await store.write(home1, [{ kind: 'block', block }])).toEqual({ ok: true });
    expect(await store.write(home1, [said(3, 1), settled, stale])).toEqual({
      ok: false,
      why: 'conflict',
      kind: 'visit-seen',
    });
    expect(await store.write(home1, [said(3, 1), settled, moved(now - 1)])).toMatchObject({ kind: 'visit-change' });
    expect(await kept(3)).toEqual([]);
    expect(await store.openBlocks(id('hub', 3))).toHaveLength(1);
    expect(await store.write(home1, [said(3, 1), said(3, 2), seen])).toEqual({ ok: true });
    expect(await version()).toBe(now);
    expect(await store.write(home1, [said(3, 3), settled, moved(now)])).toEqual({ ok: true });
    expect(await store.visit(home1, visitId)).toMatchObject({ version: now + 1, state: 'at-door', sinceMs: 77 });
    expect(await kept(3)).toEqual([1, 2, 3]);
    expect(await store.openBlocks(id('hub', 3))).toEqual([]);
  });

  it('keeps no receipt beside another of its number, nor what goes with it', async () => {
    const now = await version();
    const other = { ...receiptOf(3), hubId: id('hub', 3), hash: some(99) };
    expect(await store.write(home1, [{ kind: 'receipt', receipt: other }, moved(now)])).toMatchObject({ ok: false });
    expect(await version()).toBe(now);
    // The same one again is no conflict, and what goes with it is written.
    expect(await store.write(home1, [said(3, 3), moved(now)])).toEqual({ ok: true });
    expect(await version()).toBe(now + 1);
    expect(await kept(3)).toEqual([1, 2, 3]);
  });

  it('keeps what several hubs say at once, each by itself', async () => {
    const now = await version();
    const outcomes = await Promise.all([
      store.write(home1, [said(4, 1), { kind: 'visit-seen', visitId, version: now }]),
      store.write(home1, [said(5, 1), moved(now - 1)]),
      store.write(home2, [said(6, 1, id('home', 2)), moved(now)]),
      store.write(home2, [said(7, 1)]),
      store.write(home1, [said(8, 1)]),
    ]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, false, false, false, true]);
    expect(await version()).toBe(now);
    expect(await Promise.all([4, 5, 6, 7, 8].map(kept))).toEqual([[1], [], [], [], [1]]);
    expect(await store.receiptsOfHub(home2, id('hub', 6), all)).toEqual([]);
  });

  it('answers a carrier’s block with the receipt that answers it, once', async () => {
    const hash = some(41);
    const block = { ...carrierBlockOf(9), hubId: id('hub', 9), hash };
    expect(await store.write(carrier1, [{ kind: 'carrier-block', block }])).toEqual({ ok: true });
    const answered = (seq: number): Write => ({
      kind: 'carrier-block-answered',
      hubId: id('hub', 9),
      hash,
      answer: { seq, parent: some(2), bytes: some(3) },
    });
    expect(await store.write(home1, [said(9, 1), answered(1)])).toEqual({ ok: true });
    expect(await store.write(home1, [said(9, 2), answered(2)])).toEqual({ ok: true });
    expect((await store.carrierBlock(id('hub', 9), hash))?.answer).toMatchObject({ seq: 1 });
  });
};
