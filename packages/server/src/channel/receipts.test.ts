import { routes } from '@latchkey/contract';
import { verifyReceiptChain } from '@latchkey/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { newSigner } from '../testing/caller.ts';
import { TestHub } from '../testing/hub.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aPairedHome, anAssignedVisit, type PairedHome } from '../testing/story.ts';

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

const page = (after = -1) => ada.call(routes.listHomeReceipts, { params: { hubId: ada.hub.hubId }, query: { after } });
const bytes = (texts: readonly string[]) => texts.map((text) => Buffer.from(text, 'base64url'));

describe('receipts', () => {
  it('are kept in order before they are acknowledged, and verify at the member’s device', async () => {
    for (const event of ['booted', 'door-opened', 'door-closed'] as const)
      await ada.hub.send(await ada.hub.receipt({ event }));
    const { receipts, forks, more } = await page();
    expect(verifyReceiptChain(server.effects.primitives, ada.hub.signer.key, bytes(receipts))).toMatchObject({
      ok: true,
      end: { seq: 3 },
    });
    expect({ forks, more }).toEqual({ forks: [], more: false });
    expect((await page(2)).receipts).toEqual(receipts.slice(2));
  });

  it('are the same when they come again, and the next line hears how far they are kept', async () => {
    const booted = await ada.hub.receipt({ event: 'booted' });
    await ada.hub.send(booted);
    await ada.hub.send(booted);
    expect((await page()).receipts).toEqual([textOf(booted.bytes)]);
    const welcome = await ada.hub.connect(port);
    expect(welcome).toMatchObject({ receiptsUpTo: 1, head: textOf(booted.hash) });
  });

  it('P9: two histories of one hub are both kept, and shown as a fork', async () => {
    const booted = await ada.hub.receipt({ event: 'booted' });
    const opened = await ada.hub.receipt({ event: 'door-opened' }, booted);
    const denied = await ada.hub.receipt({ event: 'door-closed' }, booted);
    const after = await ada.hub.receipt({ event: 'door-opened' }, denied);
    for (const receipt of [booted, opened, denied, after]) await ada.hub.send(receipt);
    const { receipts, forks } = await page();
    expect(receipts).toEqual([booted, opened].map((r) => textOf(r.bytes)));
    expect(forks).toEqual([denied, after].map((r) => textOf(r.bytes)));
    // A device that was away while they came asks behind them.
    expect((await page(4)).forks).toEqual(forks);
    expect(server.logged()).toContain('a hub signed two histories');
  });

  it('of a fork change no visit and go on beside the chain that came first', async () => {
    const booted = await ada.hub.receipt({ event: 'booted' });
    const opened = await ada.hub.receipt({ event: 'door-opened' }, booted);
    const denied = await ada.hub.receipt({ event: 'door-closed' }, booted);
    const closed = await ada.hub.receipt({ event: 'door-closed' }, opened);
    for (const receipt of [booted, opened, denied, closed]) await ada.hub.send(receipt);
    expect((await page()).receipts).toHaveLength(3);
    expect((await page()).forks).toHaveLength(1);
  });

  it('signed by another key, for another hub or out of order are not kept, and end the line', async () => {
    const other = new TestHub(server, newSigner());
    const foreign = await other.receipt({ event: 'booted' });
    ada.hub.say({ type: 'receipt', seq: 1, receipt: textOf(foreign.bytes) });
    expect(await ada.hub.closed()).toBe(4400);
    await ada.hub.connect(port);
    const first = await ada.hub.receipt({ event: 'booted' });
    const second = await ada.hub.receipt({ event: 'door-opened' }, first);
    ada.hub.say({ type: 'receipt', seq: 2, receipt: textOf(second.bytes) });
    expect(await ada.hub.closed()).toBe(4400);
    expect((await page()).receipts).toEqual([]);
  });

  it('are for the visit that it is now, although the server remembers what it was', async () => {
    const { visitId, grant } = await anAssignedVisit(server, ada);
    const { store } = server.effects;
    const home = { role: 'home', id: ada.homeId } as const;
    const now = async () => (await read(home, visitId)) ?? expect.fail('no visit');
    const read = store.visit;
    let reads = 0;
    Object.assign(store, { visit: (...asked: Parameters<typeof read>) => ((reads += 1), read(...asked)) });
    const say = async (event: 'asked' | 'door-opened' | 'door-closed') =>
      ada.hub.send(await ada.hub.receipt({ event, visitId: grant.claims.visitId, door: 1 }));
    for (const event of ['asked', 'door-opened', 'door-closed'] as const) await say(event);
    expect(await now()).toMatchObject({ state: 'at-door' });
    expect(reads).toBe(1);
    // As another process of the server would change it.
    const { version: fromVersion } = await now();
    const change = { state: 'refused' } as const;
    expect(await store.write(home, [{ kind: 'visit-change', visitId, fromVersion, change }])).toEqual({ ok: true });
    await say('door-opened');
    expect(await now()).toMatchObject({ state: 'at-door', version: fromVersion + 2 });
    expect(reads).toBe(2);
  });

  it('are not acknowledged when the store fails, and come again', async () => {
    const booted = await ada.hub.receipt({ event: 'booted' });
    const { store } = server.effects;
    const { write } = store;
    Object.assign(store, { write: () => Promise.reject(new Error('disk full')) });
    ada.hub.say({ type: 'receipt', seq: 1, receipt: textOf(booted.bytes) });
    expect(await ada.hub.closed()).toBe(1001);
    expect(ada.hub.heard.some(({ type }) => type === 'receipt-ack')).toBe(false);
    Object.assign(store, { write });
    await ada.hub.connect(port);
    await ada.hub.send(booted);
    expect((await page()).receipts).toHaveLength(1);
  });
});
