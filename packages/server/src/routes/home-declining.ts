import { routes } from '@latchkey/contract';
import { fail, found } from '../http/problems.ts';
import { declineTold } from '../webhooks/events.ts';
import type { World } from '../world.ts';
import { homeOf } from './home-reading.ts';

/**
 * *Not inside*, said to an announced parcel. Nobody signs it: it opens nothing, and a server that invents one only has the carrier do
 * what it would do if nobody let it in; one that swallows it leaves the parcel waiting, as silence does.
 */
export const addHomeDeclining = ({ registrar, effects, bus }: World): void => {
  registrar.on(routes.declineShipment, async ({ session, params, body, commit }) => {
    const tenant = homeOf(session);
    const { shipmentId, carrierId, homeId, visitId, declinedWish } = found(
      await effects.store.shipment(tenant, params.shipmentId),
    );
    if (visitId !== undefined) throw fail('conflict', 'This shipment has a visit already: block it, or send the parcel elsewhere.'); // prettier-ignore
    if (declinedWish === body.wish) return { shipmentId };
    const said = { kind: 'shipment-declined', shipmentId, wish: body.wish, atMs: effects.clock.nowMs() } as const;
    const answer = await commit(tenant, [said, declineTold(effects, shipmentId)], { shipmentId });
    bus.tell('home', homeId, { type: 'shipment', shipmentId });
    bus.tell('carrier', carrierId, { type: 'shipment', shipmentId });
    return answer;
  });
};
