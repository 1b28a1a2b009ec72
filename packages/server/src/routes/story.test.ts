import { routes } from '@latchkey/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { aMember } from '../testing/caller.ts';
import { TestHub } from '../testing/hub.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { PLACE } from '@latchkey/protocol';
import { aBlockOf, aDivertOf, anAssignedVisit, aPairedHome, type PairedHome } from '../testing/story.ts';

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

const visitNow = async (visitId: string) => ada.call(routes.readHomeVisit, { params: { visitId } });

describe('pairing', () => {
  it('binds the hub to the household once the hub took its roster', async () => {
    const { hubs } = await ada.call(routes.readHome, {});
    expect(hubs).toMatchObject([{ hubId: ada.hub.hubId, online: true }]);
  });

  it('does not bind a hub that refused the roster', async () => {
    const bob = await aMember(server);
    const hub = new TestHub(server);
    hub.answer = () => ({ ok: false, refusal: { reason: 'code-wrong' } });
    await hub.connect(port);
    const answer = await bob.call(routes.pairHub, { params: { hubId: hub.hubId }, body: { step: 'roster', message: 'AAAA' } }); // prettier-ignore
    expect(answer).toEqual({ ok: false, refusal: { reason: 'code-wrong' } });
    expect((await bob.call(routes.readHome, {})).hubs).toEqual([]);
    hub.end();
  });

  it('answers for another household’s hub as for one that does not exist', async () => {
    const bob = await aMember(server);
    const tryPair = (hubId: string) =>
      bob.call(routes.pairHub, { params: { hubId }, body: { step: 'roster', message: 'AAAA' } }).catch((e: unknown) => (e as { problem: unknown }).problem); // prettier-ignore
    expect(await tryPair(ada.hub.hubId)).toEqual(await tryPair('AAAAAAAAAAAAAAAAAAAAAA'));
  });

  it('keeps the receipts a hub sends before the server knows whose it is', async () => {
    const bob = await aMember(server);
    const hub = new TestHub(server);
    await hub.connect(port);
    const paired = await hub.receipt({ event: 'booted' });
    hub.say({ type: 'receipt', seq: 1, receipt: textOf(paired.bytes) });
    await bob.call(routes.pairHub, { params: { hubId: hub.hubId }, body: { step: 'roster', message: 'AAAA' } });
    await hub.next('receipt-ack', ({ upToSeq }) => upToSeq === 1);
    const page = await bob.call(routes.listHomeReceipts, { params: { hubId: hub.hubId }, query: {} });
    expect(page.receipts).toEqual([textOf(paired.bytes)]);
    hub.end();
  });
});

describe('a visit', () => {
  it('arms the hub with the chain when the carrier assigns, and again at each new line', async () => {
    const visit = await anAssignedVisit(server, ada);
    expect(visit.handedToHub).toBe(true);
    const armed = await ada.hub.next('request', ({ method }) => method === 'chain');
    expect(armed.links).toEqual([textOf(visit.grant.bytes), textOf(visit.assignment.bytes)]);
    await ada.hub.connect(port);
    const again = await ada.hub.next('request', ({ method }) => method === 'chain');
    expect(again.links).toEqual(armed.links);
  });

  it('carries ask and knock of the courier it was assigned to, as they are', async () => {
    const visit = await anAssignedVisit(server, ada);
    ada.hub.answer = ({ method, message }) => ({ ok: true, message: `${method}-${message}` });
    const params = { visitId: visit.visitId };
    expect(await visit.courier.call(routes.askDoor, { params, body: { message: 'AQID' } })).toEqual({ ok: true, message: 'ask-AQID' }); // prettier-ignore
    ada.hub.answer = () => ({ ok: false, refusal: { reason: 'blocked', byMember: true } });
    expect(await visit.courier.call(routes.knock, { params, body: { message: 'AQID' } })).toEqual({
      ok: false,
      refusal: { reason: 'blocked', byMember: true },
    });
  });

  it('says that the hub is silent after 5 seconds, and that it is offline at once', async () => {
    const visit = await anAssignedVisit(server, ada);
    ada.hub.answer = () => null;
    const asked = visit.courier.call(routes.askDoor, { params: { visitId: visit.visitId }, body: { message: 'AQID' } });
    await ada.hub.next('request', ({ method }) => method === 'ask');
    server.clock.advance(5_000);
    await expect(asked).rejects.toMatchObject({ problem: { code: 'hub-silent' } });
    ada.hub.end();
    await gone(ada);
    const offline = visit.courier.call(routes.askDoor, { params: { visitId: visit.visitId }, body: { message: 'AQID' } }); // prettier-ignore
    await expect(offline).rejects.toMatchObject({ problem: { code: 'hub-offline' } });
  });

  it('follows the receipts, and shows each party the receipts of its own visit with their parents', async () => {
    const visit = await anAssignedVisit(server, ada);
    const other = await ada.hub.receipt({ event: 'booted' });
    const asked = await ada.hub.receipt({ event: 'asked', visitId: visit.grant.claims.visitId, door: 1 });
    await ada.hub.send(other);
    await ada.hub.send(asked);
    expect((await visitNow(visit.visitId)).state).toBe('at-door');
    const params = { visitId: visit.visitId };
    for (const page of [
      await visit.courier.call(routes.listCourierReceipts, { params, query: {} }),
      await visit.carrier.call(routes.listCarrierReceipts, { params, query: {} }),
    ]) {
      expect(page.receipts).toEqual([{ seq: 2, parent: textOf(other.hash), receipt: textOf(asked.bytes) }]);
    }
  });

  it('tells the household once that the courier arrives soon', async () => {
    const visit = await anAssignedVisit(server, ada);
    const say = (stopsBefore: number) =>
      visit.courier.call(routes.sayProgress, { params: { visitId: visit.visitId }, body: { etaS: 600, stopsBefore } });
    expect(await say(5)).toEqual({ told: false });
    expect(await say(2)).toEqual({ told: true });
    expect(await say(1)).toEqual({ told: false });
    const now = await visitNow(visit.visitId);
    expect(now).toMatchObject({ state: 'arriving', arriving: { stopsBefore: 1 } });
  });
});

describe('a block', () => {
  it('goes down the line and is kept, and is sent again until the hub’s receipt answers it', async () => {
    const visit = await anAssignedVisit(server, ada);
    const block = await aBlockOf(server, ada, visit.visitId);
    const body = { hubId: ada.hub.hubId, block: textOf(block.bytes) };
    expect(await ada.call(routes.newBlock, { body })).toEqual({ handedToHub: true });
    await ada.hub.next('request', ({ method }) => method === 'block');
    await ada.hub.connect(port);
    expect((await ada.hub.next('request', ({ method }) => method === 'block')).message).toBe(body.block);
    await ada.hub.send(await ada.hub.receipt({ event: 'blocked', answers: block.hash, visitId: visit.grant.claims.visitId, detail: { blockSeq: 1, begun: [] } })); // prettier-ignore
    expect((await visitNow(visit.visitId)).state).toBe('blocked');
    expect(await server.effects.store.openBlocks(ada.hub.hubId)).toEqual([]);
  });

  it('P3: reaches a hub that others ask more than it can answer', async () => {
    const visit = await anAssignedVisit(server, ada);
    ada.hub.answer = () => null;
    const line = server.world.lines.get(ada.hub.hubId);
    for (let i = 0; i < 300; i++) void line?.request('ask', 'AQID');
    const block = await aBlockOf(server, ada, visit.visitId);
    const body = { hubId: ada.hub.hubId, block: textOf(block.bytes) };
    expect(await ada.call(routes.newBlock, { body })).toEqual({ handedToHub: true });
    expect((await ada.hub.next('request', ({ method }) => method === 'block')).message).toBe(body.block);
  });

  it('is kept for a hub without a line, and reaches it before any answer that nothing is withheld', async () => {
    const visit = await anAssignedVisit(server, ada);
    ada.hub.end();
    await gone(ada);
    const block = await aBlockOf(server, ada, visit.visitId);
    const body = { hubId: ada.hub.hubId, block: textOf(block.bytes) };
    expect(await ada.call(routes.newBlock, { body })).toEqual({ handedToHub: false });
    ada.hub.heard.length = 0;
    const welcome = ada.hub.connect(port);
    await welcome;
    ada.hub.say({ type: 'fresh?', nonce: 'AAAAAAAAAAAAAAAAAAAAAA' });
    await ada.hub.next('fresh');
    expect(ada.hub.heard.some((m) => m.type === 'request' && m.method === 'block')).toBe(true);
  });

  it('of somebody who is no member is refused before it is kept', async () => {
    const visit = await anAssignedVisit(server, ada);
    const mallory = await aMember(server);
    const forged = await aBlockOf(server, { ...ada, signer: mallory.signer }, visit.visitId);
    const kept = ada.call(routes.newBlock, { body: { hubId: ada.hub.hubId, block: textOf(forged.bytes) } });
    await expect(kept).rejects.toMatchObject({ problem: { code: 'wrong-signature' } });
    expect(await server.effects.store.openBlocks(ada.hub.hubId)).toEqual([]);
  });

  it('goes with the divert that carries it, and the carrier answers once', async () => {
    const visit = await anAssignedVisit(server, ada);
    const { block, divert } = await aDivertOf(server, ada, visit);
    const params = { visitId: visit.visitId };
    const body = { block: textOf(block.bytes), divert: textOf(divert.bytes), to: 'neighbour' as const };
    expect(await ada.call(routes.newDivert, { params, body })).toEqual({ handedToHub: true });
    const asked = await ada.hub.next('request', ({ method }) => method === 'divert');
    expect(asked.links).toEqual([textOf(visit.grant.bytes)]);
    await visit.carrier.call(routes.answerDivert, { params, body: { answer: 'accepted' } });
    expect((await visitNow(visit.visitId)).divert).toMatchObject({ to: 'neighbour', answer: 'accepted' });
    const changed = visit.carrier.call(routes.answerDivert, { params, body: { answer: 'declined' } });
    await expect(changed).rejects.toMatchObject({ problem: { code: 'conflict' } });
  });

  it('may go to another address, which the server carries sealed and cannot name', async () => {
    const visit = await anAssignedVisit(server, ada);
    const sealed = Uint8Array.from({ length: 90 }, (_, n) => n);
    const { block, divert } = await aDivertOf(server, ada, visit, { place: PLACE.address, sealed });
    const params = { visitId: visit.visitId };
    const body = { block: textOf(block.bytes), divert: textOf(divert.bytes), to: 'other-address' as const };
    await ada.call(routes.newDivert, { params, body });
    expect((await visitNow(visit.visitId)).divert).toMatchObject({ to: 'other-address', answer: 'waiting' });
    const elsewhere = ada.call(routes.newDivert, { params, body: { ...body, to: 'neighbour' } });
    await expect(elsewhere).rejects.toMatchObject({ problem: { code: 'invalid-request' } });
  });

  it('that the carrier declines may come with an offer, and taking the offer needs no second answer', async () => {
    const visit = await anAssignedVisit(server, ada);
    const params = { visitId: visit.visitId };
    const send = async (more: Parameters<typeof aDivertOf>[3], to: 'neighbour' | 'collection-point') => {
      const { block, divert } = await aDivertOf(server, ada, visit, more);
      await ada.call(routes.newDivert, {
        params,
        body: { block: textOf(block.bytes), divert: textOf(divert.bytes), to },
      });
    };
    await send({ place: PLACE.neighbour }, 'neighbour');
    const offer = 'collection-point' as const;
    await visit.carrier.call(routes.answerDivert, { params, body: { answer: 'declined', offer } });
    expect((await visitNow(visit.visitId)).divert).toMatchObject({ to: 'neighbour', answer: 'declined', offer });
    await send({ place: PLACE.collectionPoint, sealed: Uint8Array.from({ length: 90 }) }, offer);
    expect((await visitNow(visit.visitId)).divert).toMatchObject({ to: offer, answer: 'waiting' });
    await visit.carrier.call(routes.answerDivert, { params, body: { answer: 'declined', offer } });
    await send({ place: PLACE.collectionPoint }, offer);
    expect((await visitNow(visit.visitId)).divert).toMatchObject({ to: offer, answer: 'accepted' });
  });
});

describe('a hub that is faster than the database', () => {
  it('confirms a block before it is kept, and the block is not sent again', async () => {
    const visit = await anAssignedVisit(server, ada);
    const block = await aBlockOf(server, ada, visit.visitId);
    const late = holdWrites('block');
    const kept = ada.call(routes.newBlock, { body: { hubId: ada.hub.hubId, block: textOf(block.bytes) } });
    await ada.hub.next('request', ({ method }) => method === 'block');
    await ada.hub.send(await ada.hub.receipt({ event: 'blocked', answers: block.hash, visitId: visit.grant.claims.visitId, detail: { blockSeq: 1, begun: [] } })); // prettier-ignore
    late.release();
    expect(await kept).toEqual({ handedToHub: true });
    expect(await server.effects.store.openBlocks(ada.hub.hubId)).toEqual([]);
    expect((await visitNow(visit.visitId)).state).toBe('blocked');
  });

  it('blocks the visit while its divert is being kept, and the divert is kept all the same', async () => {
    const visit = await anAssignedVisit(server, ada);
    const { block, divert } = await aDivertOf(server, ada, visit);
    const late = holdWrites('block');
    const body = { block: textOf(block.bytes), divert: textOf(divert.bytes), to: 'neighbour' as const };
    const kept = ada.call(routes.newDivert, { params: { visitId: visit.visitId }, body });
    await ada.hub.next('request', ({ method }) => method === 'block');
    await ada.hub.send(await ada.hub.receipt({ event: 'blocked', answers: block.hash, visitId: visit.grant.claims.visitId, detail: { blockSeq: 1, begun: [] } })); // prettier-ignore
    late.release();
    expect(await kept).toEqual({ handedToHub: true });
    expect(await visitNow(visit.visitId)).toMatchObject({ state: 'blocked', divert: { to: 'neighbour' } });
    expect((await server.effects.store.openBlocks(ada.hub.hubId)).map(({ kind }) => kind)).toEqual(['divert']);
  });
});

/** A database that takes its time over one kind of write. */
const holdWrites = (kind: string) => {
  const { store } = server.effects;
  const write = store.write.bind(store);
  let release = () => {};
  const released = new Promise<void>((done) => (release = done));
  const held: typeof write = async (tenant, writes, once) => {
    if (writes.some((w) => w.kind === kind)) await released;
    return write(tenant, writes, once);
  };
  Object.assign(store, { write: held });
  return { release: () => release() };
};

/** Resolves when the server noticed that the line ended. */
const gone = async ({ hub }: PairedHome) => {
  while (server.world.lines.get(hub.hubId) !== undefined) await new Promise((done) => setImmediate(done));
};
