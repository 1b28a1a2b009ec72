import { routes } from '@latchkey/contract';
import { eventOf, saidAfter, visitStateAfter } from '@latchkey/delivery';
import { tellVisit } from '../channel/intake.ts';
import { fail } from '../http/problems.ts';
import type { Visit, VisitChange } from '../store/records.ts';
import { movedTo } from '../visits.ts';
import type { World } from '../world.ts';
import { carrierOf } from './carrier.ts';
import { isWithinADayOf, ringsStill } from './said-when.ts';
import { changingVisit } from './visit-changes.ts';

const changeOf = (visit: Visit, change: VisitChange) =>
  ({ kind: 'visit-change', visitId: visit.visitId, fromVersion: visit.version, change }) as const;

/** What a courier says apart from the door, and what dispatch answers: kept, and told to both sides. */
export const addCourierSayings = (world: World): void => {
  const { registrar, effects, bus } = world;

  registrar.on(routes.sayAtStop, ({ session, params, body, commit }) => {
    const courier = { role: 'courier', id: session.tenantId } as const;
    return changingVisit(world, courier, params.visitId, async (visit) => {
      const nowMs = effects.clock.nowMs();
      // Not refused where the device's clock is ahead: it would be heard by nobody that somebody does not feel safe.
      const saying = { ...body, atS: Math.min(body.atS, Math.floor(nowMs / 1000)) };
      if (!isWithinADayOf(visit.toS, saying.atS)) throw fail('conflict', 'This visit has been over for a day.');
      const said = saidAfter(visit.said ?? {}, saying);
      const state = visitStateAfter(visit.state, eventOf(body));
      const answer = await commit(courier, [changeOf(visit, { said, ...movedTo(visit, state, nowMs) })], {
        kept: true,
      } as const);
      tellVisit(bus, visit);
      if (body.what === 'unsafe' && visit.said?.unsafeS === undefined && ringsStill(visit.toS * 1000, nowMs)) {
        const { homeId, hubId, visitId, carrierId } = visit;
        world.notifier.unsafe(
          homeId,
          { hubId, visitId, saidMs: saying.atS * 1000 },
          { keyId: session.principalId, carrierId },
        );
      }
      return answer;
    });
  });

  registrar.on(routes.takeOverDoor, ({ session, params, commit }) =>
    changingVisit(world, carrierOf(session), params.visitId, async (visit) => {
      if (visit.courierKeyId === undefined) throw fail('conflict', 'No courier has been named for this visit.');
      const change = { takenOverMs: visit.takenOverMs ?? effects.clock.nowMs() };
      const answer = await commit(carrierOf(session), [changeOf(visit, change)], { visitId: visit.visitId });
      bus.tell('courier', visit.courierKeyId, { type: 'stop', visitId: visit.visitId });
      tellVisit(bus, visit);
      return answer;
    }),
  );
};
