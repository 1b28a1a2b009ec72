import { channel, live, routes, type Route } from '@latchkey/contract';
import { signCarrierBlock, TARGET } from '@latchkey/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { z } from 'zod';
import { textOf } from '../ids.ts';
import { MemoryStore } from '../store/memory.ts';
import { SERVER } from '../store/store.ts';
import { Tables } from '../store/tables.ts';
import { aCarrier, aCourier, newKey, random } from '../testing/caller.ts';
import { dumpOf } from '../testing/dump.ts';
import { aRecord } from '../testing/records.ts';
import { allRoutes, bodies, fillIds, unknownIds, type Ids } from '../testing/requests.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type AssignedVisit, type PairedHome } from '../testing/story.ts';
import { listenTo } from '../testing/stream.ts';

const tables = new Tables();
let server: TestServer;
let port: number;
let ada: PairedHome;
let visit: AssignedVisit;
/** Another household, with a hub of its own, and another carrier. */
let bob: PairedHome;
let other: Awaited<ReturnType<typeof aCarrier>>;
/** Of her film. */
let recordingId: string;
let strangers: Readonly<Record<'nobody' | 'member' | 'carrier' | 'operator' | 'courier', string | undefined>>;

beforeAll(async () => {
  server = await startTestServer({ settings: { rateFactor: 1000 }, effects: { store: new MemoryStore(tables) } });
  port = await server.listen(0);
  ada = await aPairedHome(server, port);
  bob = await aPairedHome(server, port);
  visit = await anAssignedVisit(server, ada);
  other = await aCarrier(server, 'Other Parcels');
  recordingId = textOf(random(16));
  ada.hub.say({ type: 'recording-started', recordingId, visitId: visit.visitId, door: 1 });
  await ada.hub.next('recording-ack');
  strangers = {
    nobody: undefined,
    member: bob.token,
    carrier: other.token,
    operator: await anOperator(other.carrierId),
    courier: (await aCourier(server)).token,
  };
});
afterAll(async () => {
  ada.hub.end();
  bob.hub.end();
  await server.close();
});

/** A person who signed in for a carrier. */
const anOperator = async (carrierId: string) => {
  const { token, write } = server.world.sessions.make('carrier', textOf(random(16)), carrierId);
  await server.world.effects.store.write(SERVER, [write]);
  return token;
};
const typesOf = (union: { readonly options: readonly z.ZodObject[] }) =>
  union.options.map(({ shape }) => String((shape['type'] as z.ZodLiteral).value)).sort();
const tick = () => new Promise((done) => setImmediate(done));
const bytes = (text: string) => Buffer.from(text, 'base64url');

const streamOf = { home: routes.homeEvents, carrier: routes.carrierEvents, courier: routes.courierEvents };
const eventOf = { home: routes.homeEvent, carrier: routes.carrierEvent, courier: routes.courierEvent };

describe('the event streams', () => {
  /** Each of the contract's events at least once; a new one is missing here until something tells it. */
  const everything = async () => {
    const { carrier, courier, visitId, shipmentId } = visit;
    const params = { visitId };
    await courier.call(routes.sayProgress, { params, body: { etaS: 60, stopsBefore: 0 } });
    await courier.call(routes.sayPosition, { params, body: { sealedPosition: textOf(random(200)) } });
    await carrier.call(routes.newShipment, { body: { handle: ada.handle, window: { fromS: 1_800_000_000, toS: 1_800_003_600 }, trackingNumbers: ['PAX2'], sealedLabel: textOf(random(90)) } }); // prettier-ignore
    await ada.call(routes.tellNames, { body: { texts: [] } });
    const boxId = textOf(random(16));
    await ada.call(routes.newInvitation, { body: { boxId, offer: textOf(random(300)) } });
    await courier.call(routes.answerInvitation, { params: { boxId }, body: { answer: textOf(random(200)) } });
    const block = await signCarrierBlock(server.effects.primitives, carrier.signer, {
      hubId: bytes(ada.hub.hubId),
      target: { type: TARGET.visit, id: bytes(visitId) },
      iat: 1_800_000_000,
      cti: random(16),
    });
    const { hub } = ada;
    const knock = textOf(random(32));
    hub.say({ type: 'state-changed' });
    hub.say({ type: 'resume-wanted', message: 'AQID' });
    hub.say({ type: 'time-wanted', nonce: textOf(random(16)) });
    hub.say({ type: 'approval-wanted', visitId, door: 1, knock, message: 'AQID', waitS: 30 });
    hub.say({ type: 'approval-over', visitId, knock });
    hub.say({ type: 'recording-started', recordingId: textOf(random(16)), visitId, door: 1 });
    await hub.next('recording-ack');
    await hub.send(await hub.receipt({ event: 'asked', visitId: bytes(visitId) }));
    await carrier.call(routes.newCarrierBlock, { params, body: { block: textOf(block.bytes) } });
    await hub.send(await hub.receipt({ event: 'blocked', visitId: bytes(visitId), answers: block.hash, detail: { blockSeq: 1, begun: [] } })); // prettier-ignore
    expect(shipmentId).not.toBe('');
  };

  it('tell each of the contract’s events to whom it concerns, with no field more, and to nobody else', async () => {
    const own = [
      ['home', await listenTo(port, streamOf.home.path, ada.token)],
      ['carrier', await listenTo(port, streamOf.carrier.path, visit.carrier.token)],
      ['courier', await listenTo(port, streamOf.courier.path, visit.courier.token)],
    ] as const;
    const others = await Promise.all([
      listenTo(port, streamOf.home.path, strangers.member ?? ''),
      listenTo(port, streamOf.carrier.path, strangers.carrier ?? ''),
      listenTo(port, streamOf.carrier.path, strangers.operator ?? ''),
      listenTo(port, streamOf.courier.path, strangers.courier ?? ''),
    ]);
    await everything();
    for (const [topic, stream] of own) {
      const heard = () => stream.events.map((event) => (event as { type: string }).type);
      const wanted = typesOf(eventOf[topic]);
      await stream.until(() => wanted.every((type) => heard().includes(type)));
      for (const event of stream.events) eventOf[topic].parse(event);
      stream.end();
    }
    const heard = others.flatMap(({ events }) => events);
    expect(heard).toEqual([{ type: 'hub', hubId: bob.hub.hubId, ...server.world.lines.presence(bob.hub.hubId) }]);
    for (const stream of others) stream.end();
  });

  it.each(Object.values(streamOf).map(({ path }) => path))('are for their role alone: %s', async (path) => {
    const role = allRoutes.find((route) => route.path === path)?.role;
    const fits: readonly string[] = role === 'carrier' ? ['carrier', 'operator'] : [role ?? ''];
    const answers = Object.entries(strangers)
      .filter(([who]) => !fits.includes(who))
      .map(([, token]) => token)
      .map((token) =>
        server.app.inject({ url: path, headers: { host: 'localhost:8400', authorization: `Bearer ${token ?? 'A'.repeat(43)}` } }),
      ); // prettier-ignore
    for (const { statusCode } of await Promise.all(answers)) expect(statusCode).toBe(401);
  });
});

describe('a live picture', () => {
  const livePath = (id: string) => routes.livePath.replace(':recordingId', id);
  const watch = (token: string | undefined, id: string) =>
    new WebSocket(`ws://127.0.0.1:${port}${livePath(id)}`, {
      headers: { host: 'localhost:8400', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    });
  const refusal = (token: string | undefined, id: string) =>
    new Promise<string>((resolve) => {
      const socket = watch(token, id);
      socket.on('error', () => undefined);
      socket.once('unexpected-response', (_request, response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () => resolve(`${response.statusCode} ${body}`));
      });
    });
  const opened = async (id = recordingId) => {
    const socket = watch(ada.token, id);
    await new Promise((done) => socket.once('open', done));
    return socket;
  };
  const closed = (socket: WebSocket) => new Promise<number>((done) => socket.once('close', (code) => done(code)));
  const nonce = () => textOf(random(16));
  const nonces = () => ada.hub.heard.filter(({ type }) => type === 'viewer-nonce').length;

  it.each(['nobody', 'member', 'carrier', 'operator', 'courier'] as const)(
    'is refused to %s of elsewhere alike, whether it is there or not',
    async (who) => {
      const real = await refusal(strangers[who], recordingId);
      expect(real).toBe(await refusal(strangers[who], textOf(random(16))));
      expect(real).toContain(who === 'member' ? '404' : '401');
    },
  );

  it('is refused to the carrier and the courier whom it shows', async () => {
    for (const { token } of [visit.carrier, visit.courier]) expect(await refusal(token, recordingId)).toContain('401');
  });

  it.each([
    ['a field nobody knows', () => JSON.stringify({ nonce: nonce(), recordingId }), 4400],
    ['nothing', () => '{}', 4400],
    ['no JSON', () => '{', 4400],
    ['film', () => aRecord('key', 1), 4400],
    ['what only the server says', () => JSON.stringify({ type: 'viewer-nonce', recordingId, nonce: nonce() }), 4400],
    ['what only a hub says', () => JSON.stringify({ type: 'recording-closed', recordingId }), 4400],
    ['more than a message may be long', () => JSON.stringify({ nonce: nonce(), pad: 'x'.repeat(live.maxViewerMessageBytes) }), 1009], // prettier-ignore
  ])('ends at %s, and what comes right behind is not heard', async (_what, said, code) => {
    ada.hub.heard.splice(0);
    const before = dumpOf(tables);
    const socket = await opened();
    const ended = closed(socket);
    socket.send(said());
    socket.send(JSON.stringify({ nonce: nonce() }));
    expect(await ended).toBe(code);
    ada.hub.say({ type: 'fresh?', nonce: nonce() });
    await ada.hub.next('fresh');
    expect(nonces()).toBe(0);
    expect(dumpOf(tables)).toEqual(before);
  });

  it('passes a nonce on to the hub that films, four times a second at most, and none of another’s picture', async () => {
    ada.hub.heard.splice(0);
    bob.hub.heard.splice(0);
    const socket = await opened();
    const first = nonce();
    for (let i = 0; i < 20; i++) socket.send(JSON.stringify({ nonce: i === 0 ? first : nonce() }));
    expect(await ada.hub.next('viewer-nonce')).toEqual({ type: 'viewer-nonce', recordingId, nonce: first });
    const pong = new Promise((done) => socket.once('pong', done));
    socket.ping();
    await pong;
    ada.hub.say({ type: 'fresh?', nonce: nonce() });
    await ada.hub.next('fresh');
    expect(nonces()).toBe(0);
    expect(bob.hub.heard).toEqual([]);
    socket.terminate();
  });
});

describe('what goes to a hub', () => {
  /** The word of a route is the word on the line, but for these. */
  const onLine = { ask: 'member-ask', knock: 'member-knock', approve: 'approval' } as Readonly<Record<string, string>>;
  /** All others, each with the route that alone causes it. */
  const byRoute = {
    pairing: routes.pairHub,
    chain: routes.newAssignment,
    ask: routes.askDoor,
    knock: routes.knock,
    block: routes.newBlock,
    divert: routes.newDivert,
    inquiry: routes.askReadiness,
    recovery: routes.recoverHome,
    'recovery-call': routes.recoverHome,
  };

  it('is known for every method of the contract', () => {
    const bodyless = routes.memberMethods.map((method) => onLine[method] ?? method);
    expect([...bodyless, ...Object.keys(byRoute)].sort()).toEqual([...channel.hubMethods].sort());
  });

  const name = (route: Route) => `${route.method} ${route.path}`;
  const theirs = (): Ids => ({
    ...unknownIds(),
    hubId: ada.hub.hubId,
    visitId: visit.visitId,
    shipmentId: visit.shipmentId,
    recordingId,
    keyId: visit.courier.keyId,
    courierId: visit.courierId,
  });
  const send = async (route: Route, ids: Ids, token: string | undefined, body: object | undefined) => {
    const { statusCode, payload } = await server.app.inject({
      method: route.method,
      url: fillIds(route.path, ids),
      headers: {
        host: 'localhost:8400',
        'idempotency-key': newKey(),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    return { statusCode, payload };
  };
  /** All that reaches Ada's side while `act` goes on. */
  const reaches = async (act: () => Promise<unknown>) => {
    ada.hub.heard.splice(0);
    const heard: unknown[] = [];
    const { bus } = server.world;
    const stops = [
      bus.listen('home', ada.homeId, (event) => heard.push(event)),
      bus.listen('carrier', visit.carrier.carrierId, (event) => heard.push(event)),
      bus.listen('courier', visit.courier.keyId, (event) => heard.push(event)),
    ];
    await act();
    for (let i = 0; i < 4; i++) await tick();
    const asked = nonceOf();
    ada.hub.say({ type: 'fresh?', nonce: asked });
    await ada.hub.next('fresh', (fresh) => fresh.nonce === asked);
    for (const stop of stops) stop();
    return [...heard, ...ada.hub.heard];
  };
  const nonceOf = () => textOf(random(16));

  it.each(routes.memberMethods)('by a member is their own hub’s alone, under no other name: %s', async (method) => {
    const route: Route = routes.tellHub;
    const body = { method, message: 'AQID' };
    const heard = await reaches(async () => {
      const real = await send(route, theirs(), strangers.member, body);
      expect(real).toEqual(await send(route, unknownIds(), strangers.member, body));
      expect(real.statusCode).toBe(404);
      for (const who of ['nobody', 'carrier', 'operator', 'courier'] as const)
        expect((await send(route, theirs(), strangers[who], body)).statusCode).toBe(401);
      for (const field of ['links', 'id', 'homeId', 'memberId', 'role', 'type'])
        expect((await send(route, theirs(), ada.token, { ...body, [field]: 'admin' })).statusCode).toBe(400);
    });
    expect(heard).toEqual([]);
    const own = await reaches(() => send(route, theirs(), ada.token, body));
    expect(own).toEqual([
      expect.objectContaining({ type: 'request', method: onLine[method] ?? method, message: 'AQID' }),
    ]);
  });

  it.each(Object.keys(byRoute))('is no member’s to send as it is: %s', async (method) => {
    const said = { method, message: 'AQID' };
    const answered = async () => {
      if ((routes.memberMethods as readonly string[]).includes(method)) return;
      expect((await send(routes.tellHub, theirs(), ada.token, said)).statusCode).toBe(400);
    };
    expect(await reaches(answered)).toEqual([]);
  });

  /** Open by design to whoever was shown the code that is their id. */
  const mailbox = ['POST /api/home/enrolments/:keyId/welcome', 'POST /api/courier/invitations/:boxId/answer'];
  const changing = allRoutes.filter(({ role, method }) => role !== 'anyone' && method !== 'GET');

  it.each(changing.map(name).filter((which) => !mailbox.includes(which)))(
    'or is kept of Ada’s, her carrier’s and her courier’s is changed by nobody else: %s',
    async (which) => {
      const route = changing.find((one) => name(one) === which) as Route;
      const others = { homeId: bob.homeId, carrierId: other.carrierId };
      const before = dumpOf(tables, others);
      const heard = await reaches(async () => {
        for (const token of Object.values(strangers)) await send(route, theirs(), token, bodies(ada, visit)[which]);
      });
      expect(heard).toEqual([]);
      expect(dumpOf(tables, others)).toEqual(before);
    },
  );
});
