import { routes } from '@latchkey/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { aCourier, random } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let ada: PairedHome;
let visit: Awaited<ReturnType<typeof anAssignedVisit>>;
beforeEach(async () => {
  server = await startTestServer();
  ada = await aPairedHome(server, await server.listen(0));
  visit = await anAssignedVisit(server, ada);
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const params = () => ({ visitId: visit.visitId });
const atHome = () => ada.call(routes.readHomeVisit, { params: params() });
const codeOf = (answer: Promise<unknown>) =>
  answer.then(
    () => 'ok',
    (error: unknown) => (error as { problem: { code: string } }).problem.code,
  );

describe('where a courier is', () => {
  it('passes to the carrier’s open pages as it was sealed, is kept nowhere, and ends with the visit', async () => {
    const heard: object[] = [];
    server.world.bus.listen('carrier', visit.carrier.carrierId, (event) => {
      if (event.type === 'position') heard.push(event);
    });
    const other: object[] = [];
    server.world.bus.listen('home', ada.homeId, (event) => void other.push(event));
    const sealedPosition = textOf(random(200));
    const say = (body: { sealedPosition?: string }) =>
      visit.courier.call(routes.sayPosition, { params: params(), body });
    const about = { type: 'position', keyId: visit.courier.keyId, visitId: visit.visitId };
    await say({ sealedPosition });
    expect(heard).toEqual([{ ...about, sealedPosition }]);
    expect(server.logged()).not.toContain(sealedPosition);
    const { shipments } = await visit.carrier.call(routes.listCarrierShipments, {});
    expect(JSON.stringify([shipments, await atHome()])).not.toContain(sealedPosition);
    expect(other).toEqual([]);
    await ada.hub.send(await ada.hub.receipt({ event: 'complete', visitId: visit.grant.claims.visitId, door: 1 }));
    expect(await codeOf(say({ sealedPosition }))).toBe('conflict');
    await say({});
    expect(heard.slice(1)).toEqual([about]);
  });

  it('is nothing that another courier can say for this one’s visit', async () => {
    const other = await aCourier(server);
    const body = { sealedPosition: textOf(random(200)) };
    expect(await codeOf(other.call(routes.sayPosition, { params: params(), body }))).toBe('not-found');
  });
});

describe('what a courier says', () => {
  it('reaches household and carrier, once, however often it is sent with its key', async () => {
    const idempotencyKey = 'k'.repeat(22);
    const body = { what: 'unsafe', atS: 1_700_000_000 } as const;
    const say = () => visit.courier.call(routes.sayAtStop, { params: params(), body, idempotencyKey });
    expect(await say()).toEqual(await say());
    expect(await atHome()).toMatchObject({ state: 'undelivered', said: { unsafeS: 1_700_000_000 } });
    const { shipments } = await visit.carrier.call(routes.listCarrierShipments, {});
    expect(shipments[0]).toMatchObject({ state: 'undelivered', visit: { said: { unsafeS: 1_700_000_000 } } });
  });

  it('caught up again under new keys changes nothing', async () => {
    const body = { what: 'scanned', atS: 5, trackingNumber: 'PAX1' } as const;
    for (const atS of [5, 6]) await visit.courier.call(routes.sayAtStop, { params: params(), body: { ...body, atS } });
    expect((await atHome()).said).toEqual({ scanned: ['PAX1'] });
  });

  it('was said when it was heard at the latest: a device whose clock is ahead is heard all the same', async () => {
    const nowS = Math.floor(server.clock.nowMs() / 1000);
    await visit.courier.call(routes.sayAtStop, { params: params(), body: { what: 'unsafe', atS: nowS + 86_400 } });
    expect(await atHome()).toMatchObject({ state: 'undelivered', said: { unsafeS: nowS } });
    server.clock.advance(5_000);
    const again = { what: 'safe-again', atS: nowS + 86_405 } as const;
    await visit.courier.call(routes.sayAtStop, { params: params(), body: again });
    expect((await atHome()).said?.unsafeS).toBeUndefined();
  });

  it('was said by a day after the visit’s end, and is caught up however late it is heard', async () => {
    const { exp } = visit.grant.claims;
    const say = (atS: number) =>
      visit.courier.call(routes.sayAtStop, { params: params(), body: { what: 'left', to: 'return', atS } });
    server.clock.advance(7 * 86_400_000);
    expect(await codeOf(say(exp + 86_401))).toBe('conflict');
    expect((await atHome()).said).toBeUndefined();
    await say(exp + 86_400);
    expect((await atHome()).said).toMatchObject({ left: { to: 'return', atS: exp + 86_400 } });
  });

  it('stays a visit that is not delivered once the door is locked behind a courier who left for their safety', async () => {
    const visitId = visit.grant.claims.visitId;
    await ada.hub.send(await ada.hub.receipt({ event: 'unlocked', visitId, door: 1 }));
    await visit.courier.call(routes.sayAtStop, { params: params(), body: { what: 'unsafe', atS: 9 } });
    expect((await atHome()).state).toBe('at-door');
    await ada.hub.send(await ada.hub.receipt({ event: 'complete', visitId, door: 1 }));
    expect((await atHome()).state).toBe('undelivered');
    await visit.courier.call(routes.sayAtStop, { params: params(), body: { what: 'safe-again', atS: 10 } });
    expect((await atHome()).state).toBe('complete');
  });

  it('is nothing that another courier can say, nor a carrier take over', async () => {
    const other = await aCourier(server);
    const body = { what: 'unsafe', atS: 1 } as const;
    expect(await codeOf(other.call(routes.sayAtStop, { params: params(), body }))).toBe('not-found');
    const stranger = await anAssignedVisit(server, ada);
    const takeOver = stranger.carrier.call(routes.takeOverDoor, { params: params(), body: {} });
    expect(await codeOf(takeOver)).toBe('not-found');
  });
});

it('a door that dispatch took over lets its courier go on', async () => {
  const stop = async () => (await visit.courier.call(routes.listStops, {})).stops[0];
  expect((await stop())?.takenOver).toBeUndefined();
  await visit.carrier.call(routes.takeOverDoor, { params: params(), body: {} });
  const { takenOverMs } = await atHome();
  server.clock.advance(5000);
  await visit.carrier.call(routes.takeOverDoor, { params: params(), body: {} });
  expect((await stop())?.takenOver).toBe(true);
  expect((await atHome()).takenOverMs).toBe(takenOverMs);
});
