import { routes } from '@latchkey/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import type { PushWire } from '../notify/wire.ts';
import { aCourier, aMember, clientOf, proofFor, random } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aGrantTo, aPairedHome, type PairedHome } from '../testing/story.ts';

const DAY_MS = 86_400_000;

let rung: object[];
const push: PushWire = {
  publicKey: '',
  send: (_to, { text }) => {
    rung.push(JSON.parse(text) as object);
    return Promise.resolve('taken');
  },
};

let server: TestServer;
let ada: PairedHome;
let ines: Awaited<ReturnType<typeof aCourier>>;

beforeEach(async () => {
  rung = [];
  server = await startTestServer({ settings: { rateFactor: 100 }, effects: { push } });
  ada = await aPairedHome(server, await server.listen(0));
  ines = await aCourier(server, 'invited');
  const endpoint = 'https://push.example.com/ada';
  await ada.call(routes.keepPush, { body: { endpoint, publicKey: textOf(Buffer.concat([Buffer.of(4), random(64)])), secret: textOf(random(16)) } }); // prettier-ignore
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const nowS = () => Math.floor(server.clock.nowMs() / 1000);

/** A grant to Ines, good for an hour. */
const aSeries = async () => {
  const grant = await aGrantTo(server, ada, ines.signer);
  await ada.call(routes.newSeries, { body: { personId: textOf(random(16)), grant: textOf(grant.bytes), letter: textOf(random(90)) } }); // prettier-ignore
  return textOf(grant.claims.visitId);
};

const say = (visitId: string, what: 'unsafe' | 'safe-again', atS: number, by = ines) =>
  by.call(routes.sayAtPlace, { params: { visitId }, body: { what, atS } });
const series = async () => (await ada.call(routes.listHomeSeries, {})).series;
/** How often it rang, once everything under way has been done. */
const rings = async () => {
  for (let turn = 0; turn < 4; turn++) await new Promise((done) => setImmediate(done));
  return rung.length;
};
const problem = (code: string): unknown =>
  expect.objectContaining({ problem: expect.objectContaining({ code }) as object });

describe('P16: that an invited person does not feel safe', () => {
  it('reaches the household, however often it is said, until it is taken back', async () => {
    const visitId = await aSeries();
    const told: object[] = [];
    server.world.bus.listen('home', ada.homeId, (event) => void told.push(event));
    const heard = async () => (await series())[0]?.unsafe?.map(({ atS }) => atS);
    expect(await heard()).toBeUndefined();
    await expect(say(visitId, 'unsafe', 7, await aCourier(server))).rejects.toEqual(problem('not-found'));
    expect(await heard()).toBeUndefined();
    for (const atS of [7, 7, 9]) await say(visitId, 'unsafe', atS);
    expect(await heard()).toEqual([7, 9]);
    expect(told).toContainEqual({ type: 'people' });
    await say(visitId, 'safe-again', 7);
    expect(await heard()).toEqual([9]);
    // Whoever is withdrawn while they are inside may still say it.
    await ada.call(routes.endSeries, { params: { visitId }, body: {} });
    await say(visitId, 'unsafe', 12);
    expect(await heard()).toEqual([9, 12]);
  });

  it('is heard by the household alone: it stands in no list of another, and opens and ends nothing', async () => {
    const visitId = await aSeries();
    await ada.hub.next('request', ({ method }) => method === 'chain');
    const sentBefore = ada.hub.heard.length;
    await say(visitId, 'unsafe', 7);
    expect(ada.hub.heard.slice(sentBefore)).toEqual([]);
    expect(await (await aMember(server)).call(routes.listHomeSeries, {})).toEqual({ series: [] });
    const { series: own } = await ines.call(routes.listCourierSeries, {});
    expect(Object.keys(own[0] ?? {})).not.toContain('unsafe');
    expect(own[0]?.endedMs).toBeUndefined();
  });

  it('rings once in five minutes, whatever times and visits the device names', async () => {
    const [one, other] = [await aSeries(), await aSeries()];
    for (const atS of [7, 8, 9]) await say(one, 'unsafe', atS);
    await say(other, 'unsafe', 10);
    expect(await rings()).toBe(1);
    server.clock.sleep(5 * 60_000);
    await say(other, 'unsafe', 11);
    expect(await rings()).toBe(2);
  });

  it('rings until a day after the end, and is nowhere after thirty', async () => {
    const [lapsed, withdrawn] = [await aSeries(), await aSeries()];
    server.clock.sleep(20 * 60_000);
    await ada.call(routes.endSeries, { params: { visitId: withdrawn }, body: {} });
    server.clock.sleep(DAY_MS - 60_000);
    await say(withdrawn, 'unsafe', 7);
    expect(await rings()).toBe(1);
    server.clock.sleep(6 * 60_000);
    await say(withdrawn, 'unsafe', 8);
    expect(await rings()).toBe(1);
    // Its window reached half an hour further.
    await say(lapsed, 'unsafe', 9);
    expect(await rings()).toBe(2);
    server.clock.sleep(DAY_MS);
    await say(lapsed, 'unsafe', 10);
    expect(await rings()).toBe(2);
    expect((await series()).map(({ unsafe = [] }) => unsafe.map(({ atS }) => atS))).toEqual([
      [7, 8],
      [9, 10],
    ]);
    server.clock.sleep(29 * DAY_MS);
    const guest = clientOf(server);
    const { token } = await guest(routes.newSession, {
      body: { ...(await proofFor(guest, ines.signer, 'courier')), role: 'courier' },
    });
    await expect(say(lapsed, 'unsafe', 11, { ...ines, call: clientOf(server, token) })).rejects.toEqual(problem('not-found')); // prettier-ignore
  });

  it('reaches the household from a device whose clock is ahead too, with the time at which it was heard', async () => {
    const visitId = await aSeries();
    const heardS = nowS();
    const aheadS = heardS + 7200;
    await say(visitId, 'unsafe', aheadS);
    server.clock.sleep(60_000);
    await say(visitId, 'unsafe', aheadS);
    // A time that has not come stands above none that was said later.
    await say(visitId, 'unsafe', heardS + 30);
    expect((await series())[0]?.unsafe).toEqual([
      { atS: aheadS, heardS },
      { atS: heardS + 30, heardS: heardS + 60 },
    ]);
    expect(await rings()).toBe(1);
    expect(rung[0]).toMatchObject({ type: 'unsafe', saidMs: heardS * 1000 });
    await say(visitId, 'safe-again', aheadS);
    expect((await series())[0]?.unsafe?.map(({ atS }) => atS)).toEqual([heardS + 30]);
  });
});
