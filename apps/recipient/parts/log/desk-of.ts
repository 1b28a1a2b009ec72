import { routes } from '@latchkey/contract';
import type { Home } from '../../model/home.ts';
import type { LogDesk } from '../../model/log/desk.ts';
import { logSource } from './source.ts';

const desks = new WeakMap<Home, Promise<LogDesk>>();

/** The one desk of this opening of the app, so that one look follows the other. */
export const logDeskOf = (home: Home): Promise<LogDesk> => {
  const desk = desks.get(home) ?? openDesk(home);
  desks.set(home, desk);
  return desk;
};

const openDesk = async (home: Home): Promise<LogDesk> => {
  const [{ createLogDesk }, { verifyEd25519 }] = await Promise.all([
    import('../../model/log/desk.ts'),
    import('@latchkey/keys/ed25519'),
  ]);
  const { shelf, primitives, clock, client } = home.parts;
  return createLogDesk({
    shelf,
    primitives,
    verify: verifyEd25519,
    source: logSource,
    readKeys: () => client(routes.readLogKey, {}),
    steadyMs: () => clock.steadyMs(),
    wallMs: () => clock.wallMs(),
  });
};
