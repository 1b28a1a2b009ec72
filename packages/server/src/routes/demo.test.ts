import { routes } from '@latchkey/contract';
import { afterEach, describe, expect, it } from 'vitest';
import { clientOf } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aPairedHome } from '../testing/story.ts';

let server: TestServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

describe('beliefs for the door view', () => {
  it('are the last words of each app, with their age, and whether the hub is on the line', async () => {
    const here = (server = await startTestServer());
    const call = clientOf(here);
    expect(await call(routes.readBeliefs, {})).toEqual({});
    const home = await aPairedHome(here, await here.listen(0));
    await home.hub.send(await home.hub.receipt({ event: 'booted' }));
    await call(routes.tellBelief, { body: { who: 'recipient', door: 1, word: 'open', stage: 'watching' } });
    await call(routes.tellBelief, { body: { who: 'recipient', door: 1, word: 'locked', stage: 'finished' } });
    here.clock.advance(1500);
    await call(routes.tellBelief, { body: { who: 'courier', word: 'unknown' } });
    expect(await call(routes.readBeliefs, {})).toEqual({
      hubOnline: true,
      lastReceipt: 'booted',
      recipient: { who: 'recipient', door: 1, word: 'locked', stage: 'finished', ageMs: 1500 },
      courier: { who: 'courier', word: 'unknown', ageMs: 0 },
    });
  });

  it('are no path of a server that plays no demo', async () => {
    server = await startTestServer({ settings: { demo: false } });
    await expect(clientOf(server)(routes.readBeliefs, {})).rejects.toMatchObject({ problem: { code: 'unknown-path' } });
  });
});
