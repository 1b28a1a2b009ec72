import type { Route } from '@latchkey/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '../ids.ts';
import { random } from '../testing/caller.ts';
import { name, openNeighbours, told, type Neighbours } from '../testing/neighbours.ts';
import { allRoutes, fillIds, idsInBody, textsInBody, unknownIds, withAt, type Ids } from '../testing/requests.ts';

let neighbours: Neighbours;
let server: Neighbours['server'];
let theirs: Neighbours['theirs'];
let bodyOf: Neighbours['bodyOf'];
let strangers: Neighbours['strangers'];
let send: Neighbours['send'];

beforeAll(async () => {
  neighbours = await openNeighbours();
  ({ server, theirs, bodyOf, strangers, send } = neighbours);
});
afterAll(() => neighbours.close());

const withRole = allRoutes.filter(({ role }) => role !== 'anyone');
const withIds = withRole.filter(({ path }) => path.includes(':'));

/** The mailboxes are open to every signed-in caller who was shown the code (its id). */
const mailbox = new Set([
  'GET /api/carrier/enrolments/:boxId',
  'GET /api/home/enrolments/:boxId',
  'POST /api/home/enrolments/:boxId/welcome',
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

/** Each place in a body where a route takes an id, from the contract: `POST /api/home/names texts.0.keyId`. */
const inBodies = allRoutes.flatMap((route) => idsInBody(route).map((way) => `${name(route)} ${way.join('.')}`));

const ANSWERED_AS_NONE = [
  ['POST /api/home/grants shipmentId', 404],
  ['POST /api/home/blocks hubId', 404],
  ['POST /api/carrier/couriers keyId', 404],
  ['POST /api/carrier/visits/:visitId/assignments courierId', 404],
  ['POST /api/carrier/couriers/:courierId/block blocks.0.visitId', 404],
  // Kept with the household's own and read by its own devices alone, for whomever it says it is.
  ['POST /api/home/names texts.0.keyId', 204],
] as const;

/** Names that the caller gives to something new. */
const TOLD_OR_CHOSEN = [
  'POST /api/enrolments boxId',
  'POST /api/home/invitations boxId',
  'POST /api/home/passkeys credentialId',
  'POST /api/home/passkeys/proof credentialId',
  'POST /api/home/series personId',
];

/** Looked at in tests/system/operator-sign-in.test.ts: they narrow what the identity provider's word allows. */
const OF_A_SIGN_IN = ['POST /api/sign-in carrierId', 'POST /api/sign-in/choice memberId'];

describe('somebody who has all of it too', () => {
  it('has no other place in a body to put an id than those that are looked at here', () => {
    const known = [...ANSWERED_AS_NONE.map(([which]) => which), ...TOLD_OR_CHOSEN, ...OF_A_SIGN_IN];
    expect([...inBodies].sort()).toEqual(known.sort());
  });

  it.each(ANSWERED_AS_NONE)(
    'hears for somebody else’s id in a body what it hears for none: %s',
    async (which, status) => {
      const bea = await neighbours.another();
      const route = withRole.find((r) => which.startsWith(`${name(r)} `)) as Route;
      const [way = []] = idsInBody(route);
      const token = bea.tokens[route.role as keyof typeof bea.tokens];
      const sent = (id: string) =>
        told(send(route, bea.ids, token, withAt(bea.bodyOf[name(route)], way, id) as object));
      const id = way.at(-1) as keyof Ids;
      const real = await sent(theirs[id]);
      expect(real).toEqual(await sent(textOf(random(16))));
      expect(real.statusCode).toBe(status);
      // The rest of what it sends is its own and leads further, or this would look at another wall.
      if (status === 404) expect((await sent(bea.ids[id])).statusCode).not.toBe(404);
    },
  );
});

const atWay = (body: unknown, way: readonly string[]): unknown =>
  way.reduce((at: unknown, step) => (at as Readonly<Record<string, unknown>> | undefined)?.[step], body);

describe('every route', () => {
  it.each(allRoutes.filter((route) => textsInBody(route).length > 0).map(name))(
    'takes a NUL in no text, which no database keeps, before it looks for anything: %s',
    async (which) => {
      const route = allRoutes.find((r) => name(r) === which) as Route;
      const token = route.role === 'anyone' ? undefined : strangers[route.role];
      for (const way of textsInBody(route))
        // Behind what is right, too: a URL parser drops it there.
        for (const text of ['a\u0000b', `${String(atWay(bodyOf[which], way))}\u0000`]) {
          const body = withAt(bodyOf[which], way, text) as object;
          const { statusCode, payload } = await told(send(route, unknownIds(), token, body));
          expect([way.join('.'), statusCode, JSON.parse(payload)]).toMatchObject([way.join('.'), 400, { code: 'invalid-request' }]); // prettier-ignore
        }
    },
  );

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
