/** The matrix of fields: every route × whoever calls × every field that the contract knows anywhere, and some that attackers try. */
import { routes, type Route } from '@latchkey/contract';
import { z } from 'zod';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MemoryStore } from '../store/memory.ts';
import { Tables } from '../store/tables.ts';
import { newKey } from '../testing/caller.ts';
import { dumpOf } from '../testing/dump.ts';
import { name, openNeighbours, type Neighbours } from '../testing/neighbours.ts';
import { allRoutes, fillIds } from '../testing/requests.ts';

const tables = new Tables();
let neighbours: Neighbours;
/** By role: whose all of it is, and who has nothing of it. */
let own: Readonly<Record<string, string>>;

beforeAll(async () => {
  neighbours = await openNeighbours({ store: new MemoryStore(tables) });
  const { ada, visit } = neighbours;
  own = { member: ada.token, carrier: visit.carrier.token, courier: visit.courier.token };
});
afterAll(() => neighbours.close());

const ATTACKERS_TRY = ['role', 'admin', 'isAdmin', 'superuser', 'owner', 'ownerId', 'userId', 'tenantId', 'accountId', 'permissions', 'scope', 'within', 'sub', 'token', 'constructor', '__proto__x', '$where', '']; // prettier-ignore

type JsonSchema = z.core.JSONSchema.JSONSchema;
const isSchema = (one: unknown): one is JsonSchema => typeof one === 'object' && one !== null && !Array.isArray(one);
const namesIn = (schema: unknown): readonly string[] => {
  if (!isSchema(schema)) return [];
  const { properties = {}, items, additionalProperties, anyOf = [], oneOf = [], allOf = [] } = schema;
  const inner = [...Object.values(properties), items, additionalProperties, ...anyOf, ...oneOf, ...allOf];
  return [...Object.keys(properties), ...inner.flatMap(namesIn)];
};
const jsonOf = (schema: z.ZodType | undefined, io: 'input' | 'output'): JsonSchema | undefined =>
  schema === undefined ? undefined : z.toJSONSchema(schema, { io, unrepresentable: 'any' });

/** Every name of a field, wherever it belongs. */
const FIELDS = [
  ...new Set([
    ...ATTACKERS_TRY,
    ...Object.values(routes).flatMap((one) =>
      typeof one === 'object' && 'method' in one
        ? [
            ...namesIn(jsonOf(one.body, 'input')),
            ...namesIn(jsonOf(one.query, 'input')),
            ...namesIn(jsonOf(one.answer, 'output')),
            ...namesIn(jsonOf(one.params, 'input')),
          ]
        : [],
    ),
  ]),
];

/** The objects of a body, as ways into it. */
const objectsIn = (body: unknown, way: readonly string[] = []): readonly (readonly string[])[] => {
  if (typeof body !== 'object' || body === null) return [];
  const inner = Object.entries(body).flatMap(([field, value]) => objectsIn(value, [...way, field]));
  return Array.isArray(body) ? inner : [way, ...inner];
};

const objectAt = (body: unknown, way: readonly string[]): Record<string, unknown> =>
  way.reduce((at, step) => (at as Record<string, unknown>)[step], body) as Record<string, unknown>;

/** A copy with one field more in the object there; undefined where it has that one. */
const withField = (body: object, way: readonly string[], field: string): object | undefined => {
  const copy = structuredClone(body);
  const at = objectAt(copy, way);
  if (Object.hasOwn(at, field)) return undefined;
  at[field] = 'admin';
  return copy;
};

/** What a route's body may hold in some form of it. */
const mayHold = (route: Route): ReadonlySet<string> => new Set(namesIn(jsonOf(route.body, 'input')));

const call = async (route: Route, token: string | undefined, payload: object | undefined, query = '') => {
  const answer = await neighbours.server.app.inject({
    method: route.method,
    url: fillIds(route.path, neighbours.theirs) + query,
    headers: {
      host: 'localhost:8400',
      'idempotency-key': newKey(),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(payload === undefined ? {} : { payload }),
  });
  const { code } = answer.json<{ code?: string }>();
  return `${answer.statusCode} ${code ?? ''}`;
};

const others = (route: Route) => ['member', 'carrier', 'courier'].filter((role) => role !== route.role);
const ofRole = (route: Route, tokens: Readonly<Record<string, string>>): string | undefined =>
  route.role === 'anyone' ? undefined : tokens[route.role];

it('knows some hundred names', () => {
  expect(FIELDS.length).toBeGreaterThan(150);
});

const routeOf = (which: string) => allRoutes.find((one) => name(one) === which) as Route;
const withBody = allRoutes.filter(({ body }) => body !== undefined);

it.each(withBody.map(name))(
  'no field that is not its own is taken at any place in a body, from whoever has all of it or nothing, and nothing changes: %s',
  async (which) => {
    const route = routeOf(which);
    const body = neighbours.bodyOf[which] ?? {};
    const before = dumpOf(tables);
    const heard = new Set<string>();
    for (const way of objectsIn(body))
      for (const field of FIELDS) {
        const payload = withField(body, way, field);
        if (payload === undefined || mayHold(route).has(field)) continue;
        heard.add(await call(route, ofRole(route, own), payload));
        heard.add(await call(route, ofRole(route, neighbours.strangers), payload));
      }
    expect([...heard]).toEqual(['400 invalid-request']);
    expect(dumpOf(tables)).toEqual(before);
  },
);

it.each(withBody.filter(({ role }) => role !== 'anyone').map(name))(
  'whoever calls in another role, or in none, hears the same whatever they send: %s',
  async (which) => {
    const route = routeOf(which);
    const body = neighbours.bodyOf[which] ?? {};
    const before = dumpOf(tables);
    const heard = new Set<string>();
    const wrong = [undefined, ...others(route).flatMap((role) => [own[role], neighbours.strangers[role as 'member']])];
    for (const [n, field] of FIELDS.entries())
      heard.add(await call(route, wrong[n % wrong.length], withField(body, [], field) ?? body));
    expect([...heard]).toEqual(['401 not-signed-in']);
    expect(dumpOf(tables)).toEqual(before);
  },
);

it.each(allRoutes.map(name))('no field that is not its own in its query: %s', async (which) => {
  const route = routeOf(which);
  const before = dumpOf(tables);
  const takes = new Set(namesIn(jsonOf(route.query, 'input')));
  const heard = new Set<string>();
  for (const field of FIELDS.filter((one) => one !== '' && !takes.has(one)))
    heard.add(await call(route, ofRole(route, own), neighbours.bodyOf[which], `?${encodeURIComponent(field)}=admin`));
  expect([...heard]).toEqual(['400 invalid-request']);
  expect(dumpOf(tables)).toEqual(before);
});
