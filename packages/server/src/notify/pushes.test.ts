import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { routes } from '@latchkey/contract';
import { readReceipt, signRoster, verifyLink, ROLE } from '@latchkey/protocol';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { newSigner, sealingKey } from '../testing/caller.ts';
import { openPushService, PushReceiver, type PushService } from '../testing/push-service.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type PairedHome } from '../testing/story.ts';
import { makePushKeys, openWebPush } from './web-push.ts';

let service: PushService;
let server: TestServer;
let port: number;
let home: PairedHome;
const receiver = new PushReceiver();

beforeAll(async () => {
  service = await openPushService();
  const push = openWebPush({ keys: makePushKeys(), contact: 'mailto:a@example.com', allowLoopback: true });
  server = await startTestServer({ effects: { push }, settings: { rateFactor: 1000 } });
  port = await server.listen(0);
});
beforeEach(async () => {
  home = await aPairedHome(server, port);
  service.taken.length = 0;
});
afterAll(async () => {
  await server.close();
  await service.close();
});

const keep = (endpoint = `${service.origin}/${textOf(receiver.publicKey.subarray(0, 8))}`) =>
  home.call(routes.keepPush, {
    body: { endpoint, publicKey: textOf(receiver.publicKey), secret: textOf(receiver.secret) },
  });
const heard = async () => routes.pushNotice.parse(JSON.parse(receiver.open((await service.next()).body)));
const asked = async (outcome: string) => {
  const { values } = await server.world.metrics.pushes.get();
  return values.find(({ labels }) => labels.outcome === outcome)?.value;
};
const bytes = (text: string) => Buffer.from(text, 'base64url');

it('a browser is told that somebody arrives soon: who, and in about how long', async () => {
  await keep();
  const { courier, visitId } = await anAssignedVisit(server, home);
  await courier.call(routes.sayProgress, { params: { visitId }, body: { etaS: 400, stopsBefore: 2 } });
  const notice = await heard();
  expect(notice).toMatchObject({ type: 'arriving', visitId, hubId: home.hub.hubId, carrier: 'Pax Parcels', etaS: 400 });
  await courier.call(routes.sayProgress, { params: { visitId }, body: { etaS: 200, stopsBefore: 1 } });
  expect(service.taken).toEqual([]);
});

it('what a door did travels as its signed receipt, which the browser can check', async () => {
  await keep();
  const { visitId } = await anAssignedVisit(server, home);
  const p = server.effects.primitives;
  for (const event of ['asked', 'complete'] as const)
    await home.hub.send(await home.hub.receipt({ event, visitId: bytes(visitId) }));
  const notice = await heard();
  if (notice.type !== 'receipt') throw new Error('no receipt');
  const read = readReceipt(p, bytes(notice.receipt), bytes(notice.parent));
  expect(read.ok && verifyLink(p, read.link, home.hub.signer.key)).toBe(true);
  expect(read.ok && read.link.claims.event).toBe('complete');
  expect(notice.carrier).toBe('Pax Parcels');
});

it('a courier who is refused again and again rings once', async () => {
  await keep();
  const { visitId } = await anAssignedVisit(server, home);
  const refused = async () =>
    home.hub.send(
      await home.hub.receipt({ event: 'refused', visitId: bytes(visitId), detail: { reason: 'wrong-parcel' } }),
    );
  await refused();
  await heard();
  await refused();
  // Meanwhile the silent line was closed.
  server.clock.advance(6 * 60_000);
  await home.hub.connect(port);
  await refused();
  await heard();
  expect(service.taken).toEqual([]);
});

it('a block of more than one visit rings once, however many visits ended with it', async () => {
  await keep();
  const { visitId } = await anAssignedVisit(server, home);
  const detail = { blockSeq: 1, begun: [] };
  await home.hub.send(await home.hub.receipt({ event: 'blocked', answers: new Uint8Array(32).fill(1), detail }));
  await home.hub.send(await home.hub.receipt({ event: 'blocked', visitId: bytes(visitId), detail }));
  await home.hub.send(await home.hub.receipt({ event: 'complete', visitId: bytes(visitId) }));
  const told = [await heard(), await heard()].map((notice) => {
    const read = notice.type === 'receipt' && readReceipt(server.effects.primitives, bytes(notice.receipt), bytes(notice.parent)); // prettier-ignore
    return read !== false && read.ok ? read.link.claims.event : notice.type;
  });
  expect(told).toEqual(['blocked', 'complete']);
});

it('P16: that a courier does not feel safe rings at the household, once', async () => {
  await keep();
  const { courier, visitId } = await anAssignedVisit(server, home);
  const say = (what: 'unsafe' | 'safe-again', atS: number) =>
    courier.call(routes.sayAtStop, { params: { visitId }, body: { what, atS } });
  await say('unsafe', 1000);
  expect(await heard()).toEqual({
    type: 'unsafe',
    visitId,
    hubId: home.hub.hubId,
    carrier: 'Pax Parcels',
    saidMs: 1_000_000,
  });
  for (const atS of [1001, 1002]) {
    await say('safe-again', atS);
    await say('unsafe', atS);
  }
  expect(service.taken).toEqual([]);
});

it('P16: that a courier did not feel safe rings for a day after the visit’s end, and is kept without ringing after it', async () => {
  await keep();
  const [first, second] = [await anAssignedVisit(server, home), await anAssignedVisit(server, home)];
  const sayUnsafe = ({ courier, visitId, grant }: typeof first) =>
    courier.call(routes.sayAtStop, { params: { visitId }, body: { what: 'unsafe', atS: grant.claims.exp } });
  const passTo = (unixS: number) => server.clock.advance(unixS * 1000 - server.clock.nowMs());
  passTo(first.grant.claims.exp + 86_399);
  await sayUnsafe(first);
  expect(await heard()).toMatchObject({ type: 'unsafe', visitId: first.visitId });
  passTo(second.grant.claims.exp + 86_400);
  await sayUnsafe(second);
  const kept = await home.call(routes.readHomeVisit, { params: { visitId: second.visitId } });
  expect(kept.said).toMatchObject({ unsafeS: second.grant.claims.exp });
  // Meanwhile the silent line was closed.
  await home.hub.connect(port);
  await home.hub.send(await home.hub.receipt({ event: 'attention', door: 1, detail: { cause: 'left-open' } }));
  expect(await heard()).toMatchObject({ type: 'receipt' });
});

it('an alarm rings each time', async () => {
  await keep();
  for (const cause of ['left-open', 'left-open']) {
    await home.hub.send(await home.hub.receipt({ event: 'attention', door: 1, detail: { cause } }));
    expect(await heard()).toMatchObject({ type: 'receipt', hubId: home.hub.hubId });
  }
});

it('a dead endpoint is forgotten, a tired one is asked again and then left', async () => {
  await keep();
  service.answerNext(410);
  const alarm = async () =>
    home.hub.send(await home.hub.receipt({ event: 'attention', detail: { cause: 'left-open' } }));
  await alarm();
  await heard();
  const tenant = { role: 'home', id: home.homeId } as const;
  await expect.poll(() => server.effects.store.pushes(tenant)).toEqual([]);

  await keep();
  service.answerNext(503, 503, 503, 503);
  await alarm();
  await heard();
  for (const [tries, waitMs] of [5_000, 30_000, 120_000].entries()) {
    await expect.poll(() => asked('later')).toBe(tries + 1);
    server.clock.advance(waitMs);
    await heard();
  }
  server.clock.advance(3_600_000);
  expect(service.taken).toEqual([]);
});

it('a push service that speaks no TLS is told nothing, and is asked again', async () => {
  await keep(`${service.origin.replace('http:', 'https:')}/x`);
  void home.hub.send(await home.hub.receipt({ event: 'attention', detail: { cause: 'left-open' } }));
  for (const [tries, waitMs] of [5_000, 30_000, 120_000].entries()) {
    await expect.poll(() => asked('no-tls')).toBe(tries + 1);
    server.clock.advance(waitMs);
  }
  await expect.poll(() => asked('no-tls')).toBe(4);
  expect(service.taken).toEqual([]);
});

it('P11: who left the household is told nothing more', async () => {
  await keep();
  const { homeId, hub, signer } = home;
  const roster = await signRoster(
    server.effects.primitives,
    signer,
    {
      iat: 1,
      homeId: bytes(homeId),
      epoch: 2,
      members: [{ role: ROLE.admin, key: newSigner().key, sealingKey: bytes(sealingKey()), name: 'Bo' }],
    },
    home.roster.hash,
  );
  await home.call(routes.tellHub, { params: { hubId: hub.hubId }, body: { method: 'roster', message: textOf(roster.bytes) } }); // prettier-ignore
  expect(await server.effects.store.pushes({ role: 'home', id: homeId })).toEqual([]);
});

it('an endpoint that leads into somebody’s own network is refused in words', async () => {
  await expect(keep('https://10.0.0.1/push')).rejects.toThrow('not a public host');
  await expect(keep('http://push.example.com/')).rejects.toThrow('https only');
});

it('turned off is turned off, and only by its own household', async () => {
  const { pushId } = await keep();
  const stranger = await aPairedHome(server, port);
  await expect(stranger.call(routes.dropPush, { params: { pushId } })).rejects.toThrow('Not found');
  await home.call(routes.dropPush, { params: { pushId } });
  expect(await server.effects.store.pushes({ role: 'home', id: home.homeId })).toEqual([]);
});

const unlocked = async (visitId: string) => {
  for (const event of ['asked', 'unlocked', 'door-opened'] as const)
    await home.hub.send(await home.hub.receipt({ event, visitId: bytes(visitId), door: 1 }));
};
const pulled = async () => {
  home.hub.end();
  await expect.poll(() => server.world.lines.presence(home.hub.hubId).online).toBe(false);
};

/** The next that rings is this alarm: whatever rang before it would be heard first. */
const nothingBefore = async () => {
  await home.hub.connect(port);
  await home.hub.send(await home.hub.receipt({ event: 'attention', door: 1, detail: { cause: 'left-open' } }));
  expect(await heard()).toMatchObject({ type: 'receipt' });
};

it('P5: a hub whose plug is pulled while its door may stand open rings at its household, again and again, until it is heard', async () => {
  await keep();
  const { visitId } = await anAssignedVisit(server, home);
  await unlocked(visitId);
  const sinceMs = server.clock.nowMs();
  await pulled();
  server.clock.advance(14_999);
  expect(service.taken).toEqual([]);
  server.clock.advance(1);
  expect(await heard()).toEqual({ type: 'hub-silent', visitId, hubId: home.hub.hubId, sinceMs });
  for (const minutes of [1, 2, 7, 10, 10, 10]) {
    server.clock.advance(minutes * 60_000 - 1);
    expect(service.taken).toEqual([]);
    server.clock.advance(1);
    expect(await heard()).toMatchObject({ type: 'hub-silent', sinceMs });
  }
  await home.hub.connect(port);
  server.clock.advance(10_000);
  await home.hub.send(await home.hub.receipt({ event: 'attention', visitId: bytes(visitId), door: 1, detail: { cause: 'left-open' } })); // prettier-ignore
  expect(await heard()).toMatchObject({ type: 'receipt' });
});

it.each([
  ['server-changed', { kid: new Uint8Array(8) }],
  ['moved-out', { cause: 'button' }],
] as const)('P5: a hub that said %s is missed by nobody here', async (event, detail) => {
  await keep();
  const { visitId } = await anAssignedVisit(server, home);
  await unlocked(visitId);
  await home.hub.send(await home.hub.receipt({ event, answers: new Uint8Array(32), detail }));
  expect(await heard()).toMatchObject({ type: 'receipt' });
  await pulled();
  server.clock.advance(60_000);
  await nothingBefore();
});

it('P5: a line that is dialled anew within 15 s rings nobody, and neither does a hub that goes after its door was locked', async () => {
  await keep();
  const { visitId } = await anAssignedVisit(server, home);
  await unlocked(visitId);
  await pulled();
  server.clock.advance(14_000);
  await home.hub.connect(port);
  await expect.poll(() => server.world.lines.presence(home.hub.hubId).online).toBe(true);
  server.clock.advance(10_000);
  await home.hub.send(await home.hub.receipt({ event: 'locked', visitId: bytes(visitId), door: 1 }));
  await pulled();
  server.clock.advance(60 * 60_000);
  await nothingBefore();
});

it('a household whose push services never answer keeps nobody else’s alarm waiting', async () => {
  const mute = createServer(() => undefined);
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const { port: mutePort } = mute.address() as AddressInfo;
  const hostile = home;
  const alarm = async (of: PairedHome) =>
    of.hub.send(await of.hub.receipt({ event: 'attention', door: 1, detail: { cause: 'left-open' } }));
  for (let n = 0; n < 40; n++) await keep(`http://127.0.0.1:${String(mutePort)}/${String(n)}`);
  for (let n = 0; n < 8; n++) await alarm(hostile);
  home = await aPairedHome(server, port);
  await keep();
  await alarm(home);
  expect(await heard()).toMatchObject({ type: 'receipt', hubId: home.hub.hubId });
  mute.closeAllConnections();
  mute.close();
});
