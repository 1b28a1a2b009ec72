import { routes } from '@latchkey/contract';
import { visitStateAfter } from '@latchkey/delivery';
import { tellVisit } from '../channel/intake.ts';
import { fail, found } from '../http/problems.ts';
import { textOf } from '../ids.ts';
import { Statements } from '../statements.ts';
import type { KeptBlock, Visit } from '../store/records.ts';
import { asOf, isOver } from '../visits.ts';
import { visitTold } from '../webhooks/events.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { homeOf } from './home-reading.ts';
import { pushBlock, settleIfAnswered } from './withdrawing.ts';

/** What a member signs about visits: the grant, and its withdrawal. Withdrawals go to the hub while they are being kept. */
export const addHomeGranting = (world: World): void => {
  const { registrar, effects, bus } = world;
  const { store, clock } = effects;
  const statements = new Statements(effects.primitives);

  const ownHub = async (homeId: string, hubId: string) => found(await world.hubRoutes.hubOf(homeId, hubId));

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
      sinceMs: clock.nowMs(),
      createdMs: clock.nowMs(),
      version: 0,
    };
    const replaces = before === undefined ? {} : { replaces: before.visitId };
    const answer = await commit(tenant, [{ kind: 'visit', visit, ...replaces }, ...visitTold(effects, visit, undefined, visit.state)], { visitId: visit.visitId }); // prettier-ignore
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
      const handedToHub = pushBlock(world, block);
      const answer = await commit(homeOf(session), [{ kind: 'block', block }], { handedToHub });
      await settleIfAnswered(world, block);
      return answer;
    },
    'stored-late',
  );
};
