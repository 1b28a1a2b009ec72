import { routes } from '@latchkey/contract';
import type { HomeEvent } from '../bus.ts';
import type { World } from '../world.ts';
import { homeOf } from './home-reading.ts';

/** Three streams, one a role. A household's begins with what is pending: a hub that waits must not wait for a reload. */
export const addEvents = (world: World): void => {
  const { registrar, streams, bus, effects } = world;

  registrar.on(routes.homeEvents, async ({ session, reply }) => {
    const hubs = await effects.store.hubs(homeOf(session), session.tenantId);
    streams.open(reply, session, (send) => {
      for (const { hubId } of hubs) for (const event of pending(world, hubId)) send(event);
      return bus.listen('home', session.tenantId, send);
    });
    return undefined;
  });
  // eslint-disable-next-line @typescript-eslint/require-await -- a handler answers later; this one has nothing to wait for
  registrar.on(routes.carrierEvents, async ({ session, reply }) => {
    streams.open(reply, session, (send) => bus.listen('carrier', session.tenantId, send));
    return undefined;
  });
  // eslint-disable-next-line @typescript-eslint/require-await -- as above
  registrar.on(routes.courierEvents, async ({ session, reply }) => {
    streams.open(reply, session, (send) => bus.listen('courier', session.tenantId, send));
    return undefined;
  });
};

const pending = (world: World, hubId: string): HomeEvent[] => {
  const { lines, silence } = world;
  const line = lines.get(hubId);
  const events: HomeEvent[] = [{ type: 'hub', hubId, ...lines.presence(hubId), ...silence.told(hubId) }];
  if (line?.resumeWanted !== undefined) events.push({ type: 'resume-wanted', hubId, message: line.resumeWanted });
  if (line?.timeWanted !== undefined) events.push({ type: 'time-wanted', hubId, nonce: line.timeWanted });
  return [...events, ...(line?.approvals.asked(hubId, world.effects.clock.nowMs()) ?? [])];
};
