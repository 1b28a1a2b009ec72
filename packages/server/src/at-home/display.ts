import { routes } from '@latchkey/contract';
import type { Displays } from '../effects.ts';
import { bearerOf } from '../http/cookies.ts';
import { fail } from '../http/problems.ts';
import type { World } from '../world.ts';

/** The page that stands at a door hears what to show. No session: a display is nobody, and may do nothing else. */
export const addDisplay = ({ registrar, streams }: World, displays: Displays): void => {
  registrar.on(routes.watchDisplay, ({ request, reply }) => {
    const secret = bearerOf(request.headers);
    if (secret === undefined || !displays.knows(secret)) throw fail('not-signed-in');
    streams.openFor(reply, `display ${secret}`, (send, end) => displays.watch(secret, send, end));
    return Promise.resolve(undefined);
  });
};
