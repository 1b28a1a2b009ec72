import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiKey, WebhookTarget } from '../records.ts';
import { SERVER, type ClaimLimits, type Store, type Tenant, type Write } from '../store.ts';
import { LIMITS } from '../limits.ts';
import { carrierBlockOf, carrierOf, courierOf, enrolmentOf, homeOf, hubOf, id, memberOf, passkeyOf, pushOf, sessionOf, shipmentOf, some, visitOf } from './samples.ts'; // prettier-ignore

const home1: Tenant = { role: 'home', id: id('home', 1) };
const carrier1: Tenant = { role: 'carrier', id: id('carrier', 1) };
const carrier2: Tenant = { role: 'carrier', id: id('carrier', 2) };
const device1: Tenant = { role: 'courier', id: id('device', 1) };

const assigned = { assignments: [some(3, 30)], courierKeyId: id('device', 1), sealedStop: some(5, 70) };

/** Device 1 delivers for two carriers, and has a visit of each. */
const peopled: readonly Write[] = [
  { kind: 'home', home: homeOf(1), member: memberOf(1) },
  { kind: 'carrier', carrier: carrierOf(1) },
  { kind: 'carrier', carrier: carrierOf(2) },
  { kind: 'enrolment', enrolment: enrolmentOf(1) },
  { kind: 'courier', courier: courierOf(1) },
  { kind: 'courier', courier: { ...courierOf(2, 2), keyId: id('device', 1) } },
  { kind: 'hub', hub: hubOf(1) },
  { kind: 'shipment', shipment: shipmentOf(1) },
  { kind: 'shipment', shipment: shipmentOf(2, 2) },
  { kind: 'visit', visit: { ...visitOf(1), ...assigned, courierId: id('courier', 1), state: 'arriving' } },
  { kind: 'shipment', shipment: shipmentOf(3) },
  { kind: 'visit', visit: { ...visitOf(3), ...assigned, courierId: id('courier', 1), state: 'complete' } },
  { kind: 'visit', visit: { ...visitOf(2, 2), ...assigned, courierId: id('courier', 2) } },
  { kind: 'session', session: { ...sessionOf(1, id('device', 1)), role: 'courier', tenantId: id('device', 1) } },
  { kind: 'session', session: { ...sessionOf(2, id('device', 2)), role: 'courier', tenantId: id('device', 2) } },
];

const some10 = { all: 10, ofOne: 10, busy: [] } as const;

/** What carriers keep at the server, in every store alike. */
export const carrierSuite = (name: string, open: () => Promise<Store>): void => {
  describe(`what carriers keep: ${name}`, () => {
    let store: Store;
    beforeAll(async () => {
      store = await open();
      expect(await store.write(SERVER, peopled)).toEqual({ ok: true });
    });
    afterAll(() => store.close());

    it('keeps a carrier’s block, and the hub’s first answer beside it', async () => {
      const block = { kind: 'carrier-block', block: carrierBlockOf(1) } as const;
      expect(await store.write(carrier1, [block, block])).toEqual({ ok: true });
      expect(await store.carrierBlocks(carrier1, 10)).toEqual([carrierBlockOf(1)]);
      expect(await store.carrierBlocks(carrier2, 10)).toEqual([]);
      expect(await store.carrierBlocks(home1, 10)).toEqual([]);
      const answer = { seq: 7, parent: some(6), bytes: some(7, 100) };
      const answered = { kind: 'carrier-block-answered', hubId: id('hub', 1), hash: some(1) } as const;
      expect(await store.write(home1, [{ ...answered, answer }])).toEqual({ ok: true });
      expect(await store.write(home1, [{ ...answered, answer: { ...answer, seq: 8 } }])).toEqual({ ok: true });
      expect(await store.write(home1, [{ ...answered, hash: some(99), answer }])).toEqual({ ok: true });
      expect(await store.carrierBlocks(carrier1, 10)).toEqual([carrierBlockOf(1, { answer })]);
      expect(await store.carrierBlock(id('hub', 1), some(1))).toEqual(carrierBlockOf(1, { answer }));
      expect(await store.carrierBlock(id('hub', 2), some(1))).toBeUndefined();
      await store.write(carrier1, [block]);
      expect(await store.carrierBlocks(carrier1, 10)).toEqual([carrierBlockOf(1, { answer })]);
    });

    it('does not let a carrier keep a block as another’s', async () => {
      expect(await store.write(carrier2, [{ kind: 'carrier-block', block: carrierBlockOf(5) }])).toMatchObject({ ok: false }); // prettier-ignore
    });

    it('forgets a blocked device wherever this carrier had named it, and leaves its sessions and other carriers’ visits alone', async () => {
      const block = { kind: 'courier-block', carrierId: id('carrier', 1), courierId: id('courier', 1), keyId: id('device', 1), atMs: 7000 } as const; // prettier-ignore
      expect(await store.write(carrier2, [block])).toMatchObject({ ok: false });
      expect(await store.write(carrier1, [{ ...block, keyId: id('device', 2) }])).toMatchObject({ ok: false });
      expect(await store.session(some(1))).toBeDefined();
      expect(await store.write(carrier1, [block])).toEqual({ ok: true });
      expect(await store.write(carrier1, [{ ...block, atMs: 8000 }])).toEqual({ ok: true });
      expect(await store.couriers(carrier1, id('carrier', 1))).toEqual([{ ...courierOf(1), blockedMs: 7000 }]);
      for (const one of [1, 2]) expect(await store.session(some(one))).toBeDefined();
      expect((await store.visits(device1, 10)).map(({ visitId }) => visitId)).toEqual([id('visit', 2)]);
      const visit = await store.visit(carrier1, id('visit', 1));
      expect(visit).toEqual({
        ...visitOf(1),
        assignments: assigned.assignments,
        state: 'granted',
        sinceMs: 7000,
        version: 2,
      });
      const done = await store.visit(carrier1, id('visit', 3));
      expect(done).toMatchObject({ state: 'complete', courierId: id('courier', 1) });
    });

    it('remembers when somebody was last seen, and never an earlier time', async () => {
      const seen = (atMs: number) => store.write(SERVER, [{ kind: 'seen', principalId: id('device', 1), atMs }]);
      await seen(500);
      await seen(900);
      await seen(700);
      const both = [id('device', 1), id('device', 2)];
      expect(await store.lastSeen(both)).toEqual(new Map([[id('device', 1), 900]]));
      expect(await store.lastSeen([])).toEqual(new Map());
    });

    it('keeps that a household declined a parcel, until a visit is granted, and tells its carrier without a visit', async () => {
      const of = { kind: 'shipment-declined', shipmentId: id('shipment', 4) } as const;
      await store.write(SERVER, [{ kind: 'shipment', shipment: shipmentOf(4) }]);
      for (const stranger of [carrier1, carrier2])
        expect(await store.write(stranger, [{ ...of, wish: 'return', atMs: 1 }])).toMatchObject({ ok: false });
      for (const wish of ['return', 'as-usual'] as const)
        expect(await store.write(home1, [{ ...of, wish, atMs: 300 }])).toEqual({ ok: true });
      const kept = { ...shipmentOf(4), declinedWish: 'as-usual', declinedMs: 300 };
      expect(await store.shipment(carrier1, id('shipment', 4))).toEqual(kept);
      const target = { targetId: id('target', 7), carrierId: id('carrier', 1), url: 'https://example.com/7', events: ['shipment.declined'], secret: some(7, 24), createdMs: 100 }; // prettier-ignore
      const told = { kind: 'webhook-event', eventId: id('event', 7), of: { shipmentId: id('shipment', 4) }, event: 'shipment.declined', atMs: 500 } as const; // prettier-ignore
      await store.write(carrier1, [{ kind: 'webhook-target', target }]);
      expect(await store.write(home1, [told])).toEqual({ ok: true });
      const [delivery] = await store.deliveries(carrier1, 1);
      expect(JSON.parse(delivery?.payload ?? '')).toMatchObject({
        data: { shipmentId: id('shipment', 4), state: 'declined', wish: 'as-usual' },
      });
      await store.write(carrier1, [
        { kind: 'webhook-target-end', carrierId: id('carrier', 1), targetId: id('target', 7) },
      ]);
      const visit = { ...visitOf(4), shipmentId: id('shipment', 4) };
      expect(await store.write(home1, [{ kind: 'visit', visit }])).toEqual({ ok: true });
      expect(await store.write(home1, [{ ...of, wish: 'return', atMs: 400 }])).toMatchObject({ ok: false });
    });

    it('keeps one delivery of an event for each target that wants it, and gives each to one sender at a time', async () => {
      const target = (n: number, events: readonly string[], carrier = 1): WebhookTarget => ({
        targetId: id('target', n),
        carrierId: id('carrier', carrier),
        url: `https://example.com/${String(n)}`,
        events,
        secret: some(n, 24),
        createdMs: 100,
      });
      const wanting = target(1, ['visit.complete', 'visit.refused']);
      for (const one of [wanting, target(2, ['visit.refused'])])
        expect(await store.write(carrier1, [{ kind: 'webhook-target', target: one }])).toEqual({ ok: true });
      const foreign = { kind: 'webhook-target', target: target(3, ['visit.complete'], 2) } as const;
      expect(await store.write(carrier1, [foreign])).toMatchObject({ ok: false });
      await store.write(carrier2, [foreign]);
      const about = { kind: 'webhook-event', eventId: id('event', 1), of: { visitId: id('visit', 1) }, event: 'visit.complete', atMs: 500 } as const; // prettier-ignore
      expect(await store.write(home1, [about])).toEqual({ ok: true });
      expect(await store.deliveries(carrier2, 10)).toEqual([]);
      const [delivery] = await store.deliveries(carrier1, 10);
      expect(delivery).toMatchObject({
        targetId: id('target', 1),
        state: 'waiting',
        attempts: 0,
        nextMs: 500,
        createdMs: 500,
      });
      expect(JSON.parse(delivery?.payload ?? '')).toMatchObject({
        data: { visitId: id('visit', 1), trackingNumbers: ['LK1', 'B2'] },
      });
      expect(await store.claimDeliveries(499, 60, some10)).toEqual([]);
      const claims = await Promise.all([
        store.claimDeliveries(500, 60, some10),
        store.claimDeliveries(500, 60, some10),
      ]);
      expect(claims.flat()).toEqual([{ delivery: { ...delivery, attempts: 1, nextMs: 560 }, target: wanting }]);
      expect(await store.claimDeliveries(560, 60, some10)).toMatchObject([{ delivery: { attempts: 2 } }]);
      const of = { eventId: id('event', 1), targetId: id('target', 1) };
      const ended = { kind: 'delivery-attempted', ...of, change: { state: 'dead', nextMs: 700, lastStatus: 500, endedMs: 700 } } as const; // prettier-ignore
      await store.write(SERVER, [ended]);
      await store.write(SERVER, [{ ...ended, change: { state: 'delivered', nextMs: 9, endedMs: 9 } }]);
      expect(await store.deliveries(carrier1, 10)).toMatchObject([{ state: 'dead', lastStatus: 500, endedMs: 700 }]);
      const again = { kind: 'delivery-again', carrierId: id('carrier', 1), ...of, atMs: 800 } as const;
      expect(await store.write(carrier2, [again])).toMatchObject({ ok: false });
      expect(await store.write(carrier1, [again])).toEqual({ ok: true });
      expect(await store.write(carrier1, [again])).toMatchObject({ ok: false });
      expect(await store.claimDeliveries(800, 60, some10)).toMatchObject([{ delivery: { attempts: 1 } }]);
      const change = { secret: some(9, 24), previousSecret: wanting.secret, previousUntilMs: 900 };
      const changed = { kind: 'webhook-target-change', carrierId: id('carrier', 1), targetId: id('target', 1), change } as const; // prettier-ignore
      expect(await store.write(carrier2, [changed])).toMatchObject({ ok: false });
      expect(await store.write(carrier1, [changed])).toEqual({ ok: true });
      expect(await store.webhookTargets(carrier1, 10)).toEqual([
        target(2, ['visit.refused']),
        { ...wanting, ...change },
      ]);
      const end = { kind: 'webhook-target-end', carrierId: id('carrier', 1), targetId: id('target', 1) } as const;
      expect(await store.write(carrier2, [end])).toMatchObject({ ok: false });
      expect(await store.write(carrier1, [end])).toEqual({ ok: true });
      expect(await store.deliveries(carrier1, 10)).toEqual([]);
    });

    it('gives a sender the first of each carrier before the second of any, a few of one, and none of a busy one', async () => {
      const ids = (n: number) => ({ targetId: id('target', 20 + n), carrierId: id('carrier', n) });
      for (const n of [1, 2])
        await store.write(SERVER, [{ kind: 'webhook-target', target: { ...ids(n), url: 'https://example.com/', events: [], secret: some(n, 24), createdMs: 100 } }]); // prettier-ignore
      const ping = (event: number, n: number) => ({ kind: 'webhook-event', eventId: id('event', event), of: { carrierId: id('carrier', n), only: ids(n).targetId }, event: 'test.ping', atMs: 5000 + event }) as const; // prettier-ignore
      await store.write(
        SERVER,
        [20, 21, 22, 23, 24].map((event) => ping(event, 1)),
      );
      await store.write(SERVER, [ping(29, 2)]);
      const claimed = async (limits: ClaimLimits) =>
        (await store.claimDeliveries(6000, 10_000, limits)).map(({ delivery }) => delivery.eventId).sort();
      expect(await claimed({ all: 9, ofOne: 9, busy: [id('carrier', 1), id('carrier', 2)] })).toEqual([]);
      expect(await claimed({ all: 2, ofOne: 9, busy: [] })).toEqual([id('event', 20), id('event', 29)].sort());
      expect(await claimed({ all: 9, ofOne: 3, busy: [id('carrier', 2)] })).toEqual([21, 22, 23].map((n) => id('event', n)).sort()); // prettier-ignore
      expect(await claimed(some10)).toEqual([id('event', 24)]);
      for (const n of [1, 2]) await store.write(SERVER, [{ kind: 'webhook-target-end', ...ids(n) }]);
    });

    it('shows a household the first of each carrier before the second of any, whoever it let in before all others', async () => {
      const tenant = { role: 'home', id: id('home', 3) } as const;
      await store.write(SERVER, [{ kind: 'home', home: homeOf(3), member: memberOf(3) }]);
      const announced = (n: number, carrier: number): Write => ({ kind: 'shipment', shipment: shipmentOf(n, carrier, 3) }); // prettier-ignore
      await store.write(SERVER, [{ kind: 'carrier', carrier: carrierOf(3) }]);
      await store.write(SERVER, [announced(300, 2), announced(301, 2), announced(302, 1)]);
      expect(await store.write(SERVER, [{ kind: 'hub', hub: hubOf(3) }])).toEqual({ ok: true });
      expect(await store.write(tenant, [{ kind: 'visit', visit: visitOf(300, 2, 3) }])).toEqual({ ok: true });
      await store.write(
        SERVER,
        [310, 311, 312, 313, 314, 315].map((n) => announced(n, 3)),
      );
      const seen = async (limit: number) =>
        (await store.shipmentsOfHome(tenant, limit)).map(({ shipmentId }) => shipmentId);
      const ids = (...all: readonly number[]) => all.map((n) => id('shipment', n));
      expect(await seen(4)).toEqual(ids(315, 302, 301, 300));
      expect(await seen(5)).toEqual(ids(315, 314, 302, 301, 300));
      expect(await seen(3)).toEqual(ids(315, 301, 300));
      expect(await seen(50)).toEqual(ids(315, 314, 313, 312, 311, 310, 302, 301, 300));
      expect(await store.shipmentsOfHome({ role: 'home', id: id('home', 4) }, 50)).toEqual([]);
    });

    it('shows a household the first from each place before the second from any, however many carriers announce from one', async () => {
      await store.write(SERVER, [{ kind: 'home', home: homeOf(5), member: memberOf(5) }]);
      const announced = (n: number, fromBucket: number): Write[] => [
        { kind: 'carrier', carrier: carrierOf(n) },
        { kind: 'shipment', shipment: { ...shipmentOf(n, n, 5), fromBucket } },
      ];
      await store.write(SERVER, [...announced(500, 7), ...[501, 502, 503, 504].flatMap((n) => announced(n, 9))]);
      // The second of one of them stands behind the first of the others.
      await store.write(SERVER, [{ kind: 'shipment', shipment: { ...shipmentOf(505, 504, 5), fromBucket: 9 } }]);
      const tenant = { role: 'home', id: id('home', 5) } as const;
      const seen = async (limit: number) =>
        (await store.shipmentsOfHome(tenant, limit)).map(({ shipmentId }) => shipmentId);
      const ids = (...all: readonly number[]) => all.map((n) => id('shipment', n));
      expect(await seen(2)).toEqual(ids(505, 500));
      expect(await seen(5)).toEqual(ids(505, 503, 502, 501, 500));
      expect(await seen(9)).toEqual(ids(505, 504, 503, 502, 501, 500));
    });

    it.each(['programs', 'people', 'passkeys', 'phones that are told', 'invitations'] as const)(
      'keeps no more %s than a list shows, also where many are made at once',
      async (what) => {
        await store.write(SERVER, [{ kind: 'home', home: homeOf(6), member: memberOf(6) }, { kind: 'carrier', carrier: carrierOf(6) }]); // prettier-ignore
        const home = { role: 'home', id: id('home', 6) } as const;
        const carrier = { role: 'carrier', id: id('carrier', 6) } as const;
        const make = {
          programs: (n: number): Write => ({ kind: 'api-key', apiKey: { apiKeyId: id('apikey', n), carrierId: carrier.id, keyId: id('program', n), publicKey: some(1, 43), name: 'Till', createdMs: 1 } }),
          people: (n: number): Write => ({ kind: 'operator-member', member: { memberId: id('person', n), carrierId: carrier.id, role: 'dispatcher', issuer: 'https://id.example.com', subject: String(n), invitedMs: 1 } }),
          passkeys: (n: number): Write => ({ kind: 'passkey', passkey: { ...passkeyOf(n, 6), memberId: id('member', 6) } }),
          'phones that are told': (n: number): Write => ({ kind: 'push', push: { ...pushOf(n, 6), memberId: id('member', 6) } }),
          invitations: (n: number): Write => ({ kind: 'invitation', invitation: { boxId: id('inv', n), homeId: home.id, offer: some(1), createdMs: 1, expiresMs: 2 } }),
        }[what]; // prettier-ignore
        const [most, of] = {
          programs: [LIMITS.apiKeys, carrier],
          people: [LIMITS.operatorMembers, carrier],
          passkeys: [LIMITS.passkeys, home],
          'phones that are told': [LIMITS.pushes, home],
          invitations: [LIMITS.invitations, home],
        }[what] as [number, typeof home | typeof carrier];
        const all = [...Array(most + 9).keys()].map((n) => make(600 + n));
        expect(await store.write(of, all.slice(0, most - 3))).toEqual({ ok: true });
        const made = await Promise.all(all.slice(most - 3).map((one) => store.write(of, [one])));
        expect(made.filter(({ ok }) => ok)).toHaveLength(3);
      },
    );

    it('keeps no more webhooks of a carrier than a list shows, also where many are made at once', async () => {
      const make = (n: number): Write => ({ kind: 'webhook-target', target: { targetId: id('target', 40 + n), carrierId: id('carrier', 2), url: 'https://example.com/', events: [], secret: some(n, 24), createdMs: 100 } }); // prettier-ignore
      const before = (await store.webhookTargets(carrier2, 100)).length;
      const made = await Promise.all([...Array(25).keys()].map((n) => store.write(carrier2, [make(n)])));
      expect(made.filter(({ ok }) => ok)).toHaveLength(LIMITS.webhooks - before);
      const kept = await store.webhookTargets(carrier2, 100);
      expect(kept).toHaveLength(LIMITS.webhooks);
      for (const { targetId } of kept)
        await store.write(carrier2, [{ kind: 'webhook-target-end', carrierId: id('carrier', 2), targetId }]);
      expect(await store.write(carrier2, [make(30)])).toEqual({ ok: true });
    });

    it('knows a carrier’s programs by their keys, and ends their sessions with them', async () => {
      const key = (n: number, keyId: string): ApiKey => ({ apiKeyId: id('apikey', n), carrierId: id('carrier', 1), keyId, publicKey: some(n, 43), name: 'Till', createdMs: 100 }); // prettier-ignore
      const apiKey = key(1, id('programkey', 1));
      expect(await store.write(carrier2, [{ kind: 'api-key', apiKey }])).toMatchObject({ ok: false });
      expect(await store.write(carrier1, [{ kind: 'api-key', apiKey }])).toEqual({ ok: true });
      for (const taken of [key(2, id('programkey', 1)), key(3, id('carrierkey', 2))])
        expect(await store.write(carrier1, [{ kind: 'api-key', apiKey: taken }])).toMatchObject({ ok: false });
      expect(await store.apiKeyByKey(id('programkey', 1))).toEqual(apiKey);
      expect(await store.apiKeys(carrier1, 10)).toEqual([apiKey]);
      expect(await store.apiKeys(carrier2, 10)).toEqual([]);
      await store.write(SERVER, [{ kind: 'session', session: { ...sessionOf(3, id('apikey', 1)), role: 'carrier', tenantId: id('carrier', 1) } }]); // prettier-ignore
      const revoked = { kind: 'api-key-revoked', carrierId: id('carrier', 1), apiKeyId: id('apikey', 1), atMs: 200 } as const; // prettier-ignore
      expect(await store.write(carrier2, [revoked])).toMatchObject({ ok: false });
      expect(await store.write(carrier1, [revoked])).toEqual({ ok: true });
      expect(await store.write(carrier1, [{ ...revoked, atMs: 300 }])).toEqual({ ok: true });
      expect(await store.apiKeys(carrier1, 10)).toEqual([{ ...apiKey, revokedMs: 200 }]);
      expect(await store.session(some(3))).toBeUndefined();
    });

    it('keeps no session for a program that is revoked, also where both happen at once', async () => {
      const carrierId = id('carrier', 1);
      for (let n = 10; n < 30; n++) {
        const apiKeyId = id('apikey', n);
        const apiKey: ApiKey = { apiKeyId, carrierId, keyId: id('programkey', n), publicKey: some(n, 43), name: 'Till', createdMs: 100 }; // prettier-ignore
        await store.write(carrier1, [{ kind: 'api-key', apiKey }]);
        const session = { ...sessionOf(n, apiKeyId), role: 'carrier', tenantId: carrierId } as const;
        const signsIn = [{ kind: 'stands', role: 'carrier', principalId: apiKeyId, tenantId: carrierId }, { kind: 'session', session }] as const; // prettier-ignore
        const revoked = { kind: 'api-key-revoked', carrierId, apiKeyId, atMs: 200 } as const;
        await Promise.all([store.write(SERVER, signsIn), store.write(carrier1, [revoked])]);
        expect(await store.session(session.tokenHash)).toBeUndefined();
        expect(await store.write(SERVER, signsIn)).toEqual({ ok: false, why: 'conflict', kind: 'stands' });
      }
      const own = { kind: 'stands', role: 'carrier', principalId: carrierId, tenantId: carrierId } as const;
      expect(await store.write(SERVER, [own])).toEqual({ ok: true });
    });
  });
};
