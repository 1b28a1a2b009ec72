import { afterEach, beforeAll, expect, it } from 'vitest';
import { DOOR_UNSAID, type UnderWay } from '../records.ts';
import { SERVER, type Once, type Store, type Write } from '../store.ts';
import { id, receiptOf, some } from './samples.ts';
import { all, home1, home2 } from './tenants.ts';

const FIRST_HUB = 60;
const hubs = [60, 61, 62, 63, 64];
const noted = (hub: number, visit: number, change: Partial<UnderWay> = {}): UnderWay => ({
  hubId: id('hub', hub),
  homeId: id('home', 1),
  door: 1,
  visitId: id('visit', visit),
  heardMs: 1000 + hub,
  ...change,
});
const said = (hub: number, seq: number): Write => ({
  kind: 'receipt',
  receipt: receiptOf(seq, {
    hubId: id('hub', hub),
    homeId: id('home', 1),
    hash: some(100 + hub - FIRST_HUB + 10 * seq),
  }),
});
const isIn = (hub: number, visit: number, seq: number, door = 1): Write => ({
  kind: 'under-way',
  underWay: noted(hub, visit, { door }),
  seq,
});
const isOver = (hub: number, seq: number, visit?: number, door = 1): Write => ({
  kind: 'under-way-over',
  hubId: id('hub', hub),
  seq,
  ...(visit === undefined ? {} : { at: { visitId: id('visit', visit), door } }),
});

/** Part of the store's contract: which hub is in a visit. Each way: alone, and as what a line's receipts are gathered with. */
export const underWayCases = (opened: () => Store): void => {
  let store: Store;
  beforeAll(() => {
    store = opened();
  });
  afterEach(() =>
    store.write(
      SERVER,
      hubs.map((hub) => isOver(hub, 1000)),
    ),
  );
  const nameOf = ({ hubId, door }: UnderWay) => `${hubId} ${String(door)}`;
  const all60s = async () => [...(await store.underWay(10))].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const kept = async (hub: number) => (await store.receiptsOfHub(home1, id('hub', hub), all)).length;

  it('notes a visit of each hub, until that one is over, with the receipts that say so or without', async () => {
    const times = async (seq: number, with_: (hub: number, seq: number) => readonly Write[]) => {
      const write = async (...writes: readonly Write[]) =>
        expect(await store.write(home1, [...with_(60, seq++), ...writes])).toEqual({ ok: true });
      await write(isIn(60, 1, seq));
      expect(await store.write(home1, [...with_(61, seq), isIn(61, 1, seq)])).toEqual({ ok: true });
      expect(await all60s()).toEqual([noted(60, 1), noted(61, 1)]);
      expect(await store.underWay(1)).toHaveLength(1);
      await write(isIn(60, 2, seq));
      await write(isOver(60, seq, 1), isOver(60, seq, 3));
      expect(await all60s()).toEqual([noted(60, 2), noted(61, 1)]);
      await write(isOver(60, seq, 1), isOver(60, seq, 2));
      expect(await all60s()).toEqual([noted(61, 1)]);
      expect(await store.write(home1, [...with_(61, seq), isOver(61, seq)])).toEqual({ ok: true });
      expect(await all60s()).toEqual([]);
    };
    await times(1, () => []);
    await times(1, (hub, seq) => [said(hub, seq)]);
  });

  it('notes one visit of each door, with the receipts that say so or without', async () => {
    const at2 = { door: 2 };
    for (const with_ of [() => [], (seq: number) => [said(60, seq)]]) {
      let seq = 1000;
      const write = async (...writes: readonly ((seq: number) => Write)[]) => {
        seq++;
        expect(await store.write(home1, [...with_(seq), ...writes.map((one) => one(seq))])).toEqual({ ok: true });
      };
      await write(
        (s) => isIn(60, 1, s),
        (s) => isIn(60, 2, s, 2),
      );
      expect(await all60s()).toEqual([noted(60, 1), noted(60, 2, at2)]);
      // At another door the same visit has not ended, nor has another one at that door.
      await write(
        (s) => isOver(60, s, 1, 2),
        (s) => isOver(60, s, 2, 1),
      );
      expect(await all60s()).toEqual([noted(60, 1), noted(60, 2, at2)]);
      // The next one begins at one door while the other's is over, and what no door was noted of ends with it.
      await store.write(SERVER, [isIn(60, 1, seq, DOOR_UNSAID)]);
      await write(
        (s) => isIn(60, 3, s),
        (s) => isOver(60, s, 2, 2),
        (s) => isOver(60, s, 1, DOOR_UNSAID),
      );
      expect(await all60s()).toEqual([noted(60, 3)]);
      await store.write(SERVER, [isIn(60, 3, seq, DOOR_UNSAID)]);
      await write((s) => isOver(60, s, 3));
      expect(await all60s()).toEqual([]);
      await write(
        (s) => isOver(60, s),
        (s) => isIn(60, 4, s),
        (s) => isIn(60, 4, s, 2),
      );
      expect(await all60s()).toEqual([noted(60, 4), noted(60, 4, at2)]);
      await store.write(SERVER, [isOver(60, 5000)]);
    }
  });

  it('keeps receipts and the visit that they say the hub is in, or neither', async () => {
    const { version } = (await store.visit(home1, id('visit', 1))) ?? expect.fail('no visit');
    const stale: Write = { kind: 'visit-seen', visitId: id('visit', 1), version: version - 1 };
    expect(await store.write(home1, [said(62, 1), isIn(62, 1, 1)])).toEqual({ ok: true });
    expect(await store.write(home1, [said(62, 2), isOver(62, 2, 1), stale])).toMatchObject({ ok: false });
    expect(await store.write(home1, [said(63, 1), stale, isIn(63, 1, 1)])).toMatchObject({ ok: false });
    expect(await store.write(home2, [said(63, 1), isIn(63, 1, 1)])).toMatchObject({ ok: false });
    expect(await all60s()).toEqual([noted(62, 1)]);
    expect([await kept(62), await kept(63)]).toEqual([1, 0]);
    // Of several at once each by itself.
    const outcomes = await Promise.all([
      store.write(home1, [said(62, 2), isOver(62, 2, 1)]),
      store.write(home1, [said(63, 1), isIn(63, 2, 1)]),
      store.write(home1, [said(64, 1), isIn(64, 1, 1), stale]),
    ]);
    expect(outcomes.map(({ ok }) => ok)).toEqual([true, true, false]);
    expect(await all60s()).toEqual([noted(63, 2)]);
  });

  it('takes no note from receipts that were kept before, where newer ones are kept', async () => {
    await store.write(home1, [said(64, 1), isIn(64, 1, 1)]);
    await store.write(home1, [said(64, 2), isOver(64, 2, 1)]);
    expect(await store.write(home1, [said(64, 1), isIn(64, 1, 1)])).toEqual({ ok: true });
    expect(await all60s()).toEqual([]);
    await store.write(home1, [said(64, 3), isIn(64, 1, 3)]);
    expect(await store.write(home1, [said(64, 2), isOver(64, 2, 1)])).toEqual({ ok: true });
    expect(await all60s()).toEqual([noted(64, 1)]);
    // The newest again, as by a server that never heard that it was kept.
    expect(await store.write(home1, [said(64, 3), isIn(64, 2, 3)])).toEqual({ ok: true });
    expect(await all60s()).toEqual([noted(64, 2)]);
    const once: Once = { scope: 'x', key: 'note', requestHash: some(1), status: 200, answer: '{}', atMs: 1 };
    expect(await store.write(home1, [said(64, 4), isOver(64, 4, 2)], once)).toEqual({ ok: true });
    expect(await all60s()).toEqual([]);
  });

  it('notes when a hub was heard, and who heard of its silence, of the visit that it is in and of no other', async () => {
    const heard = (underWay: UnderWay): Write => ({ kind: 'under-way-heard', underWay });
    const acknowledged = noted(60, 1, { heardMs: 2000, acknowledgedMs: 3000 });
    await store.write(SERVER, [heard(acknowledged)]);
    expect(await all60s()).toEqual([]);
    await store.write(SERVER, [isIn(60, 1, 900), isIn(61, 1, 900)]);
    await store.write(SERVER, [heard(acknowledged)]);
    expect(await all60s()).toEqual([acknowledged, noted(61, 1)]);
    await store.write(SERVER, [heard(noted(60, 2, { acknowledgedMs: 9 }))]);
    expect(await all60s()).toEqual([acknowledged, noted(61, 1)]);
    await store.write(SERVER, [heard(noted(60, 1))]);
    expect(await all60s()).toEqual([noted(60, 1), noted(61, 1)]);
    // The next visit is not heard of yet.
    await store.write(SERVER, [heard(acknowledged), isIn(60, 2, 901)]);
    expect(await all60s()).toEqual([noted(60, 2), noted(61, 1)]);
  });
};
