import { routes } from '@latchkey/contract';
import type { Grant } from '@latchkey/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { aCourier, aMember, clientOf, random } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { aGrantTo, aPairedHome, type PairedHome } from '../testing/story.ts';

let server: TestServer;
let port: number;
let ada: PairedHome;
let ines: Awaited<ReturnType<typeof aCourier>>;

beforeEach(async () => {
  server = await startTestServer({ settings: { rateFactor: 100 } });
  port = await server.listen(0);
  ada = await aPairedHome(server, port);
  ines = await aCourier(server, 'invited');
});
afterEach(async () => {
  ada.hub.end();
  await server.close();
});

const nowS = () => Math.floor(server.clock.nowMs() / 1000);

/** Two hours in each of four weeks, for Ines' own key. */
const aGrant = (change: Partial<Grant> = {}) =>
  aGrantTo(server, ada, ines.signer, {
    exp: nowS() + 28 * 86_400,
    occurrences: [0, 1, 2, 3].map((week) => [week * 10_080, 120] as const),
    ...change,
  });

const personId = textOf(random(16));
const keep = async (grant: Awaited<ReturnType<typeof aGrant>>) =>
  ada.call(routes.newSeries, { body: { personId, grant: textOf(grant.bytes), letter: textOf(random(90)) } });
const problem = (code: string): unknown =>
  expect.objectContaining({ problem: expect.objectContaining({ code }) as object });

describe('an invitation', () => {
  const boxId = textOf(random(16));
  const offer = textOf(random(300));
  const open = () => ada.call(routes.newInvitation, { body: { boxId, offer } });
  const stranger = () => clientOf(server);

  it('is read by whoever has its link, answered once, and the answer reaches its household alone', async () => {
    await open();
    expect(await stranger()(routes.readInvitation, { params: { boxId } })).toMatchObject({ offer, answered: false });
    const answer = textOf(random(200));
    await ines.call(routes.answerInvitation, { params: { boxId }, body: { answer } });
    await ines.call(routes.answerInvitation, { params: { boxId }, body: { answer: textOf(random(200)) } });
    const late = (await aCourier(server)).call(routes.answerInvitation, { params: { boxId }, body: { answer } });
    await expect(late).rejects.toEqual(problem('conflict'));
    const { invitations } = await ada.call(routes.listInvitations, {});
    expect(invitations).toMatchObject([{ boxId, answer }]);
    expect(await (await aMember(server)).call(routes.listInvitations, {})).toEqual({ invitations: [] });
    expect(await stranger()(routes.readInvitation, { params: { boxId } })).toMatchObject({ answered: true });
  });

  it('leads nowhere once it ended, expired, or never was: the same answer', async () => {
    const gone = () => stranger()(routes.readInvitation, { params: { boxId } });
    await expect(gone()).rejects.toEqual(problem('not-found'));
    await open();
    await expect((await aMember(server)).call(routes.endInvitation, { params: { boxId } })).rejects.toEqual(
      problem('not-found'),
    );
    await ada.call(routes.endInvitation, { params: { boxId } });
    await expect(gone()).rejects.toEqual(problem('not-found'));
    await open();
    server.clock.advance(7 * 86_400_000);
    await expect(gone()).rejects.toEqual(problem('not-found'));
    const late = ines.call(routes.answerInvitation, { params: { boxId }, body: { answer: textOf(random(200)) } });
    await expect(late).rejects.toEqual(problem('not-found'));
  });
});

describe('a series', () => {
  it('arms the hub, shows itself to its person, and carries ask and knock for nobody else', async () => {
    const grant = await aGrant();
    const visitId = textOf(grant.claims.visitId);
    expect(await keep(grant)).toEqual({ visitId, handedToHub: true });
    const armed = await ada.hub.next('request', ({ method }) => method === 'chain');
    expect(armed.links).toEqual([textOf(grant.bytes)]);
    const { series } = await ines.call(routes.listCourierSeries, {});
    expect(series).toMatchObject([{ visitId, grant: textOf(grant.bytes), hubOnline: true }]);
    const params = { visitId };
    const body = { message: 'AQID' };
    expect(await ines.call(routes.askDoor, { params, body })).toEqual({ ok: true });
    expect(await ines.call(routes.knock, { params, body })).toEqual({ ok: true });
    const other = await aCourier(server);
    expect(await other.call(routes.listCourierSeries, {})).toEqual({ series: [] });
    for (const route of [routes.askDoor, routes.knock])
      await expect(other.call(route, { params, body })).rejects.toEqual(problem('not-found'));
    await expect(other.call(routes.listCourierReceipts, { params, query: { after: -1 } })).rejects.toEqual(
      problem('not-found'),
    );
    const neighbour = await aMember(server);
    for (const asked of [
      neighbour.call(routes.listSeriesRecordings, { params }),
      neighbour.call(routes.endSeries, { params, body: {} }),
      neighbour.call(routes.endPerson, { params: { keyId: ines.keyId }, body: {} }),
    ])
      await expect(asked).rejects.toEqual(problem('not-found'));
    expect(await ada.call(routes.listHomeSeries, {})).toMatchObject({
      series: [{ visitId, personId, keyId: ines.keyId }],
    });
  });

  it('comes back to a hub that was away, without those that ended', async () => {
    ada.hub.end();
    const [kept, over] = [await aGrant(), await aGrant()];
    await keep(kept);
    await keep(over);
    await ada.call(routes.endSeries, { params: { visitId: textOf(over.claims.visitId) }, body: {} });
    ada.hub.heard.length = 0;
    await ada.hub.connect(port);
    const chain = await ada.hub.next('request', ({ method }) => method === 'chain');
    expect(chain.links).toEqual([textOf(kept.bytes)]);
    const state = ada.hub.heard.filter((m) => m.type === 'request' && m.method === 'chain');
    expect(state).toEqual([]);
  });

  it('gives its receipts to its person, each with the hash before it', async () => {
    const grant = await aGrant();
    await keep(grant);
    const visitId = textOf(grant.claims.visitId);
    await ada.hub.send(await ada.hub.receipt({ event: 'booted' }));
    await ada.hub.send(await ada.hub.receipt({ event: 'locked', door: 1, visitId: grant.claims.visitId }));
    const page = await ines.call(routes.listCourierReceipts, { params: { visitId }, query: { after: -1 } });
    expect(page.receipts.map(({ seq }) => seq)).toEqual([2]);
  });

  it('is refused where it could be handed on, names another hub, or a stranger signed it', async () => {
    await expect(keep(await aGrant({ depth: [0, 1] }))).rejects.toEqual(problem('invalid-request'));
    await expect(keep(await aGrant({ hubId: random(16) }))).rejects.toEqual(problem('not-found'));
    const bob = await aMember(server);
    const grant = textOf((await aGrant()).bytes);
    const theirs = bob.call(routes.newSeries, { body: { personId, grant, letter: textOf(random(90)) } });
    await expect(theirs).rejects.toEqual(problem('wrong-signature'));
  });

  it('P11: ends with its person: grants, sessions and the way to the door, at once', async () => {
    const grant = await aGrant();
    await keep(grant);
    const params = { visitId: textOf(grant.claims.visitId) };
    await ines.call(routes.askDoor, { params, body: { message: 'AQID' } });
    expect(await ada.call(routes.endPerson, { params: { keyId: ines.keyId }, body: {} })).toEqual({ ended: 1 });
    await expect(ines.call(routes.listCourierSeries, {})).rejects.toEqual(problem('not-signed-in'));
    const { series } = await ada.call(routes.listHomeSeries, {});
    expect(series).toMatchObject([{ ...params, endedMs: server.clock.nowMs() }]);
  });
});
