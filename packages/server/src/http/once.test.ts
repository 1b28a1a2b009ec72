import { routes } from '@latchkey/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { newKey } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aBlockOf, anAssignedVisit, aPairedHome, type AssignedVisit, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let ada: PairedHome;
let visit: AssignedVisit;
beforeEach(async () => {
  server = await startTestServer();
  ada = await aPairedHome(server, await server.listen(0));
  visit = await anAssignedVisit(server, ada);
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const announcement = (trackingNumber = 'PAX2') => ({
  handle: ada.handle,
  window: { fromS: 1, toS: 2 },
  trackingNumbers: [trackingNumber],
  sealedLabel: 'AQID',
});

describe('an idempotency key', () => {
  it('gets a repeated write the first answer, and the write happens once', async () => {
    const idempotencyKey = newKey();
    const body = announcement();
    const first = await visit.carrier.call(routes.newShipment, { body, idempotencyKey });
    const again = await visit.carrier.call(routes.newShipment, { body, idempotencyKey });
    expect(again).toEqual(first);
    const { shipments } = await visit.carrier.call(routes.listCarrierShipments, {});
    expect(shipments.filter((s) => s.trackingNumbers[0] === 'PAX2')).toHaveLength(1);
  });

  it('makes one of two writes that race', async () => {
    const idempotencyKey = newKey();
    const body = announcement();
    const [a, b] = await Promise.all(
      [1, 2].map(() => visit.carrier.call(routes.newShipment, { body, idempotencyKey })),
    );
    expect(a).toEqual(b);
  });

  it('is refused with another request', async () => {
    const idempotencyKey = newKey();
    await visit.carrier.call(routes.newShipment, { body: announcement(), idempotencyKey });
    const other = visit.carrier.call(routes.newShipment, { body: announcement('PAX3'), idempotencyKey });
    await expect(other).rejects.toMatchObject({ problem: { code: 'idempotency-key-reused', status: 422 } });
  });

  it('of one caller means nothing for another', async () => {
    const idempotencyKey = newKey();
    const knock = { params: { visitId: visit.visitId }, body: { message: 'AQID' }, idempotencyKey };
    await visit.courier.call(routes.knock, knock);
    await expect(
      visit.carrier.call(routes.newShipment, { body: announcement(), idempotencyKey }),
    ).resolves.toBeDefined();
  });

  it('carries a relayed knock to the hub once within a minute', async () => {
    let knocks = 0;
    ada.hub.answer = ({ method }) => ({ ok: true, message: `${method === 'knock' ? ++knocks : 0}` });
    const knock = { params: { visitId: visit.visitId }, body: { message: 'AQID' }, idempotencyKey: newKey() };
    const first = await visit.courier.call(routes.knock, knock);
    expect(await visit.courier.call(routes.knock, knock)).toEqual(first);
    expect(knocks).toBe(1);
  });

  it('keeps a repeated block one block', async () => {
    const block = await aBlockOf(server, ada, visit.visitId);
    const body = { hubId: ada.hub.hubId, block: textOf(block.bytes) };
    const idempotencyKey = newKey();
    await ada.call(routes.newBlock, { body, idempotencyKey });
    await ada.call(routes.newBlock, { body, idempotencyKey });
    await ada.call(routes.newBlock, { body });
    expect(await server.effects.store.openBlocks(ada.hub.hubId)).toHaveLength(1);
  });

  it('has a form', async () => {
    const short = visit.carrier.call(routes.newShipment, { body: announcement(), idempotencyKey: 'x' });
    await expect(short).rejects.toMatchObject({ problem: { code: 'idempotency-key-missing' } });
  });

  it('stays with nothing that was refused: the same request may succeed later', async () => {
    const idempotencyKey = newKey();
    const { store } = server.effects;
    const { write } = store;
    Object.assign(store, { write: () => Promise.reject(new Error('gone')) });
    const failed = visit.carrier.call(routes.newShipment, { body: announcement(), idempotencyKey });
    await expect(failed).rejects.toMatchObject({ problem: { code: 'internal' } });
    Object.assign(store, { write });
    await expect(
      visit.carrier.call(routes.newShipment, { body: announcement(), idempotencyKey }),
    ).resolves.toBeDefined();
  });
});
