import { routes } from '@latchkey/contract';
import { openCall } from '@latchkey/protocol';
import { notFound } from '../http/problems.ts';
import { bytesIn } from '../ids.ts';
import { recoveryKeyIn } from '../roster-chain.ts';
import type { World } from '../world.ts';
import { bytesOf } from './bytes.ts';

/**
 * The way back in for a household without devices. Whoever holds its code is heard by its hub and nobody else is; what the hub makes of it
 * is the hub's. A hub that is nobody's, a household without a code and a wrong one are the same thing to whoever asks.
 */
export const addRecovery = ({ registrar, effects: { store, primitives }, lines }: World): void => {
  registrar.on(
    routes.recoverHome,
    async ({ params, body }) => {
      // Of a hub that is nobody's a household is looked for all the same: a refusal that came sooner would tell it from one that is somebody's.
      const homeId = (await store.hub(params.hubId))?.homeId ?? params.hubId;
      const home = await store.home({ role: 'home', id: homeId }, homeId);
      const key = recoveryKeyIn(primitives, home?.rosters);
      const hubId = bytesIn(params.hubId) ?? new Uint8Array(0);
      if (openCall(primitives, bytesOf(body.call), hubId, key) === undefined) throw notFound();
      if (body.recovery !== undefined) {
        const links = body.beside === undefined ? undefined : [body.beside];
        const taken = await lines.ask(params.hubId, 'recovery', body.recovery, links);
        if (!taken.ok) return taken;
      }
      return lines.ask(params.hubId, 'recovery-call', body.call);
    },
    'by-nature',
  );
};
