import { routes } from '@latchkey/contract';
import { visitStateAfter } from '@latchkey/delivery';
import { TARGET } from '@latchkey/protocol';
import { sendChain } from '../channel/catch-up.ts';
import { tellVisit } from '../channel/intake.ts';
import { fail, found } from '../http/problems.ts';
import { short, textOf } from '../ids.ts';
import { Statements } from '../statements.ts';
import type { KeptBlock, Visit } from '../store/records.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';
import { carrierOf } from './carrier.ts';
import { changingVisit } from './visit-changes.ts';
import { pushBlock, settleIfAnswered } from './withdrawing.ts';

/** What a carrier signs about a visit: who comes, and that nobody does. */
export const addCarrierSigning = (world: World): void => {
  const { registrar, effects, bus, lines, visitRoutes } = world;
  const { store, clock, log } = effects;
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

  registrar.on(routes.newAssignment, ({ session, params, body, commit }) =>
    changingVisit(world, carrierOf(session), params.visitId, async (visit) => {
      const tenant = carrierOf(session);
      const couriers = await store.couriers(tenant, session.tenantId);
      const courier = found(couriers.find(({ courierId }) => courierId === body.courierId));
      const { assignments, leaf } = statements.assigned(bytesOf(body.assignment), visit);
      if (statements.keyId(leaf.claims.holder) !== courier.keyId) {
        throw fail('conflict', 'The assignment names a key that is not this courier’s.');
      }
      const state = visitStateAfter(visit.state, 'assignment-kept');
      const change = { state, assignments, courierId: courier.courierId, courierKeyId: courier.keyId, sealedStop: bytesOf(body.sealedStop) }; // prettier-ignore
      const assigned: Visit = { ...visit, ...change };
      const handedToHub = lines.get(visit.hubId) !== undefined;
      const write = { kind: 'visit-change', visitId: visit.visitId, fromVersion: visit.version, change } as const;
      const answer = await commit(tenant, [write], { handedToHub });
      visitRoutes.forget(visit.visitId);
      // Only after it is kept: the hub must not hold a chain that nobody else remembers.
      arm(assigned);
      if (visit.courierKeyId !== undefined && visit.courierKeyId !== courier.keyId) {
        bus.tell('courier', visit.courierKeyId, { type: 'stop', visitId: visit.visitId });
      }
      tellVisit(bus, assigned);
      return answer;
    }),
  );

  registrar.on(
    routes.newCarrierBlock,
    async ({ session, params, body, commit }) => {
      const visit = found(await store.visit(carrierOf(session), params.visitId));
      const carrier = found(await store.carrier(session.tenantId));
      const link = statements.carrierBlock(bytesOf(body.block), carrier);
      const { hubId, target } = link.claims;
      const fits =
        textOf(hubId) === visit.hubId && (target.type !== TARGET.visit || textOf(target.id) === visit.visitId);
      if (!fits) throw fail('invalid-request', 'The block is for another visit or hub.');
      const block: KeptBlock = {
        hubId: visit.hubId,
        homeId: visit.homeId,
        kind: 'block',
        hash: link.hash,
        bytes: link.bytes,
        links: [visit.grant],
        visitId: visit.visitId,
        receivedMs: clock.nowMs(),
      };
      const handedToHub = pushBlock(world, block);
      const answer = await commit(carrierOf(session), [{ kind: 'block', block }], { handedToHub });
      await settleIfAnswered(world, block);
      return answer;
    },
    'stored-late',
  );
};
