import { routes } from '@latchkey/contract';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { makePushKeys, openWebPush } from '../notify/web-push.ts';
import { openPushService, PushReceiver, type PushService } from '../testing/push-service.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type PairedHome } from '../testing/story.ts';

let service: PushService;
let server: TestServer;
let next: TestServer | undefined;
let port: number;
let home: PairedHome;
let visitId: string;
const receiver = new PushReceiver();
const bytes = (text: string) => Buffer.from(text, 'base64url');
const push = () => openWebPush({ keys: makePushKeys(), contact: 'mailto:a@example.com', allowLoopback: true });

beforeAll(async () => {
  service = await openPushService();
});
beforeEach(async () => {
  server = await startTestServer({ effects: { push: push() }, settings: { rateFactor: 1000 } });
  port = await server.listen(0);
  home = await aPairedHome(server, port);
  service.taken.length = 0;
  await home.call(routes.keepPush, {
    body: {
      endpoint: `${service.origin}/here`,
      publicKey: textOf(receiver.publicKey),
      secret: textOf(receiver.secret),
    },
  });
  ({ visitId } = await anAssignedVisit(server, home));
});
afterEach(async () => {
  await server.close();
  await next?.close();
  next = undefined;
});
afterAll(() => service.close());

const says = async (...events: readonly ('unlocked' | 'door-opened' | 'locked')[]) => {
  for (const event of events) await home.hub.send(await home.hub.receipt({ event, visitId: bytes(visitId), door: 1 }));
};
const heard = async () => routes.pushNotice.parse(JSON.parse(receiver.open((await service.next()).body)));
/** The machine of the server is started again, over the same database. */
const startAgain = async (): Promise<number> => {
  await server.close();
  next = await startTestServer({ effects: { push: push(), store: server.effects.store, clock: server.clock } });
  return next.listen(0);
};

it('P5: a server that starts while a hub is silent in a visit rings, once a hub had the time to come', async () => {
  await says('unlocked', 'door-opened');
  const sinceMs = server.clock.nowMs();
  server.clock.advance(4000);
  await startAgain();
  server.clock.advance(74_999);
  expect(service.taken).toEqual([]);
  server.clock.advance(1);
  expect(await heard()).toEqual({ type: 'hub-silent', visitId, hubId: home.hub.hubId, sinceMs });
  for (const minutes of [1, 2, 7, 10, 10]) {
    server.clock.advance(minutes * 60_000 - 1);
    expect(service.taken).toEqual([]);
    server.clock.advance(1);
    expect(await heard()).toMatchObject({ type: 'hub-silent', sinceMs });
  }
});

it('P5: a hub whose other door may still stand open is missed when the second one is locked, by this server and the next', async () => {
  const other = await anAssignedVisit(server, home);
  const at = (door: number, of: string, event: 'unlocked' | 'locked') =>
    home.hub.receipt({ event, visitId: bytes(of), door }).then((receipt) => home.hub.send(receipt));
  await at(1, visitId, 'unlocked');
  await at(2, other.visitId, 'unlocked');
  await at(2, other.visitId, 'locked');
  const sinceMs = server.clock.nowMs();
  await pulled();
  server.clock.advance(15_000);
  expect(await heard()).toEqual({ type: 'hub-silent', visitId, hubId: home.hub.hubId, sinceMs });
  await startAgain();
  server.clock.advance(75_000);
  expect(await heard()).toMatchObject({ type: 'hub-silent', visitId });
});

it('P5: neither a hub that comes after the start rings, nor one whose door was locked before it', async () => {
  await says('unlocked', 'door-opened');
  const port = await startAgain();
  server.clock.advance(60_000);
  await home.hub.connect(port);
  await says('locked');
  home.hub.end();
  await expect.poll(() => next?.world.lines.presence(home.hub.hubId).online).toBe(false);
  await next?.close();
  next = await startTestServer({ effects: { push: push(), store: server.effects.store, clock: server.clock } });
  server.clock.advance(60 * 60_000);
  await home.hub.connect(await next.listen(0));
  await home.hub.send(await home.hub.receipt({ event: 'attention', door: 1, detail: { cause: 'left-open' } }));
  expect(await heard()).toMatchObject({ type: 'receipt' });
});

it('P5: wherever a server ends in a visit, receipts and what the next one knows of it say the same', async () => {
  const { store } = server.effects;
  const write = store.write.bind(store);
  const events = ['asked', 'unlocked', 'door-opened', 'door-closed', 'locked', 'complete'] as const;
  const isOpen = new Set<string | undefined>(events.slice(1, 4));
  for (let writes = 0; writes <= events.length; writes += 1) {
    const other = await aPairedHome(server, port);
    const { hub, homeId } = other;
    const { visitId } = await anAssignedVisit(server, other);
    let left = writes;
    const untilGone: typeof write = (...given) => (left-- > 0 ? write(...given) : Promise.reject(new Error('gone')));
    Object.assign(store, { write: untilGone });
    const gone = hub.closed();
    for (const event of events) {
      const receipt = await hub.receipt({ event, visitId: bytes(visitId), door: 1 });
      await Promise.race([hub.send(receipt), gone]);
    }
    hub.end();
    Object.assign(store, { write });
    const kept = await store.receiptsOfHub({ role: 'home', id: homeId }, hub.hubId, { afterSeq: -1, limit: 100 });
    expect(kept).toHaveLength(writes);
    const noted = (await store.underWay(10)).filter(({ hubId }) => hubId === hub.hubId);
    expect(noted.map((one) => one.visitId)).toEqual(isOpen.has(events[writes - 1]) ? [visitId] : []);
  }
});

const isSilent = async () => (await home.call(routes.readHome, {})).hubs[0]?.silent;
const acknowledge = (sinceMs: number) =>
  home.call(routes.acknowledgeSilence, { params: { hubId: home.hub.hubId }, body: { sinceMs } });
const pulled = async () => {
  home.hub.end();
  await expect.poll(() => server.world.lines.presence(home.hub.hubId).online).toBe(false);
};

it('P5: a member who heard of a silent hub ends the ringing and not the state, until the hub was back and falls silent again', async () => {
  await says('unlocked', 'door-opened');
  const sinceMs = server.clock.nowMs();
  await pulled();
  await expect(acknowledge(sinceMs)).rejects.toThrow();
  server.clock.advance(15_000);
  expect(await heard()).toMatchObject({ type: 'hub-silent' });
  expect(await isSilent()).toEqual({ visitId, sinceMs });
  await expect(acknowledge(sinceMs - 1)).rejects.toThrow();
  const acknowledgedMs = server.clock.nowMs();
  await acknowledge(sinceMs);
  await acknowledge(sinceMs);
  server.clock.advance(60 * 60_000);
  expect(await isSilent()).toEqual({ visitId, sinceMs, acknowledgedMs });
  await home.hub.connect(port);
  await expect.poll(isSilent).toBeUndefined();
  const againMs = server.clock.nowMs();
  await pulled();
  server.clock.advance(15_000);
  expect(await heard()).toMatchObject({ type: 'hub-silent', sinceMs: againMs });
});

it('P5: what a member heard is heard for the next start too, and no other household hears or ends it', async () => {
  const stranger = await aPairedHome(server, port);
  await says('unlocked');
  const sinceMs = server.clock.nowMs();
  await pulled();
  server.clock.advance(15_000);
  await heard();
  const body = { sinceMs };
  await expect(stranger.call(routes.acknowledgeSilence, { params: { hubId: home.hub.hubId }, body })).rejects.toThrow();
  await acknowledge(sinceMs);
  const again = await startAgain();
  server.clock.advance(60 * 60_000);
  expect(next?.world.silence.told(home.hub.hubId)).toMatchObject({ silent: { visitId, sinceMs } });
  await home.hub.connect(again);
  await home.hub.send(await home.hub.receipt({ event: 'attention', door: 1, detail: { cause: 'left-open' } }));
  expect(await heard()).toMatchObject({ type: 'receipt' });
});
