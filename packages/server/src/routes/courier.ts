import { routes } from '@latchkey/contract';
import { arriving, visitStateAfter } from '@latchkey/delivery';
import { tellVisit } from '../channel/intake.ts';
import { fail, found } from '../http/problems.ts';
import { textOf } from '../ids.ts';
import type { Visit } from '../store/records.ts';
import type { Tenant } from '../store/store.ts';
import { asOf, carrierSummary, isOver, movedTo } from '../visits.ts';
import { visitTold } from '../webhooks/events.ts';
import type { World } from '../world.ts';
import { changingVisit } from './visit-changes.ts';
import { visitReceipts } from './visit-receipts.ts';

const LIMIT_STOPS = 300;
/** A stop stays on the device so long after its window: for its receipts, not for its door. */
const KEPT_AFTER_S = 24 * 60 * 60;

export const courierOf = (session: { readonly tenantId: string }): Tenant => ({
  role: 'courier',
  id: session.tenantId,
});

/** A courier's device sees the visits whose leaf names its key, and carries its messages to their doors. */
export const addCourier = (world: World): void => {
  const { registrar, effects, lines, visitRoutes, bus, notifier } = world;
  const { store, clock } = effects;

  registrar.on(routes.listStops, async ({ session }) => {
    const visits = await store.visits(courierOf(session), LIMIT_STOPS);
    const sinceS = Math.floor(clock.nowMs() / 1000) - KEPT_AFTER_S;
    const stops = visits.filter(({ toS }) => toS >= sinceS).map((visit) => stop(world, visit));
    return { stops: (await Promise.all(stops)).flat() };
  });

  const carry = (method: 'ask' | 'knock') => async (visitId: string, courierKeyId: string, message: string) =>
    lines.ask(found(await visitRoutes.hubFor(visitId, courierKeyId)), method, message);
  const ask = carry('ask');
  const knock = carry('knock');
  registrar.on(
    routes.askDoor,
    ({ session, params, body }) => ask(params.visitId, session.tenantId, body.message),
    'relayed',
  );
  registrar.on(
    routes.knock,
    ({ session, params, body }) => knock(params.visitId, session.tenantId, body.message),
    'relayed',
  );

  registrar.on(routes.sayProgress, ({ session, params, body, commit }) =>
    changingVisit(world, courierOf(session), params.visitId, async (visit) => {
      // An estimate is kept from the first notice on: that it is there says that the household was told.
      const { notify, say } = arriving(body, visit.arriving !== undefined);
      const state = notify ? visitStateAfter(visit.state, 'arriving-said') : visit.state;
      const waitedFor = state === 'arriving';
      const change = { ...movedTo(visit, state, clock.nowMs()), arriving: { ...say, saidMs: clock.nowMs() } };
      const write = { kind: 'visit-change', visitId: visit.visitId, fromVersion: visit.version, change } as const;
      const told = notify && waitedFor;
      const answer = await commit(courierOf(session), waitedFor ? [write, ...visitTold(effects, visit, visit.state, state)] : [], { told }); // prettier-ignore
      if (told) notifier.arriving(visit, say, change.arriving.saidMs);
      if (told) bus.tell('home', visit.homeId, { type: 'arriving', visitId: visit.visitId, ...say });
      if (waitedFor) tellVisit(bus, visit);
      return answer;
    }),
  );

  registrar.on(
    routes.sayPosition,
    async ({ session, params, body }) => {
      const visit = asOf(found(await store.visit(courierOf(session), params.visitId)), clock.nowMs());
      // That it has ended is always heard: the last stop of a tour is over by then.
      if (body.sealedPosition !== undefined && isOver(visit))
        throw fail('conflict', 'This visit is over: its carrier has no reason to know where you are.');
      const { sealedPosition } = body;
      const said = sealedPosition === undefined ? {} : { sealedPosition };
      bus.tell('carrier', visit.carrierId, {
        type: 'position',
        keyId: session.tenantId,
        visitId: visit.visitId,
        ...said,
      });
      return { passed: true } as const;
    },
    'relayed',
  );

  registrar.on(routes.listCourierReceipts, ({ session, params, query }) =>
    visitReceipts(world, courierOf(session), params.visitId, query.after),
  );
};

/** Nothing for a visit that lost its stop meanwhile. */
const stop = async ({ effects, lines }: World, visit: Visit) => {
  const [carrier, hub] = await Promise.all([effects.store.carrier(visit.carrierId), effects.store.hub(visit.hubId)]);
  if (carrier === undefined || hub === undefined || visit.sealedStop === undefined) return [];
  return [
    {
      visitId: visit.visitId,
      state: asOf(visit, effects.clock.nowMs()).state,
      window: { fromS: visit.fromS, toS: visit.toS },
      carrier: carrierSummary(carrier),
      hubKey: textOf(hub.hubKey),
      hubOnline: lines.presence(visit.hubId).online,
      links: [visit.grant, ...visit.assignments].map(textOf),
      sealedStop: textOf(visit.sealedStop),
      ...(visit.divert === undefined ? {} : { divert: { to: visit.divert.to } }),
      ...(visit.takenOverMs === undefined ? {} : { takenOver: true as const }),
    },
  ];
};
