import { randomBytes } from 'node:crypto';
import { routes } from '@latchkey/contract';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aPairedHome, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let home: PairedHome;
beforeEach(async () => {
  server = await startTestServer();
  home = await aPairedHome(server, await server.listen(0));
});
afterEach(async () => {
  home.hub.end();
  await server.close();
});

const id = (bytes: number) => randomBytes(bytes).toString('base64url');
const wanted = () => ({
  type: 'approval-wanted' as const,
  visitId: id(16),
  door: 1,
  knock: id(32),
  message: id(200),
  waitS: 60,
});
/** What a phone would be sent first that opens the app now. */
const pending = () => server.world.lines.get(home.hub.hubId)?.approvals.asked(home.hub.hubId, server.clock.nowMs());

it('a phone that opens the app while somebody waits is asked as well, with the time that is left', async () => {
  const asked = wanted();
  const heard: unknown[] = [];
  server.world.bus.listen('home', home.homeId, (event) => void heard.push(event));
  home.hub.say(asked);
  const { visitId, knock, message } = asked;
  const told = { type: 'approval-wanted', hubId: home.hub.hubId, visitId, knock, message };
  await expect.poll(() => heard).toContainEqual({ ...told, waitS: 60 });
  server.clock.advance(4_500);
  expect(pending()).toEqual([{ ...told, waitS: 56 }]);
  home.hub.say({ type: 'approval-over', visitId, knock });
  await expect.poll(() => heard).toContainEqual({ type: 'approval-over', hubId: home.hub.hubId, knock });
  expect(pending()).toEqual([]);
});

it('what no hub says to be over is over with its time, and no hub fills the memory', async () => {
  for (let i = 0; i < 40; i++) home.hub.say(wanted());
  await expect.poll(() => pending()?.length).toBe(16);
  const line = server.world.lines.get(home.hub.hubId);
  expect(line?.approvals.asked(home.hub.hubId, server.clock.nowMs() + 60_000)).toEqual([]);
});

it('a member’s yes is carried to the hub as it is, and the hub’s answer back', async () => {
  home.hub.answer = ({ method }) =>
    method === 'approval' ? { ok: false, refusal: { reason: 'nobody-waits' } } : { ok: true };
  const answer = await home.call(routes.tellHub, {
    params: { hubId: home.hub.hubId },
    body: { method: 'approve', message: 'AAAA' },
  });
  expect(answer).toEqual({ ok: false, refusal: { reason: 'nobody-waits' } });
});
