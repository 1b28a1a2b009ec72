import { routes } from '@latchkey/contract';
import { PLACE } from '@latchkey/protocol';
import { visitStateAfter } from '@latchkey/delivery';
import { sendBlock } from '../channel/catch-up.ts';
import { tellVisit } from '../channel/intake.ts';
import { fail, found } from '../http/problems.ts';
import { sameBytes, textOf } from '../ids.ts';
import { Statements } from '../statements.ts';
import type { KeptBlock, Visit } from '../store/records.ts';
import { asOf, isOver } from '../visits.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { homeOf } from './home-reading.ts';

const places: Readonly<Record<NonNullable<Visit['divert']>['to'], number>> = {
  neighbour: PLACE.neighbour,
  'collection-point': PLACE.collectionPoint,
  'parcel-box': PLACE.box,
  'other-day': PLACE.anotherDay,
  return: PLACE.returned,
};

/** What a member signs about visits: the grant, and its withdrawal. Withdrawals go to the hub while they are being kept. */
export const addHomeGranting = (world: World): void => {
  const { registrar, effects, bus, lines } = world;
  const { store, clock } = effects;
  const statements = new Statements(effects.primitives);

  const ownHub = async (homeId: string, hubId: string) => found(await world.hubRoutes.hubOf(homeId, hubId));

  /** True: handed to an open line. Whether the hub honours it, only its receipt says. */
  const push = (block: Pick<KeptBlock, 'hubId' | 'kind' | 'bytes' | 'links'>): boolean => {
    const line = lines.get(block.hubId);
    if (line !== undefined) void sendBlock(line, block);
    return line !== undefined;
  };

  registrar.on(routes.newGrant, async ({ session, body, commit }) => {
    const tenant = homeOf(session);
    const shipment = found(await store.shipment(tenant, body.shipmentId));
    const link = statements.grant(bytesOf(body.grant), await store.members(tenant, session.tenantId));
    const hub = await ownHub(session.tenantId, textOf(link.claims.hubId));
    const carrier = found(await store.carrier(shipment.carrierId));
    if (statements.keyId(link.claims.holder) !== carrier.keyId) {
      throw fail('conflict', 'The grant names a key that is not the key of the carrier of this shipment.');
    }
    const before = shipment.visitId === undefined ? undefined : await store.visit(tenant, shipment.visitId);
    if (before !== undefined && !isOver(asOf(before, clock.nowMs())))
      throw fail('conflict', 'This shipment has a visit already.');
    const visit: Visit = {
      visitId: textOf(link.claims.visitId),
      shipmentId: shipment.shipmentId,
      homeId: session.tenantId,
      carrierId: shipment.carrierId,
      hubId: hub.hubId,
      state: visitStateAfter('announced', 'grant-kept'),
      fromS: link.claims.nbf,
      toS: link.claims.exp,
      grant: link.bytes,
      sealedNote: bytesOf(body.sealedNote),
      assignments: [],
      createdMs: clock.nowMs(),
      version: 0,
    };
    const replaces = before === undefined ? {} : { replaces: before.visitId };
    const answer = await commit(tenant, [{ kind: 'visit', visit, ...replaces }], { visitId: visit.visitId });
    tellVisit(bus, visit);
    bus.tell('carrier', visit.carrierId, { type: 'shipment', shipmentId: visit.shipmentId });
    return answer;
  });

  registrar.on(
    routes.newBlock,
    async ({ session, body, commit }) => {
      const hub = await ownHub(session.tenantId, body.hubId);
      const link = statements.memberBlock(bytesOf(body.block), await store.members(homeOf(session), session.tenantId));
      if (textOf(link.claims.hubId) !== hub.hubId) throw fail('invalid-request', 'The block is for another hub.');
      const block: KeptBlock = {
        hubId: hub.hubId,
        homeId: hub.homeId,
        kind: 'block',
        hash: link.hash,
        bytes: link.bytes,
        links: [],
        receivedMs: clock.nowMs(),
      };
      // On its way before it is durable here: the hub's own journal is what counts, and every millisecond does too.
      const handedToHub = push(block);
      return commit(homeOf(session), [{ kind: 'block', block }], { handedToHub });
    },
    'stored-late',
  );

  registrar.on(
    routes.newDivert,
    async ({ session, params, body, commit }) => {
      const tenant = homeOf(session);
      const visit = found(await store.visit(tenant, params.visitId));
      const members = await store.members(tenant, session.tenantId);
      const grant = statements.keptGrant(visit.grant);
      const divert = statements.divert(bytesOf(body.divert), grant, members);
      const block = statements.memberBlock(bytesOf(body.block), members);
      if (!sameBytes(divert.claims.block, block.bytes) || divert.claims.place !== places[body.to]) {
        throw fail('invalid-request', 'Divert, block and target do not belong together.');
      }
      if (textOf(divert.claims.visitId) !== visit.visitId)
        throw fail('invalid-request', 'The divert is for another visit.');
      const common = { hubId: visit.hubId, homeId: visit.homeId, visitId: visit.visitId, receivedMs: clock.nowMs() };
      const kept: KeptBlock[] = [
        { ...common, kind: 'block', hash: block.hash, bytes: block.bytes, links: [] },
        { ...common, kind: 'divert', hash: divert.hash, bytes: divert.bytes, links: [visit.grant] },
      ];
      const handedToHub = kept.map(push).every((handed) => handed);
      const change = { divert: { to: body.to, answer: 'waiting', link: divert.bytes } } as const;
      const answer = await commit(
        tenant,
        [
          ...kept.map((b) => ({ kind: 'block', block: b }) as const),
          { kind: 'visit-change', visitId: visit.visitId, fromVersion: visit.version, change },
        ],
        { handedToHub },
      );
      tellVisit(bus, visit);
      return answer;
    },
    'stored-late',
  );
};
