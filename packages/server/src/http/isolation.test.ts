import { routes, type Role, type Route } from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Authenticator } from '../testing/authenticator.ts';
import { aCarrier, aCourier, aMember, newKey, newSigner, publicKeyText } from '../testing/caller.ts';
import { allRoutes, bodies, fillIds, unknownIds, type Ids } from '../testing/requests.ts';
import { startTestServer, type TestServer } from '../testing/server.ts';
import { anAssignedVisit, aPairedHome, type AssignedVisit, type PairedHome } from '../testing/story.ts';
import { textOf } from '../ids.ts';
import { openOidc } from '../operator/oidc.ts';
import { makePushKeys, openWebPush } from '../notify/web-push.ts';
import { random, sealingKey } from '../testing/caller.ts';

let server: TestServer;
let ada: PairedHome;
let visit: AssignedVisit;
let theirs: Ids;
let bodyOf: Readonly<Record<string, object>>;
/** Signed in, each in their own role, and with nothing of Ada's or Pax's. */
let strangers: Readonly<Record<Exclude<Role, 'anyone'>, string>>;

beforeAll(async () => {
  const push = openWebPush({ keys: makePushKeys(), contact: 'mailto:a@example.com', allowLoopback: true });
  const identity = openOidc({
    issuer: 'https://id.example.com',
    clientId: 'console',
    clientSecret: 'never sent',
    scope: 'openid',
    limitMs: 1000,
  });
  server = await startTestServer({ settings: { rateFactor: 1000 }, effects: { push, identity } });
  const port = await server.listen(0);
  ada = await aPairedHome(server, port);
  visit = await anAssignedVisit(server, ada);
  const recordingId = textOf(random(16));
  ada.hub.say({ type: 'recording-started', recordingId, visitId: visit.visitId, door: 1 });
  await ada.hub.next('recording-ack');
  const subscription = { endpoint: 'https://push.example.com/a', publicKey: sealingKey(), secret: textOf(random(16)) };
  const { pushId } = await ada.call(routes.keepPush, { body: subscription });
  const passkeyId = await new Authenticator().makeFor(ada);
  const { keyId } = visit.courier;
  const { visitId, shipmentId, courierId } = visit;
  const boxId = textOf(random(16));
  await ada.call(routes.newInvitation, { body: { boxId, offer: textOf(random(300)) } });
  theirs = {
    hubId: ada.hub.hubId,
    visitId,
    shipmentId,
    recordingId,
    keyId,
    courierId,
    pushId,
    boxId,
    passkeyId,
    ...(await programsOf(visit)),
  };
  bodyOf = bodies(ada, visit);
  strangers = {
    member: (await aMember(server)).token,
    carrier: (await aCarrier(server, 'Other Parcels')).token,
    courier: (await aCourier(server)).token,
  };
});
afterAll(async () => {
  ada.hub.end();
  await server.close();
});

/** A webhook with something sent, and a program, of the visit's carrier. */
const programsOf = async ({ carrier }: AssignedVisit) => {
  const body = { url: 'https://example.com/', events: ['visit.complete' as const] };
  const { targetId } = await carrier.call(routes.newWebhook, { body });
  const { eventId } = await carrier.call(routes.testWebhook, { params: { targetId }, body: {} });
  const publicKey = publicKeyText(newSigner());
  const { apiKeyId } = await carrier.call(routes.newApiKey, { body: { name: 'Till', publicKey } });
  const invited = { role: 'dispatcher', email: 'ada@example.com' } as const;
  const { memberId } = await carrier.call(routes.inviteOperatorMember, { body: invited });
  return { targetId, eventId, apiKeyId, memberId };
};

const name = (route: Route) => `${route.method} ${route.path}`;
const withRole = allRoutes.filter(({ role }) => role !== 'anyone');
const withIds = withRole.filter(({ path }) => path.includes(':'));

const send = (route: Route, ids: Ids, token: string | undefined, change: object = {}) => {
  const body = bodyOf[name(route)];
  return server.app.inject({
    method: route.method,
    url: fillIds(route.path, ids),
    headers: {
      host: 'localhost:8400',
      'idempotency-key': newKey(),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { payload: { ...body, ...change } }),
  });
};

const told = async (sent: ReturnType<typeof send>) => {
  const { statusCode, payload } = await sent;
  return { statusCode, payload };
};

/** The mailboxes are open to every signed-in caller who was shown the code (its id). */
const mailbox = new Set([
  'GET /api/carrier/enrolments/:keyId',
  'GET /api/home/enrolments/:keyId',
  'POST /api/home/enrolments/:keyId/welcome',
  'POST /api/courier/invitations/:boxId/answer',
]);

describe('a stranger', () => {
  it.each(withRole.map(name))(
    'without a session, or with one of another role, hears the same 401: %s',
    async (which) => {
      const route = withRole.find((r) => name(r) === which) as Route;
      const wrong = (['member', 'carrier', 'courier'] as const).filter((role) => role !== route.role);
      const answers = [
        await told(send(route, theirs, undefined)),
        await told(send(route, theirs, 'A'.repeat(43))),
        ...(await Promise.all(wrong.map((role) => told(send(route, theirs, strangers[role]))))),
        await told(send(route, unknownIds(), undefined)),
      ];
      expect(answers[0]?.statusCode).toBe(401);
      expect(new Set(answers.map(({ payload }) => payload)).size).toBe(1);
    },
  );

  it.each(withIds.map(name).filter((n) => !mailbox.has(n)))(
    'of the right role hears for somebody else’s id what it hears for none: %s',
    async (which) => {
      const route = withIds.find((r) => name(r) === which) as Route;
      const token = strangers[route.role as keyof typeof strangers];
      const real = await told(send(route, theirs, token));
      expect(real).toEqual(await told(send(route, unknownIds(), token)));
      expect(real.statusCode).toBe(404);
    },
  );

  it('finds nothing of others by ids in a body either', async () => {
    const grant = withRole.find((r) => name(r) === 'POST /api/home/grants') as Route;
    const block = withRole.find((r) => name(r) === 'POST /api/home/blocks') as Route;
    for (const [route, field] of [
      [grant, 'shipmentId'],
      [block, 'hubId'],
    ] as const) {
      const real = await told(send(route, theirs, strangers.member));
      const none = await told(send(route, theirs, strangers.member, { [field]: textOf(random(16)) }));
      expect(real).toEqual(none);
      expect(real.statusCode).toBe(404);
    }
  });

  it.each([
    'GET /api/home/visits',
    'GET /api/home/shipments',
    'GET /api/carrier/shipments',
    'GET /api/carrier/couriers',
    'GET /api/courier/stops',
    'GET /api/courier/series',
    'GET /api/home/series',
    'GET /api/home/invitations',
  ])('sees an empty list: %s', async (which) => {
    const route = withRole.find((r) => name(r) === which) as Route;
    const { payload } = await told(send(route, theirs, strangers[route.role as keyof typeof strangers]));
    expect(Object.values(JSON.parse(payload) as object)).toEqual([[]]);
  });
});

describe('every route', () => {
  it.each(allRoutes.filter(({ body }) => body !== undefined).map(name))(
    'refuses a field it does not know: %s',
    async (which) => {
      const route = allRoutes.find((r) => name(r) === which) as Route;
      const token = route.role === 'anyone' ? undefined : strangers[route.role];
      for (const extra of ['role', 'homeId', 'carrierId', 'tenantId', 'isAdmin', '__proto__x']) {
        const { statusCode, payload } = await told(send(route, theirs, token, { [extra]: 'admin' }));
        expect(statusCode).toBe(400);
        expect(JSON.parse(payload)).toMatchObject({ code: 'invalid-request' });
      }
    },
  );

  it.each(allRoutes.map(name))('refuses a query it does not know: %s', async (which) => {
    const route = allRoutes.find((r) => name(r) === which) as Route;
    const token = route.role === 'anyone' ? undefined : strangers[route.role];
    const body = bodyOf[which];
    const answer = await server.app.inject({
      method: route.method,
      url: `${fillIds(route.path, unknownIds())}?admin=1`,
      headers: {
        host: 'localhost:8400',
        'idempotency-key': newKey(),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { payload: body }),
    });
    expect(answer.statusCode).toBe(400);
  });

  it('has a sample body here, if it takes one', () => {
    const missing = allRoutes.filter((r) => r.body !== undefined && bodyOf[name(r)] === undefined).map(name);
    expect(missing).toEqual([]);
  });

  it.each(allRoutes.filter(({ method }) => method !== 'GET').map(name))(
    'asks for an idempotency key: %s',
    async (which) => {
      const route = allRoutes.find((r) => name(r) === which) as Route;
      const token = route.role === 'anyone' ? undefined : strangers[route.role];
      const body = bodyOf[which];
      const answer = await server.app.inject({
        method: route.method,
        url: fillIds(route.path, unknownIds()),
        headers: { host: 'localhost:8400', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
        ...(body === undefined ? {} : { payload: body }),
      });
      expect(answer.json()).toMatchObject({ code: 'idempotency-key-missing' });
    },
  );
});
