import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { routes } from '@latchkey/contract';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aCarrier, clientOf, newSigner, proofFor, publicKeyText } from '../testing/caller.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type PairedHome } from '../testing/story.ts';
import { makePost } from './post.ts';
import { signedHeaders } from './sender.ts';
import { urlFault } from './url.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let receiver: Server;
let url: string;
let heard: Heard[] = [];
/** What the receiver answers, one after the other; 204 when there is nothing left. */
let answers: number[] = [];

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
      response.writeHead(answers.shift() ?? 204, { location: 'http://127.0.0.1:1/' }).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((receiver.address() as AddressInfo).port)}/hook`;
});
afterAll(() => receiver.close());

let server: TestServer;
let home: PairedHome;
beforeEach(async () => {
  heard = [];
  answers = [];
  const post = makePost({ loopback: true, limitMs: 5000 });
  server = await startTestServer({ settings: { rateFactor: 1000 }, effects: { post } });
  home = await aPairedHome(server, await server.listen(0));
});
afterEach(async () => {
  home.hub.end();
  await server.close();
});

/** So much time passes, and everything that fell due in it was sent and answered. */
const pass = async (ms: number) => {
  server.clock.advance(ms);
  await server.webhooks.idle();
  server.webhooks.look();
  await server.webhooks.idle();
};
const types = () => heard.map(({ body }) => (JSON.parse(body) as { type: string }).type);
const verify = (secret: string, { headers, body }: Heard) => {
  const sent = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  // The test's clock stands elsewhere than the library's, so the moment is checked here and the signature there.
  const at = new Date(Number(sent['webhook-timestamp']) * 1000);
  const expected = new Webhook(secret).sign(sent['webhook-id'] ?? '', at, body);
  return (sent['webhook-signature'] ?? '').split(' ').includes(expected);
};

describe('webhooks', () => {
  it('tell of a visit as it goes, signed as Standard Webhooks, without a name, an address or a key', async () => {
    const visit = await anAssignedVisit(server, home);
    const { secret } = await visit.carrier.call(routes.newWebhook, {
      body: { url, events: ['visit.at-door', 'visit.complete'] },
    });
    const visitId = Buffer.from(visit.visitId, 'base64url');
    await home.hub.send(await home.hub.receipt({ event: 'asked', visitId, door: 1 }));
    await home.hub.send(await home.hub.receipt({ event: 'complete', visitId, door: 1 }));
    await pass(1000);
    expect(types()).toEqual(['visit.at-door', 'visit.complete']);
    for (const one of heard) {
      expect(verify(secret, one)).toBe(true);
      expect(one.headers['webhook-timestamp']).toBe(String(Math.floor(server.clock.nowMs() / 1000)));
      const { data } = routes.webhookBody.parse(JSON.parse(one.body));
      expect(data).toMatchObject({ visitId: visit.visitId, shipmentId: visit.shipmentId, trackingNumbers: ['PAX1'] });
    }
  });

  it('tell that a household declined a parcel, once for each wish, and that it changed its mind', async () => {
    const carrier = await aCarrier(server);
    const body = { url, events: ['shipment.declined' as const, 'shipment.granted' as const] };
    await carrier.call(routes.newWebhook, { body });
    const { shipmentId } = await carrier.call(routes.newShipment, {
      body: { handle: home.handle, window: { fromS: 1, toS: 2 }, trackingNumbers: ['PAX9'], sealedLabel: 'AAAA' },
    });
    const decline = (wish: 'as-usual' | 'return') =>
      home.call(routes.declineShipment, { params: { shipmentId }, body: { wish } });
    for (const wish of ['return', 'return', 'as-usual'] as const) await decline(wish);
    await pass(1000);
    expect(types()).toEqual(['shipment.declined', 'shipment.declined']);
    expect(heard.map((one) => routes.webhookBody.parse(JSON.parse(one.body)).data).map(({ wish }) => wish)).toEqual(
      expect.arrayContaining(['return', 'as-usual']),
    );
    const [listed] = (await carrier.call(routes.listCarrierShipments, {})).shipments;
    expect(listed).toMatchObject({ state: 'declined', declined: { wish: 'as-usual' } });
  });

  it('are tried again after a 500, later each time, with the same id, and given up in the end; and sent again when asked', async () => {
    const carrier = await aCarrier(server);
    const { targetId } = await carrier.call(routes.newWebhook, { body: { url, events: ['visit.complete'] } });
    answers = Array<number>(9).fill(500);
    const { eventId } = await carrier.call(routes.testWebhook, { params: { targetId }, body: {} });
    const delivery = async () => (await carrier.call(routes.listDeliveries, {})).deliveries[0];
    await pass(1000);
    expect(await delivery()).toMatchObject({ eventId, state: 'waiting', attempts: 1, lastStatus: 500 });
    await pass(4000);
    expect(heard).toHaveLength(1);
    await pass(3000);
    expect(heard).toHaveLength(2);
    for (let n = 0; n < 9; n++) await pass(11 * 3600 * 1000);
    expect(heard).toHaveLength(9);
    expect(await delivery()).toMatchObject({ state: 'dead', attempts: 9 });
    expect(new Set(heard.map(({ headers }) => headers['webhook-id']))).toEqual(new Set([`msg_${eventId}`]));
    const replay = () => carrier.call(routes.replayDelivery, { params: { eventId, targetId }, body: {} });
    await replay();
    await expect(replay()).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await pass(1000);
    expect(await delivery()).toMatchObject({ state: 'delivered', attempts: 1, lastStatus: 204 });
    expect(heard).toHaveLength(10);
  });

  it('follow no redirect, and stop at a receiver that is gone', async () => {
    const carrier = await aCarrier(server);
    const { targetId } = await carrier.call(routes.newWebhook, { body: { url, events: ['visit.complete'] } });
    answers = [302, 410];
    const test = () => carrier.call(routes.testWebhook, { params: { targetId }, body: {} });
    await test();
    await pass(1000);
    await test();
    await pass(1000);
    await test();
    await pass(1000);
    expect((await carrier.call(routes.listDeliveries, {})).deliveries.map(({ state }) => state)).toEqual([
      'dead',
      'waiting',
    ]);
    expect((await carrier.call(routes.listWebhooks, {})).webhooks[0]?.goneMs).toBeDefined();
  });

  it('are signed with both secrets for a day after a change, and shown with neither', async () => {
    const carrier = await aCarrier(server);
    const made = await carrier.call(routes.newWebhook, { body: { url, events: ['visit.complete'] } });
    const params = { targetId: made.targetId };
    const renewed = await carrier.call(routes.renewWebhookSecret, { params, body: {} });
    await carrier.call(routes.testWebhook, { params, body: {} });
    await pass(1000);
    await pass(25 * 3600 * 1000);
    await carrier.call(routes.testWebhook, { params, body: {} });
    await pass(1000);
    const [soon, later] = heard;
    if (soon === undefined || later === undefined) throw new TypeError('not heard');
    expect([verify(made.secret, soon), verify(renewed.secret, soon)]).toEqual([true, true]);
    expect([verify(made.secret, later), verify(renewed.secret, later)]).toEqual([false, true]);
    const shown = JSON.stringify(await carrier.call(routes.listWebhooks, {}));
    expect(shown).not.toContain('whsec_');
    expect(server.logged()).not.toContain(made.secret.slice(6));
  });

  it('reach a receiver while another carrier’s never answers, however many wait for that one', async () => {
    const mute = createServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const hostile = await aCarrier(server, 'Mute Parcels');
    const muteUrl = `http://127.0.0.1:${String((mute.address() as AddressInfo).port)}/`;
    const muted = await hostile.call(routes.newWebhook, { body: { url: muteUrl, events: ['visit.complete'] } });
    for (let n = 0; n < 300; n++)
      await hostile.call(routes.testWebhook, { params: { targetId: muted.targetId }, body: {} });
    const carrier = await aCarrier(server);
    const { targetId } = await carrier.call(routes.newWebhook, { body: { url, events: ['visit.complete'] } });
    server.clock.advance(1000);
    await carrier.call(routes.testWebhook, { params: { targetId }, body: {} });
    server.clock.advance(1000);
    await expect.poll(() => heard.length, { timeout: 60_000 }).toBe(1);
    await hostile.call(routes.endWebhook, { params: { targetId: muted.targetId } });
    mute.closeAllConnections();
    mute.close();
  });

  it('verify with the published vector', () => {
    const secret = 'MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const target = {
      targetId: 't',
      carrierId: 'c',
      url,
      events: [],
      secret: Buffer.from(secret, 'base64'),
      createdMs: 0,
    };
    const delivery = { eventId: 'p5jXN8AQM9LWM0D4loKWxJek', targetId: 't', carrierId: 'c', event: 'test', payload: '{"test": 2432232314}', state: 'waiting', attempts: 1, nextMs: 0, createdMs: 0 } as const; // prettier-ignore
    expect(signedHeaders(delivery, target, 1_614_265_330_000)).toMatchObject({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it.each([
    'http://example.com/',
    'https://10.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/latest',
    'https://u:p@example.com/',
    'https://localhost/',
    'https://box.local/',
    'ftp://example.com/',
    'x',
  ])('go nowhere but to public https: %s', async (bad) => {
    expect(urlFault(bad, false)).toBeDefined();
    const post = makePost({ loopback: false, limitMs: 5000 });
    expect(await post({ url: bad, headers: {}, body: '' })).toMatchObject({ kind: 'failed', why: 'url-refused' });
  });

  it('go nowhere where one of a name’s addresses is not public, and only to the address that was judged', async () => {
    const to = (addresses: readonly string[], loopback = false) =>
      makePost({ loopback, limitMs: 5000, resolve: () => Promise.resolve(addresses) });
    const sent = { headers: {}, body: '{}' };
    expect(await to(['93.184.216.34', '10.0.0.1'])({ ...sent, url: 'https://hooks.example.com/' })).toEqual({ kind: 'failed', why: 'not-public' }); // prettier-ignore
    expect(await to([])({ ...sent, url: 'https://hooks.example.com/' })).toEqual({
      kind: 'failed',
      why: 'name-unknown',
    });
    const named = url.replace('127.0.0.1', 'localhost');
    expect(await to(['127.0.0.1'], true)({ ...sent, url: named })).toEqual({ kind: 'answered', status: 204 });
  });
});

describe('a carrier’s programs', () => {
  const aProgram = async (name: string) => {
    const carrier = await aCarrier(server);
    const signer = newSigner();
    const { apiKeyId } = await carrier.call(routes.newApiKey, { body: { name, publicKey: publicKeyText(signer) } });
    const guest = clientOf(server);
    const signIn = async () => guest(routes.newSession, { body: { ...(await proofFor(guest, signer, 'carrier')), role: 'carrier' } }); // prettier-ignore
    return { carrier, apiKeyId, signIn };
  };

  it('P13: sign in with keys of their own, are seen, and are cut off at once', async () => {
    const { carrier, apiKeyId, signIn } = await aProgram('Till');
    const { token } = await signIn();
    const program = clientOf(server, token);
    expect(await program(routes.readCarrier, {})).toMatchObject({ carrierId: carrier.carrierId });
    const listed = async () => (await carrier.call(routes.listApiKeys, {})).keys[0];
    expect(await listed()).toMatchObject({ name: 'Till', lastUsedMs: server.clock.nowMs() });
    await expect
      .poll(async () => (await carrier.call(routes.readCallLog, {})).entries)
      .toContainEqual(expect.objectContaining({ what: 'GET /api/carrier', status: 200, by: 'Till' }));
    await carrier.call(routes.revokeApiKey, { params: { apiKeyId }, body: {} });
    await expect(program(routes.readCarrier, {})).rejects.toMatchObject({ problem: { code: 'not-signed-in' } });
    await expect(signIn()).rejects.toMatchObject({ problem: { code: 'not-found' } });
  });

  it('let nobody else in, cut nobody off and redirect no webhook', async () => {
    const { signIn } = await aProgram('Till');
    const program = clientOf(server, (await signIn()).token);
    const publicKey = publicKeyText(newSigner());
    const notAllowed = { problem: { code: 'not-allowed' } };
    await expect(program(routes.newApiKey, { body: { name: 'Friend', publicKey } })).rejects.toMatchObject(notAllowed);
    await expect(program(routes.newWebhook, { body: { url, events: ['visit.complete'] } })).rejects.toMatchObject(notAllowed); // prettier-ignore
    const courier = { params: { courierId: 'A'.repeat(22) }, body: { blocks: [] } };
    await expect(program(routes.blockCourier, courier)).rejects.toMatchObject(notAllowed);
  });

  it('have a key that is nobody else’s', async () => {
    const { carrier } = await aProgram('Till');
    const other = await aCarrier(server);
    const again = { body: { name: 'X', publicKey: publicKeyText(other.signer) } };
    await expect(carrier.call(routes.newApiKey, again)).rejects.toMatchObject({ problem: { code: 'conflict' } });
    await expect(carrier.call(routes.newApiKey, { body: { name: 'X', publicKey: 'AAAA' } })).rejects.toMatchObject({ problem: { code: 'invalid-request' } }); // prettier-ignore
  });
});

describe('the log of calls', () => {
  it('says route, status and the key’s first letters; not the ids, not another carrier’s', async () => {
    const visit = await anAssignedVisit(server, home);
    const entries = async () => (await visit.carrier.call(routes.readCallLog, {})).entries;
    await expect
      .poll(entries)
      .toContainEqual(expect.objectContaining({ what: 'POST /api/carrier/visits/:visitId/assignments', status: 201, kind: 'call' })); // prettier-ignore
    const said = JSON.stringify(await entries());
    expect(said).not.toContain(visit.visitId);
    expect(said).not.toContain(visit.carrier.token);
    for (const { keyPrefix } of await entries()) expect((keyPrefix ?? '').length).toBeLessThanOrEqual(8);
    expect((await (await aCarrier(server)).call(routes.readCallLog, {})).entries).toEqual([]);
  });
});
