import { routes } from '@latchkey/contract';
import { answerDivert } from '@latchkey/delivery';
import { sameSecret } from '@latchkey/protocol';
import { fail, found, notFound } from '../http/problems.ts';
import { newId, textOf } from '../ids.ts';
import type { Courier, Shipment, Visit } from '../store/records.ts';
import type { Tenant } from '../store/store.ts';
import { asOf, carrierSummary, shipmentSummary, visitSummary } from '../visits.ts';
import { tellVisit } from '../channel/intake.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { callerBucket } from '../http/caller-bucket.ts';
import { knownHandle } from './known-handle.ts';
import { changingVisit } from './visit-changes.ts';
import { visitReceipts } from './visit-receipts.ts';

/** Of one list. */
const LIMIT_COURIERS = 500;

export const carrierOf = (session: { readonly tenantId: string }): Tenant => ({
  role: 'carrier',
  id: session.tenantId,
});

/** A carrier's shipments and couriers. Of a household it knows the handle it was given, and what was sealed to its own key. */
export const addCarrier = (world: World): void => {
  const { registrar, effects, bus } = world;
  const { store, clock, random } = effects;

  const visitOf = async (visit: Visit, shipment: Shipment, couriers: readonly Courier[]) => {
    const keyId = visit.courierKeyId ?? couriers.find(({ courierId }) => courierId === visit.courierId)?.keyId;
    const device = keyId === undefined ? undefined : await store.enrolment(keyId);
    return { ...visitSummary(visit, shipment, device?.name), sealedNote: textOf(visit.sealedNote) };
  };

  registrar.on(routes.readCarrier, async ({ session }) => carrierSummary(found(await store.carrier(session.tenantId))));

  const homeOf = knownHandle(world);
  const bucketOf = callerBucket(world);
  registrar.on(routes.newShipment, async ({ session, body, commit, ...asked }) => {
    const home = await homeOf(body.handle, { session, ...asked });
    const shipmentId = shipmentIdFor(world, session.tenantId, body.reference);
    const before = body.reference === undefined ? undefined : await store.shipment(carrierOf(session), shipmentId);
    if (before !== undefined) return { shipmentId, known: true };
    const shipment: Shipment = {
      shipmentId,
      carrierId: session.tenantId,
      homeId: home.homeId,
      fromS: body.window.fromS,
      toS: body.window.toS,
      trackingNumbers: body.trackingNumbers,
      sealedLabel: bytesOf(body.sealedLabel),
      createdMs: clock.nowMs(),
      fromBucket: bucketOf(asked.request),
    };
    const answer = await commit(carrierOf(session), [{ kind: 'shipment', shipment }], { shipmentId }).catch(
      async (error: unknown) => {
        // Two at the same moment: the second finds the first one's row in its place.
        if ((await store.shipment(carrierOf(session), shipmentId)) === undefined) throw error;
        return { shipmentId, known: true };
      },
    );
    if ('known' in answer) return answer;
    bus.tell('home', home.homeId, { type: 'shipment', shipmentId });
    bus.tell('carrier', session.tenantId, { type: 'shipment', shipmentId });
    return answer;
  });

  registrar.on(routes.listCarrierShipments, async ({ session, query }) => {
    const shipments = await store.shipments(carrierOf(session), routes.shipmentsOnPage, query.skip);
    const named = shipments.flatMap(({ visitId }) => visitId ?? []);
    const kept = await store.visitsById(carrierOf(session), named);
    const visits = new Map(kept.map((v) => [v.visitId, asOf(v, clock.nowMs())]));
    const couriers = await store.couriers(carrierOf(session), session.tenantId);
    const listed = shipments.map(async (shipment) => {
      const visit = visits.get(shipment.visitId ?? '');
      return {
        ...shipmentSummary(shipment, visit),
        sealedLabel: textOf(shipment.sealedLabel),
        ...(visit === undefined ? {} : { visit: await visitOf(visit, shipment, couriers) }),
      };
    });
    return { shipments: await Promise.all(listed) };
  });

  registrar.on(routes.takeOnCourier, async ({ session, body, commit }) => {
    const { keyId, admits } = found(await store.enrolment(body.keyId));
    const shown = effects.primitives.sha256(bytesOf(body.admission));
    // Households know the keys of who came, and anybody can be a carrier: a key alone takes nobody on.
    if (admits === undefined || !sameSecret(shown, admits)) throw notFound();
    const known = (await store.couriers(carrierOf(session), session.tenantId)).find((c) => c.keyId === keyId);
    if (known?.blockedMs !== undefined) throw fail('conflict', 'This device was blocked; the courier enrols with another one.'); // prettier-ignore
    if (known !== undefined) return { courierId: known.courierId };
    const courier = { courierId: newId(random), carrierId: session.tenantId, keyId, createdMs: clock.nowMs() };
    return commit(carrierOf(session), [{ kind: 'courier', courier }], { courierId: courier.courierId });
  });

  registrar.on(routes.listCouriers, async ({ session }) => {
    // The newest: whoever has more has blocked most of them.
    const couriers = (await store.couriers(carrierOf(session), session.tenantId)).slice(-LIMIT_COURIERS);
    const seen = await store.lastSeen(couriers.map(({ keyId }) => keyId));
    const listed = couriers.map(async ({ courierId, keyId, blockedMs }) => {
      const { name, publicKey, sealingKey } = found(await store.enrolment(keyId));
      const lastSeenMs = seen.get(keyId);
      const said = { courierId, keyId, name, signingKey: textOf(publicKey), sealingKey: textOf(sealingKey) };
      return {
        ...said,
        ...(blockedMs === undefined ? {} : { blockedMs }),
        ...(lastSeenMs === undefined ? {} : { lastSeenMs }),
      };
    });
    return { couriers: await Promise.all(listed) };
  });

  registrar.on(routes.answerDivert, ({ session, params, body, commit }) =>
    changingVisit(world, carrierOf(session), params.visitId, async (visit) => {
      if (visit.divert === undefined) throw fail('conflict', 'This visit was not diverted.');
      const kept = answerDivert(visit.divert.answer, body.answer);
      if (!kept.ok) throw fail('conflict', 'The divert was answered before, and differently.');
      const { to, link } = visit.divert;
      const offer = body.offer ?? visit.divert.offer;
      const change = {
        divert: { to, link, answer: kept.answer, ...(offer === undefined ? {} : { offer }) },
        ...(body.sealedStop === undefined ? {} : { sealedStop: bytesOf(body.sealedStop) }),
      };
      const write = { kind: 'visit-change', visitId: visit.visitId, fromVersion: visit.version, change } as const;
      const answer = await commit(carrierOf(session), [write], { visitId: visit.visitId });
      tellVisit(bus, visit);
      return answer;
    }),
  );

  registrar.on(routes.listCarrierReceipts, ({ session, params, query }) =>
    visitReceipts(world, carrierOf(session), params.visitId, query.after),
  );
};

/** The same reference of the same carrier is the same shipment for ever; nobody else's reference can be. */
const shipmentIdFor = ({ effects }: World, carrierId: string, reference: string | undefined): string => {
  if (reference === undefined) return newId(effects.random);
  const name = Buffer.from(`lk1-shipment\n${carrierId}\n${reference}`);
  return textOf(effects.primitives.sha256(name).subarray(0, 16));
};
