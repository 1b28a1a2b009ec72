import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SERVER, type Once, type Store, type Tenant, type Write } from '../store.ts';
import { householdCases } from './household-cases.ts';
import {
  blockOf,
  carrierOf,
  courierOf,
  enrolmentOf,
  homeOf,
  hubOf,
  id,
  memberOf,
  receiptOf,
  recordingOf,
  sessionOf,
  shipmentOf,
  some,
  visitOf,
} from './samples.ts';
import { storyCases } from './story-cases.ts';
import { underWayCases } from './under-way-cases.ts';
import { home1, home2, carrier1, carrier2, device1, device2, all } from './tenants.ts';

/** Two households, two carriers, one visit of carrier 1 at home 1, assigned to device 1. */
const peopled: readonly Write[] = [
  { kind: 'home', home: homeOf(1), member: memberOf(1) },
  { kind: 'home', home: homeOf(2), member: memberOf(2) },
  { kind: 'carrier', carrier: carrierOf(1) },
  { kind: 'carrier', carrier: carrierOf(2) },
  { kind: 'enrolment', enrolment: enrolmentOf(1) },
  { kind: 'courier', courier: courierOf(1) },
  { kind: 'hub', hub: hubOf(1) },
  { kind: 'shipment', shipment: shipmentOf(1) },
  { kind: 'visit', visit: visitOf(1) },
];

const onceOf = (key: string, answer = '{}'): Once => ({
  scope: 'POST /x',
  key,
  requestHash: some(7),
  status: 201,
  answer,
  atMs: 1000,
});

/** What every store must do; each `open` gives an empty one. */
export const storeSuite = (name: string, open: () => Promise<Store>): void => {
  describe(`the store's contract: ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
      expect(await store.write(SERVER, peopled)).toEqual({ ok: true });
    });
    afterAll(() => store.close());

    it('gives back what was written, byte for byte', async () => {
      expect(await store.home(home1, id('home', 1))).toEqual(homeOf(1));
      expect(await store.members(home1, id('home', 1))).toEqual([memberOf(1)]);
      expect(await store.memberByKey(id('memberkey', 1))).toEqual(memberOf(1));
      expect(await store.carrierByKey(id('carrierkey', 2))).toEqual(carrierOf(2));
      expect(await store.enrolment(id('device', 1))).toEqual(enrolmentOf(1));
      expect(await store.enrolmentIn(id('box', 1))).toEqual(enrolmentOf(1));
      expect(await store.enrolmentIn(id('device', 1))).toBeUndefined();
      expect(await store.homeByHandle(homeOf(2).handle)).toEqual(homeOf(2));
      expect(await store.firstHome()).toEqual(homeOf(1));
      expect(await store.hub(id('hub', 1))).toEqual(hubOf(1));
      expect(await store.visit(home1, id('visit', 1))).toEqual(visitOf(1));
      expect(await store.shipment(carrier1, id('shipment', 1))).toEqual({ ...shipmentOf(1), visitId: id('visit', 1) });
    });

    it('keeps the newest record of a device’s key, in its own box, with nothing that was left in an earlier one', async () => {
      const enrolment = (n: number, boxId: string) => ({ kind: 'enrolment', enrolment: { ...enrolmentOf(n), boxId } }) as const; // prettier-ignore
      const welcome = (boxId: string) => ({ kind: 'enrolment-welcome', boxId, welcome: some(9) }) as const;
      expect(await store.write(SERVER, [enrolment(8, id('box', 8))])).toEqual({ ok: true });
      expect(await store.write(SERVER, [welcome(id('box', 8))])).toEqual({ ok: true });
      expect(await store.enrolment(id('device', 8))).toMatchObject({ welcome: some(9) });
      expect(await store.write(SERVER, [enrolment(9, id('box', 8))])).toMatchObject({ ok: false, why: 'conflict' });
      expect(await store.write(SERVER, [enrolment(8, id('box', 9))])).toEqual({ ok: true });
      expect(await store.enrolment(id('device', 8))).toEqual({ ...enrolmentOf(8), boxId: id('box', 9) });
      expect(await store.enrolmentIn(id('box', 8))).toBeUndefined();
      expect(await store.write(SERVER, [welcome(id('box', 8))])).toMatchObject({ ok: false, why: 'conflict' });
    });

    it('answers nothing for what belongs to somebody else', async () => {
      expect(await store.home(home2, id('home', 1))).toBeUndefined();
      expect(await store.members(home2, id('home', 1))).toEqual([]);
      expect(await store.hubs(home2, id('home', 1))).toEqual([]);
      for (const stranger of [home2, carrier2, device1, device2]) {
        expect(await store.shipment(stranger, id('shipment', 1))).toBeUndefined();
        expect(await store.visit(stranger, id('visit', 1))).toBeUndefined();
        expect(await store.visits(stranger, 100)).toEqual([]);
      }
      expect(await store.couriers(carrier2, id('carrier', 1))).toEqual([]);
      expect((await store.couriers(carrier1, id('carrier', 1))).map((c) => c.courierId)).toEqual([id('courier', 1)]);
    });

    it('pages through shipments, and finds visits by their ids for whom they belong to', async () => {
      const own = await store.shipments(carrier1, 10);
      expect(await store.shipments(carrier1, 10, own.length)).toEqual([]);
      expect(await store.shipments(carrier1, 1, own.length - 1)).toEqual(own.slice(-1));
      expect(await store.shipments(carrier2, 10, 0)).toEqual([]);
      const both = [id('visit', 1), id('visit', 77)];
      expect(await store.visitsById(carrier1, both)).toEqual([visitOf(1)]);
      expect(await store.visitsById(carrier2, both)).toEqual([]);
      expect(await store.visitsById(carrier1, [])).toEqual([]);
    });

    it('changes nothing on behalf of somebody else', async () => {
      const change = {
        kind: 'visit-change',
        visitId: id('visit', 1),
        fromVersion: 1,
        change: { state: 'complete' },
      } as const;
      for (const stranger of [home2, carrier2, device2])
        expect(await store.write(stranger, [change])).toMatchObject({ ok: false, why: 'conflict' });
      expect(await store.write(home2, [{ kind: 'hub', hub: hubOf(9, 1) }])).toMatchObject({
        ok: false,
        why: 'conflict',
      });
      expect(await store.write(carrier2, [{ kind: 'shipment', shipment: shipmentOf(8, 1) }])).toMatchObject({
        ok: false,
        why: 'conflict',
      });
      expect(await store.write(home2, [{ kind: 'receipt', receipt: receiptOf(50) }])).toMatchObject({
        ok: false,
        why: 'conflict',
      });
      expect(await store.visit(home1, id('visit', 1))).toEqual(visitOf(1));
    });

    it('writes all of a transaction or none of it', async () => {
      const outcome = await store.write(SERVER, [
        { kind: 'shipment', shipment: shipmentOf(2) },
        { kind: 'carrier', carrier: carrierOf(1) },
      ]);
      expect(outcome).toEqual({ ok: false, why: 'conflict', kind: 'carrier' });
      expect(await store.shipment(SERVER, id('shipment', 2))).toBeUndefined();
    });

    it('keeps an idempotency key with its writes, and repeats the first answer', async () => {
      expect(
        await store.write(carrier1, [{ kind: 'shipment', shipment: shipmentOf(3) }], onceOf('a', '{"first":1}')),
      ).toEqual({ ok: true });
      const again = await store.write(
        carrier1,
        [{ kind: 'shipment', shipment: shipmentOf(4) }],
        onceOf('a', '{"second":1}'),
      );
      expect(again).toEqual({ ok: false, why: 'repeated', first: onceOf('a', '{"first":1}') });
      expect(await store.shipment(carrier1, id('shipment', 4))).toBeUndefined();
      expect(await store.once('POST /x', 'a')).toEqual(onceOf('a', '{"first":1}'));
    });

    it('lets one of many equal requests through, at the same moment too', async () => {
      const race = Array.from({ length: 8 }, (_, n) =>
        store.write(carrier1, [{ kind: 'shipment', shipment: shipmentOf(20 + n) }], onceOf('race')),
      );
      const outcomes = await Promise.all(race);
      expect(outcomes.filter((o) => o.ok)).toHaveLength(1);
      expect(outcomes.filter((o) => !o.ok && o.why === 'repeated')).toHaveLength(7);
    });

    it('does not keep the key of a write that did not fit', async () => {
      expect(await store.write(SERVER, [{ kind: 'carrier', carrier: carrierOf(1) }], onceOf('unfit'))).toMatchObject({
        ok: false,
        why: 'conflict',
      });
      expect(await store.once('POST /x', 'unfit')).toBeUndefined();
    });

    it('hands a visit on by version, and lets its device see it from then on', async () => {
      const change = {
        assignments: [some(3, 30), some(4, 40)],
        courierId: id('courier', 1),
        courierKeyId: id('device', 1),
        sealedStop: some(5, 70),
        state: 'assigned' as const,
      };
      expect(
        await store.write(carrier1, [{ kind: 'visit-change', visitId: id('visit', 1), fromVersion: 1, change }]),
      ).toEqual({ ok: true });
      expect(
        await store.write(carrier1, [{ kind: 'visit-change', visitId: id('visit', 1), fromVersion: 1, change }]),
      ).toMatchObject({ ok: false });
      const seen = await store.visit(device1, id('visit', 1));
      expect(seen).toEqual({ ...visitOf(1), ...change, version: 2 });
      expect(await store.chains(id('hub', 1), 200, 10)).toEqual([seen]);
      expect(await store.chains(id('hub', 1), 201, 10)).toEqual([]);
      const arriving = { etaS: 300, stopsBefore: 2, saidMs: 1 };
      const said = { noticeS: 1, scanned: ['LK1'], left: { to: 'return', atS: 2 } } as const;
      const divert = { to: 'neighbour', answer: 'declined', offer: 'parcel-box', link: some(6, 60) } as const;
      await store.write(home1, [
        {
          kind: 'visit-change',
          visitId: id('visit', 1),
          fromVersion: 2,
          change: { arriving, divert, said, takenOverMs: 9, sinceMs: 8 },
        },
      ]);
      expect(await store.visit(home1, id('visit', 1))).toEqual({
        ...visitOf(1),
        ...change,
        arriving,
        divert,
        said,
        takenOverMs: 9,
        sinceMs: 8,
        version: 3,
      });
      const anew = { to: 'other-address', answer: 'waiting', link: some(7, 60) } as const;
      await store.write(home1, [
        { kind: 'visit-change', visitId: id('visit', 1), fromVersion: 3, change: { divert: anew } },
      ]);
      expect((await store.visit(home1, id('visit', 1)))?.divert).toEqual(anew);
    });

    it('lets one of two visits for a shipment win', async () => {
      expect(
        await store.write(home1, [{ kind: 'visit', visit: { ...visitOf(5), shipmentId: id('shipment', 1) } }]),
      ).toMatchObject({ ok: false });
      const replacing = {
        kind: 'visit',
        visit: { ...visitOf(5), shipmentId: id('shipment', 1) },
        replaces: id('visit', 1),
      } as const;
      expect(await store.write(home1, [replacing])).toEqual({ ok: true });
    });

    it('keeps receipts in their order, once, and forks beside what they contradict', async () => {
      for (const seq of [1, 2, 3])
        expect(
          await store.write(home1, [{ kind: 'receipt', receipt: receiptOf(seq, { visitId: id('visit', 1) }) }]),
        ).toEqual({ ok: true });
      expect(
        await store.write(home1, [{ kind: 'receipt', receipt: receiptOf(2, { visitId: id('visit', 1) }) }]),
      ).toEqual({ ok: true });
      expect(await store.write(home1, [{ kind: 'receipt', receipt: receiptOf(2, { hash: some(99) }) }])).toMatchObject({
        ok: false,
      });
      expect(
        await store.write(home1, [{ kind: 'receipt', receipt: receiptOf(2, { hash: some(98), fork: true }) }]),
      ).toEqual({ ok: true });
      expect((await store.receiptsOfHub(home1, id('hub', 1), all)).map((r) => [r.seq, r.fork])).toEqual([
        [1, false],
        [2, false],
        [2, true],
        [3, false],
      ]);
      const forksSeen = async (tenant: Tenant) =>
        (await store.forksOfHub(tenant, id('hub', 1), 10)).map((r) => [r.seq, r.fork]);
      expect(await forksSeen(home1)).toEqual([[2, true]]);
      expect(await forksSeen(home2)).toEqual([]);
      expect(await store.receiptHead(id('hub', 1))).toEqual(receiptOf(3, { visitId: id('visit', 1) }));
      expect(await store.receiptsAt(id('hub', 1), 2)).toHaveLength(2);
      expect(
        (await store.receiptsOfVisit(device1, id('visit', 1), { afterSeq: 1, limit: 1 })).map((r) => r.seq),
      ).toEqual([2]);
      expect((await store.receiptsOfVisit(carrier1, id('visit', 1), all)).map((r) => r.seq)).toEqual([1, 2, 3]);
      for (const stranger of [home2, carrier2, device2])
        expect(await store.receiptsOfVisit(stranger, id('visit', 1), all)).toEqual([]);
    });

    it('keeps a block until the hub has settled it', async () => {
      expect(
        await store.write(home1, [
          { kind: 'block', block: blockOf(1) },
          { kind: 'block', block: blockOf(2) },
          { kind: 'block', block: blockOf(1) },
        ]),
      ).toEqual({ ok: true });
      expect(await store.openBlocks(id('hub', 1))).toEqual([blockOf(1), blockOf(2)]);
      await store.write(home1, [{ kind: 'block-settled', hubId: id('hub', 1), hash: some(1) }]);
      expect(await store.openBlocks(id('hub', 1))).toEqual([blockOf(2)]);
      expect(await store.write(carrier1, [{ kind: 'block', block: blockOf(3) }])).toEqual({ ok: true });
    });

    storyCases(() => store);

    it('lets a recording grow for its own hub only', async () => {
      await store.write(home1, [{ kind: 'recording', recording: recordingOf(1) }]);
      const grown = {
        kind: 'recording-grown',
        recordingId: id('recording', 1),
        hubId: id('hub', 1),
        bytes: 5_000_000_000,
        closed: true,
      } as const;
      expect(await store.write(home1, [{ ...grown, hubId: id('hub', 2) }])).toMatchObject({ ok: false });
      expect(await store.write(home1, [grown])).toEqual({ ok: true });
      expect(await store.recordingsOfVisit(home1, id('visit', 1))).toEqual([
        { ...recordingOf(1), bytes: 5_000_000_000, closed: true },
      ]);
      expect(await store.recording(home2, id('recording', 1))).toBeUndefined();
    });

    householdCases(() => store);

    it('ends every session of one principal at once', async () => {
      const mine = sessionOf(11, id('device', 1));
      await store.write(SERVER, [
        { kind: 'session', session: mine },
        { kind: 'session', session: { ...mine, tokenHash: some(12) } },
      ]);
      await store.write(home1, [{ kind: 'sessions-end', principalId: id('device', 1) }]);
      expect(await store.session(some(11))).toBeUndefined();
      expect(await store.session(some(12))).toBeUndefined();
    });

    it('P11: ends the sessions of a member who left, and nobody else’s', async () => {
      await store.write(SERVER, [
        { kind: 'session', session: sessionOf(1) },
        { kind: 'session', session: sessionOf(2) },
      ]);
      await store.write(home1, [{ kind: 'members', homeId: id('home', 1), members: [memberOf(3, 1)] }]);
      expect(await store.session(some(1))).toBeUndefined();
      expect(await store.pushes(home1)).toEqual([]);
      expect(await store.feedByToken(some(6))).toBeUndefined();
      expect(await store.session(some(2))).toEqual(sessionOf(2));
      expect(await store.members(home1, id('home', 1))).toEqual([memberOf(3, 1)]);
      expect(
        await store.write(home1, [{ kind: 'members', homeId: id('home', 1), members: [memberOf(2, 1)] }]),
      ).toMatchObject({ ok: false });
      expect(await store.members(home1, id('home', 1))).toEqual([memberOf(3, 1)]);
    });

    it('keeps who has used up its requests, until their turn comes', async () => {
      await store.keepThrottles([{ caller: 'a', dueMs: 9000 }, { caller: 'b', dueMs: 9000 }], 1000); // prettier-ignore
      await store.keepThrottles([{ caller: 'b', dueMs: 12_000.5 }], 2000);
      const at = async (nowMs: number) => [...(await store.throttles(nowMs))].map(({ caller }) => caller).sort();
      expect(await at(2000)).toEqual(['a', 'b']);
      expect(await at(9000)).toEqual(['b']);
      await store.keepThrottles([], 20_000);
      expect(await at(0)).toEqual([]);
    });

    underWayCases(() => store);

    it('forgets what is old, and only that', async () => {
      await store.write(SERVER, [], onceOf('old'));
      await store.write(SERVER, [], { ...onceOf('young'), atMs: 8000 });
      await store.forget(5000);
      expect(await store.once('POST /x', 'old')).toBeUndefined();
      expect(await store.once('POST /x', 'young')).toBeDefined();
      expect(await store.session(some(2))).toBeDefined();
    });
  });
};
