import { routes } from '@latchkey/contract';
import { visitStateAfter } from '@latchkey/delivery';
import { sendChain, sendLabel } from '../channel/catch-up.ts';
import { tellVisit } from '../channel/intake.ts';
import { fail, found } from '../http/problems.ts';
import { short } from '../ids.ts';
import { Statements } from '../statements.ts';
import type { Visit } from '../store/records.ts';
import { movedTo } from '../visits.ts';
import { visitTold } from '../webhooks/events.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { carrierOf } from './carrier.ts';
import { changingVisit } from './visit-changes.ts';

/** What a carrier signs about a visit: who comes. */
export const addCarrierSigning = (world: World): void => {
  const { registrar, effects, bus, lines, visitRoutes } = world;
  const { store, log } = effects;
  const statements = new Statements(effects.primitives);

  /** Arms the hub at once; a hub without a line gets the chain when it comes back. */
  const arm = (visit: Visit): boolean => {
    const line = lines.get(visit.hubId);
    if (line === undefined) return false;
    void sendChain(line, visit).then((answer) => {
      if (answer !== 'silent' && !answer.ok) log.info({ hub: short(visit.hubId), reason: answer.refusal.reason }, 'a chain is not armed');
    }); // prettier-ignore
    return true;
  };

  const label = async (visit: Visit): Promise<void> => {
    const line = lines.get(visit.hubId);
    const shipment = await store.shipment({ role: 'home', id: visit.homeId }, visit.shipmentId);
    const carrier = await store.carrier(visit.carrierId);
    if (line !== undefined && shipment !== undefined && carrier !== undefined)
      sendLabel(line, visit, shipment, carrier);
  };

  registrar.on(routes.newAssignment, ({ session, params, body, commit }) =>
    changingVisit(world, carrierOf(session), params.visitId, async (visit) => {
      const tenant = carrierOf(session);
      const couriers = await store.couriers(tenant, session.tenantId);
      const courier = found(couriers.find(({ courierId }) => courierId === body.courierId));
      if (courier.blockedMs !== undefined) throw fail('conflict', 'This device was blocked; take the courier on anew with another one.'); // prettier-ignore
      const { assignments, leaf } = statements.assigned(bytesOf(body.assignment), visit);
      if (statements.keyId(leaf.claims.holder) !== courier.keyId) {
        throw fail('conflict', 'The assignment names a key that is not this courier’s.');
      }
      const state = visitStateAfter(visit.state, 'assignment-kept');
      const change = { ...movedTo(visit, state, effects.clock.nowMs()), assignments, courierId: courier.courierId, courierKeyId: courier.keyId, sealedStop: bytesOf(body.sealedStop) }; // prettier-ignore
      const assigned: Visit = { ...visit, ...change };
      const handedToHub = lines.get(visit.hubId) !== undefined;
      const write = { kind: 'visit-change', visitId: visit.visitId, fromVersion: visit.version, change } as const;
      const answer = await commit(tenant, [write, ...visitTold(effects, visit, undefined, state)], { handedToHub });
      visitRoutes.forget(visit.visitId);
      // Only after it is kept: the hub must not hold a chain that nobody else remembers.
      arm(assigned);
      await label(assigned);
      if (visit.courierKeyId !== undefined && visit.courierKeyId !== courier.keyId) {
        bus.tell('courier', visit.courierKeyId, { type: 'stop', visitId: visit.visitId });
      }
      tellVisit(bus, assigned);
      return answer;
    }),
  );
};
