import { routes } from '@latchkey/contract';
import { found } from '../http/problems.ts';
import { textOf } from '../ids.ts';
import type { World } from '../world.ts';
import { carrierOf } from './carrier.ts';

/** An inquiry and its answer pass as they are: what a door says of itself is sealed to the carrier that has a visit there. */
export const addCarrierReadiness = ({ registrar, effects: { store }, lines }: World): void => {
  registrar.on(
    routes.askReadiness,
    async ({ session, params, body }) => {
      const visit = found(await store.visit(carrierOf(session), params.visitId));
      const hub = found(await store.hub(visit.hubId));
      const answer = await lines.ask(visit.hubId, 'inquiry', body.inquiry, [textOf(visit.grant)]);
      return { hubKey: textOf(hub.hubKey), answer };
    },
    'relayed',
  );
};
