import { routes } from '@latchkey/contract';
import { readReceipt } from '@latchkey/protocol';
import { SERVER } from '../store/store.ts';
import type { World } from '../world.ts';

/** Only where the server plays the demo. */
export const addDemo = (world: World): void => {
  const { registrar, effects, settings } = world;
  registrar.on(routes.readDemo, async () => {
    const home = await effects.store.firstHome();
    const [hub] = home === undefined ? [] : await effects.store.hubs(SERVER, home.homeId);
    return {
      hardwareUrl: settings.hardwareUrl,
      carrierUrl: settings.carrierUrl,
      ...(home === undefined ? {} : { handle: home.handle }),
      ...(hub === undefined ? {} : { hubId: hub.hubId }),
    };
  });
  addBeliefs(world);
};

/** What the apps show, kept in memory for the door view and for nothing else. */
const addBeliefs = ({ registrar, effects, lines }: World): void => {
  const told = new Map<routes.Belief['who'], { belief: routes.Belief; atMs: number }>();
  const now = () => effects.clock.nowMs();
  registrar.on(
    routes.tellBelief,
    ({ body }) => {
      told.set(body.who, { belief: body, atMs: now() });
      return Promise.resolve(undefined);
    },
    'by-nature',
  );
  const lastOf = (who: routes.Belief['who']) => {
    const said = told.get(who);
    return said === undefined ? {} : { [who]: { ...said.belief, ageMs: Math.max(0, now() - said.atMs) } };
  };
  registrar.on(routes.readBeliefs, async () => {
    const home = await effects.store.firstHome();
    const [hub] = home === undefined ? [] : await effects.store.hubs(SERVER, home.homeId);
    const head = hub === undefined ? undefined : await effects.store.receiptHead(hub.hubId);
    const read = head === undefined ? undefined : readReceipt(effects.primitives, head.bytes, head.parent);
    return {
      ...(hub === undefined ? {} : { hubOnline: lines.presence(hub.hubId).online }),
      ...(read?.ok === true ? { lastReceipt: read.link.claims.event } : {}),
      ...lastOf('recipient'),
      ...lastOf('courier'),
    };
  });
};
