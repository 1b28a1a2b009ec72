import { routes } from '@latchkey/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { random } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { listenTo } from '../testing/stream.ts';
import { anAssignedVisit, aPairedHome, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let port: number;
let ada: PairedHome;
beforeEach(async () => {
  server = await startTestServer();
  port = await server.listen(0);
  ada = await aPairedHome(server, port);
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const listen = (path: string, token: string) => listenTo(port, path, token);

describe('an event stream', () => {
  it('begins with what is pending: hubs, a wanted resume, a wanted time', async () => {
    ada.hub.say({ type: 'resume-wanted', message: 'AQID' });
    const nonce = textOf(random(16));
    ada.hub.say({ type: 'time-wanted', nonce });
    while (server.world.lines.get(ada.hub.hubId)?.timeWanted === undefined)
      await new Promise((done) => setImmediate(done));
    const stream = await listen('/api/home/events', ada.token);
    expect(await stream.next('hub')).toMatchObject({ hubId: ada.hub.hubId, online: true });
    expect(await stream.next('resume-wanted')).toEqual({
      type: 'resume-wanted',
      hubId: ada.hub.hubId,
      message: 'AQID',
    });
    expect(await stream.next('time-wanted')).toEqual({ type: 'time-wanted', hubId: ada.hub.hubId, nonce });
    stream.end();
  });

  it('stops telling what a member has answered', async () => {
    ada.hub.say({ type: 'resume-wanted', message: 'AQID' });
    while (server.world.lines.get(ada.hub.hubId)?.resumeWanted === undefined)
      await new Promise((done) => setImmediate(done));
    await ada.call(routes.tellHub, { params: { hubId: ada.hub.hubId }, body: { method: 'resume', message: 'AQID' } });
    expect(server.world.lines.get(ada.hub.hubId)?.resumeWanted).toBeUndefined();
  });

  it('tells home, carrier and courier of one receipt, each in its own form', async () => {
    const visit = await anAssignedVisit(server, ada);
    const streams = await Promise.all([
      listen('/api/home/events', ada.token),
      listen('/api/carrier/events', visit.carrier.token),
      listen('/api/courier/events', visit.courier.token),
    ]);
    const asked = await ada.hub.receipt({ event: 'asked', visitId: visit.grant.claims.visitId });
    await ada.hub.send(asked);
    const [home, carrier, courier] = await Promise.all(streams.map((stream) => stream.next('receipt')));
    const receipt = textOf(asked.bytes);
    expect(home).toEqual({ type: 'receipt', hubId: ada.hub.hubId, receipt });
    expect(carrier).toEqual({ type: 'receipt', visitId: visit.visitId, seq: 1, parent: '', receipt });
    expect(courier).toEqual(carrier);
    expect(routes.homeEvent.safeParse(home).success && routes.carrierEvent.safeParse(carrier).success).toBe(true);
    for (const stream of streams) stream.end();
  });

  it('tells when the hub goes and comes', async () => {
    const stream = await listen('/api/home/events', ada.token);
    await stream.next('hub');
    ada.hub.end();
    expect(await stream.next('hub')).toMatchObject({ online: false });
    await ada.hub.connect(port);
    expect(await stream.next('hub')).toMatchObject({ online: true });
    stream.end();
  });

  it('beats every 10 seconds', async () => {
    const stream = await listen('/api/home/events', ada.token);
    await stream.next('hub');
    server.clock.advance(10_000);
    await stream.until(() => stream.beats() === 1);
    server.clock.advance(10_000);
    await stream.until(() => stream.beats() === 2);
    stream.end();
  });

  it('P11: ends with its session', async () => {
    const stream = await listen('/api/home/events', ada.token);
    await stream.next('hub');
    await ada.call(routes.endMemberSession, {});
    await stream.ended;
    expect(stream.answer.complete).toBe(true);
  });

  it('P11: writes nothing after its session ended, or one reader could end the process', async () => {
    const stream = await listen('/api/home/events', ada.token);
    await stream.next('hub');
    const session = await server.world.sessions.find(ada.token, 'member');
    if (session === undefined) throw new Error('not signed in');
    let uncaught: unknown;
    const catching = (error: unknown) => (uncaught = error);
    process.once('uncaughtException', catching);
    server.world.sessions.ended(session);
    server.world.bus.tell('home', ada.homeId, { type: 'state-changed', hubId: ada.hub.hubId });
    server.clock.advance(10_000);
    await stream.ended;
    process.off('uncaughtException', catching);
    expect(uncaught).toBeUndefined();
  });

  it('of a reader that does not read is ended rather than kept in memory', async () => {
    const stream = await listen('/api/home/events', ada.token);
    await stream.next('hub');
    stream.answer.pause();
    const fat = { type: 'resume-wanted', hubId: ada.hub.hubId, message: 'A'.repeat(5000) } as const;
    for (let i = 0; i < 4000; i++) server.world.bus.tell('home', ada.homeId, fat);
    stream.answer.resume();
    await stream.ended;
    expect(stream.answer.complete).toBe(false);
  });

  it('is one of at most 24 of one caller', async () => {
    const streams = await Promise.all(Array.from({ length: 24 }, () => listen('/api/home/events', ada.token)));
    const more = await listen('/api/home/events', ada.token);
    expect(more.answer.statusCode).toBe(429);
    for (const stream of [...streams, more]) stream.end();
  });
});
