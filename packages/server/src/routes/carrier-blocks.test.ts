import { routes } from '@latchkey/contract';
import { keyIdOf, signCarrierBlock, TARGET, type Link, type Receipt } from '@latchkey/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { aCarrier, random } from '../testing/caller.ts';
import { listenTo } from '../testing/stream.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type AssignedVisit, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let home: PairedHome;
let port: number;
beforeAll(async () => {
  server = await startTestServer({ settings: { rateFactor: 1000 } });
  port = await server.listen(0);
  home = await aPairedHome(server, port);
});
afterAll(async () => {
  home.hub.end();
  await server.close();
});

const bytes = (text: string) => Buffer.from(text, 'base64url');

const blockOf = (visit: AssignedVisit, change: { hubId?: Uint8Array; id?: Uint8Array } = {}) =>
  signCarrierBlock(server.effects.primitives, visit.carrier.signer, {
    hubId: change.hubId ?? bytes(home.hub.hubId),
    target: { type: TARGET.courierKey, id: change.id ?? keyIdOf(server.effects.primitives, visit.courier.signer.key) },
    iat: Math.floor(server.clock.nowMs() / 1000),
    cti: random(16),
  });

const send = (visit: AssignedVisit, block: string, who = visit.carrier) =>
  who.call(routes.blockCourier, {
    params: { courierId: visit.courierId },
    body: { blocks: [{ visitId: visit.visitId, block }] },
  });

const answered = (block: Link<unknown>): Promise<Link<Receipt>> =>
  home.hub.receipt({ event: 'blocked', answers: block.hash, detail: { blockSeq: 1, begun: [] } });

describe('a lost phone', () => {
  it('hears at once that its stop is gone, sees none any more, and can be given none', async () => {
    const visit = await anAssignedVisit(server, home);
    const stream = await listenTo(port, routes.courierEvents.path, visit.courier.token);
    expect((await visit.courier.call(routes.listStops, {})).stops).toHaveLength(1);
    const block = await blockOf(visit);
    const { sent } = await send(visit, textOf(block.bytes));
    expect(sent).toEqual([{ hubId: home.hub.hubId, hash: textOf(block.hash), handedToHub: true }]);
    const asked = await home.hub.next('request', ({ method }) => method === 'block');
    expect(asked).toMatchObject({ message: textOf(block.bytes), links: [textOf(visit.grant.bytes)] });

    expect(await stream.next('stop')).toEqual({ type: 'stop', visitId: visit.visitId });
    stream.end();
    expect(await visit.courier.call(routes.listStops, {})).toEqual({ stops: [] });
    const knocks = { params: { visitId: visit.visitId }, body: { message: 'AQID' } };
    for (const route of [routes.askDoor, routes.knock])
      await expect(visit.courier.call(route, knocks)).rejects.toMatchObject({ problem: { code: 'not-found' } });
    await expect(
      visit.carrier.call(routes.newAssignment, {
        params: { visitId: visit.visitId },
        body: {
          courierId: visit.courierId,
          assignment: textOf(visit.assignment.bytes),
          sealedStop: textOf(random(90)),
        },
      }),
    ).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await expect(
      visit.carrier.call(routes.takeOnCourier, {
        body: { keyId: visit.courier.keyId, admission: visit.courier.admission },
      }),
    ).rejects.toMatchObject({ problem: { code: 'conflict' } });
    const { couriers } = await visit.carrier.call(routes.listCouriers, {});
    expect(couriers).toMatchObject([{ courierId: visit.courierId, blockedMs: server.clock.nowMs() }]);
    const { shipments } = await visit.carrier.call(routes.listCarrierShipments, {});
    expect(shipments).toMatchObject([{ state: 'granted' }]);
    expect(shipments[0]?.visit?.courierName).toBeUndefined();
  });

  it('is confirmed by the hub’s own receipt and by nothing else, told to the carrier that asked and to nobody else', async () => {
    const visit = await anAssignedVisit(server, home);
    const stranger = await aCarrier(server, 'Other Parcels');
    const block = await blockOf(visit);
    await send(visit, textOf(block.bytes));
    const list = async (who = visit.carrier) => (await who.call(routes.listCarrierBlocks, {})).blocks;
    expect(await list()).toMatchObject([{ hubId: home.hub.hubId, block: textOf(block.bytes), hubOnline: true }]);
    expect((await list())[0]?.receipt).toBeUndefined();
    const told: object[] = [];
    const stop = server.world.bus.listen('carrier', visit.carrier.carrierId, (event) => told.push(event));
    const receipt = await answered(block);
    await home.hub.send(receipt);
    expect((await list())[0]?.receipt).toMatchObject({ seq: receipt.claims.seq, receipt: textOf(receipt.bytes) });
    expect(await list(stranger)).toEqual([]);
    await expect.poll(() => told).toContainEqual({ type: 'block', hubId: home.hub.hubId, hash: textOf(block.hash) });
    stop();
  });

  it('is confirmed too where the hub’s receipt is faster than the database', async () => {
    const visit = await anAssignedVisit(server, home);
    const block = await blockOf(visit);
    const receipt = await answered(block);
    await home.hub.send(receipt);
    await send(visit, textOf(block.bytes));
    const { blocks } = await visit.carrier.call(routes.listCarrierBlocks, {});
    expect(blocks[0]?.receipt?.seq).toBe(receipt.claims.seq);
    expect(await server.effects.store.openBlocks(home.hub.hubId)).not.toContainEqual(
      expect.objectContaining({ hash: block.hash }),
    );
  });

  it('is not blocked by a block for another device, another hub, another visit or another’s courier', async () => {
    const visit = await anAssignedVisit(server, home);
    const stranger = await aCarrier(server, 'Other Parcels');
    const wrong = [await blockOf(visit, { id: random(16) }), await blockOf(visit, { hubId: random(16) })];
    for (const block of wrong) await expect(send(visit, textOf(block.bytes))).rejects.toMatchObject({ problem: { code: 'invalid-request' } }); // prettier-ignore
    const right = textOf((await blockOf(visit)).bytes);
    await expect(send(visit, right, stranger)).rejects.toMatchObject({ problem: { code: 'not-found' } });
    const elsewhere = await anAssignedVisit(server, home);
    await expect(
      visit.carrier.call(routes.blockCourier, {
        params: { courierId: visit.courierId },
        body: { blocks: [{ visitId: elsewhere.visitId, block: right }] },
      }),
    ).rejects.toMatchObject({ problem: { code: 'not-found' } });
    expect((await visit.courier.call(routes.listStops, {})).stops).toHaveLength(1);
  });
});

describe('a carrier that was shown the code of another’s courier', () => {
  it('takes the device on and blocks it, and ends nothing of what others gave: session, stream, stops, doors', async () => {
    const visit = await anAssignedVisit(server, home);
    const stream = await listenTo(port, routes.courierEvents.path, visit.courier.token);
    const stranger = await aCarrier(server, 'Other Parcels');
    const { keyId, admission } = visit.courier;
    const { courierId } = await stranger.call(routes.takeOnCourier, { body: { keyId, admission } });
    await stranger.call(routes.blockCourier, { params: { courierId }, body: { blocks: [] } });

    const { stops } = await visit.courier.call(routes.listStops, {});
    expect(stops).toMatchObject([{ visitId: visit.visitId, state: 'assigned' }]);
    void visit.courier.call(routes.askDoor, { params: { visitId: visit.visitId }, body: { message: 'AQID' } }).catch(() => undefined); // prettier-ignore
    await home.hub.next('request', ({ method }) => method === 'ask');
    await visit.carrier.call(routes.takeOverDoor, { params: { visitId: visit.visitId }, body: {} });
    expect(await stream.next('stop')).toEqual({ type: 'stop', visitId: visit.visitId });
    stream.end();
    const { couriers } = await visit.carrier.call(routes.listCouriers, {});
    expect(couriers[0]?.blockedMs).toBeUndefined();
  });

  it('leaves ending a session to the device itself', async () => {
    const visit = await anAssignedVisit(server, home);
    await visit.courier.call(routes.endCourierSession, {});
    await expect(visit.courier.call(routes.listStops, {})).rejects.toMatchObject({ problem: { code: 'not-signed-in' } }); // prettier-ignore
  });
});
