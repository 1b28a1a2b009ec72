import { routes } from '@latchkey/contract';
import { found } from '../http/problems.ts';
import { textOf } from '../ids.ts';
import type { Recording, Visit } from '../store/records.ts';
import type { Tenant } from '../store/store.ts';
import { asOf, carrierSummary, shipmentSummary, visitSummary } from '../visits.ts';
import type { World } from '../world.ts';

const LIMIT_LIST = 200;
const LIMIT_RECEIPTS = 500;
const LIMIT_FORKS = 100;

export const homeOf = (session: { readonly tenantId: string }): Tenant => ({ role: 'home', id: session.tenantId });

/** What a household may see: its own, and of carriers only what they are called. */
export const addHomeReading = (world: World): void => {
  const { registrar, lines, silence, effects } = world;
  const { store, clock } = effects;

  const visitOf = async (kept: Visit) => {
    const visit = asOf(kept, clock.nowMs());
    const shipment = found(await store.shipment({ role: 'home', id: visit.homeId }, visit.shipmentId));
    const device = visit.courierKeyId === undefined ? undefined : await store.enrolment(visit.courierKeyId);
    const carrier = carrierSummary(found(await store.carrier(visit.carrierId)));
    return { ...visitSummary(visit, shipment, device?.name), carrier };
  };

  registrar.on(routes.readHome, async ({ session }) => {
    const home = found(await store.home(homeOf(session), session.tenantId));
    const hubs = await store.hubs(homeOf(session), home.homeId);
    return {
      homeId: home.homeId,
      handle: home.handle,
      hubs: hubs.map(({ hubId, hubKey }) => ({
        hubId,
        hubKey: textOf(hubKey),
        ...lines.presence(hubId),
        ...silence.told(hubId),
      })),
    };
  });

  registrar.on(routes.listHomeShipments, async ({ session }) => {
    const shipments = await store.shipmentsOfHome(homeOf(session), LIMIT_LIST);
    const listed = await store.visits(homeOf(session), LIMIT_LIST);
    const visits = new Map(listed.map((v) => [v.visitId, asOf(v, clock.nowMs())]));
    return {
      shipments: await Promise.all(
        shipments.map(async (shipment) => ({
          ...shipmentSummary(shipment, visits.get(shipment.visitId ?? '')),
          carrier: carrierSummary(found(await store.carrier(shipment.carrierId))),
        })),
      ),
    };
  });

  registrar.on(routes.listHomeVisits, async ({ session }) => ({
    visits: await Promise.all((await store.visits(homeOf(session), LIMIT_LIST)).map(visitOf)),
  }));

  registrar.on(routes.readHomeVisit, async ({ session, params }) => {
    const visit = found(await store.visit(homeOf(session), params.visitId));
    const recordings = await store.recordingsOfVisit(homeOf(session), visit.visitId);
    return { ...(await visitOf(visit)), recordings: recordings.map(recordingSummary) };
  });

  registrar.on(routes.listHomeReceipts, async ({ session, params, query }) => {
    found((await store.hubs(homeOf(session), session.tenantId)).find(({ hubId }) => hubId === params.hubId));
    const page = { afterSeq: query.after, limit: LIMIT_RECEIPTS };
    const receipts = await store.receiptsOfHub(homeOf(session), params.hubId, page);
    const forks = await store.forksOfHub(homeOf(session), params.hubId, LIMIT_FORKS);
    return {
      receipts: receipts.filter(({ fork }) => !fork).map(({ bytes }) => textOf(bytes)),
      forks: forks.map(({ bytes }) => textOf(bytes)),
      more: receipts.length === LIMIT_RECEIPTS,
    };
  });
};

export const recordingSummary = ({ recordingId, visitId, door, bytes, startedMs, closed }: Recording) => ({
  recordingId,
  visitId,
  door,
  bytes,
  startedMs,
  closed,
});
