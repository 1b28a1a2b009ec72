/** Parts that broke elsewhere and that nothing here has: the contract offers no way to them. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hubToServer, serverToHub, visitLabel as channelVisit } from './channel/hub.ts';
import { viewerToServer } from './channel/live.ts';
import type { Route } from './route.ts';
import * as routes from './routes/index.ts';

const all = Object.values(routes).filter((value) => typeof value === 'object' && 'method' in value) as readonly Route[];

/** Names of fields, at any depth, and fixed values: method names of a line, kinds of messages. */
const wordsIn = (schema: unknown): readonly string[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap(wordsIn);
  const { properties, const: fixed, enum: several, ...rest } = schema as Readonly<Record<string, unknown>>;
  const values = [fixed, ...(Array.isArray(several) ? (several as unknown[]) : [])];
  const named = typeof properties === 'object' && properties !== null ? properties : {};
  const texts = values.filter((value): value is string => typeof value === 'string');
  return [...Object.keys(named), ...texts, ...Object.values(named).flatMap(wordsIn), ...Object.values(rest).flatMap(wordsIn)];
}; // prettier-ignore

const wordsOf = (schema: z.ZodType | undefined): readonly string[] =>
  schema === undefined ? [] : wordsIn(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }));

/** One entry for each thing that can be said to the server, or by it to a hub. */
const SAID: readonly (readonly [string, readonly string[]])[] = [
  ...all.map((route): readonly [string, readonly string[]] => [
    `${route.method} ${route.path}`,
    [...route.path.split('/'), ...wordsOf(route.params), ...wordsOf(route.query), ...wordsOf(route.body)],
  ]),
  ['a hub to the server', wordsOf(hubToServer)],
  ['the server to a hub', wordsOf(serverToHub)],
  ['a viewer', wordsOf(viewerToServer)],
];

const saying = (pattern: RegExp, said = SAID): readonly string[] =>
  said.flatMap(([where, words]) => words.filter((word) => pattern.test(word)).map((word) => `${where}: ${word}`));

const ABSENT = [
    ['a password (Ring)', /password|passphrase/i],
    ['a PIN or a door code that opens (Aiphone, League City)', /\bpin\b|pinCode|doorCode|keypad|accessCode|unlockCode/i],
    ['an image of firmware (Sciener, LockState)', /firmware|image|update|flash|rollout/i],
    ['an order to a lock or a camera itself (Akuvox, BoxLock)', /^(unlock|move-?bolt|bolt|lock|camera-on|start-camera)$/i], // *move* is a household's, to another server
    ['a role, a tenant or an owner of their own choosing (August, Verkada)', /^(isAdmin|superuser|ownerId|tenantId|impersonate|actAs|onBehalfOf|sudo)$/i],
    ['a toggle (myQ)', /toggle/i],
] as const; // prettier-ignore

/** What a person writes for another person. It may name a code (League City), so none of it goes to a door. */
const WRITTEN = /note|remark|comment|instruction|wish|hint|address/i;

/** The same lines and routes with a field too many, and what would then open. */
const PLANTED = [
  ['a password (Ring)', 'a member', z.object({ newPassword: z.string() })],
  ['a PIN or a door code that opens (Aiphone, League City)', 'a note to a courier', z.object({ note: z.object({ doorCode: z.string().max(8) }) })],
  ['an image of firmware (Sciener, LockState)', 'the server to a hub', z.discriminatedUnion('type', [z.object({ type: z.literal('firmware') })])],
  ['an order to a lock or a camera itself (Akuvox, BoxLock)', 'the server to a hub', z.object({ method: z.enum(['knock', 'unlock']) })],
  ['a role, a tenant or an owner of their own choosing (August, Verkada)', 'a member', z.object({ items: z.array(z.object({ ownerId: z.string() })) })],
  ['a toggle (myQ)', 'a hub to the server', z.object({ type: z.literal('toggle-door') })],
] as const; // prettier-ignore

describe('nobody can send, over any route or line', () => {
  it.each(ABSENT)('%s', (_what, pattern) => {
    expect(saying(pattern)).toEqual([]);
  });

  it.each(PLANTED)('%s; and one that is planted is found', (what, where, schema) => {
    const [, pattern] = ABSENT.find(([name]) => name === what) ?? [what, /$^/];
    expect(saying(pattern, [...SAID, [where, wordsOf(schema)]])).toHaveLength(1);
  });

  it('what somebody wrote for a courier to the door; and a note that is planted there is found', () => {
    const toTheDoor = SAID.filter(([where]) => where === 'the server to a hub');
    expect(toTheDoor).toHaveLength(1);
    expect(saying(WRITTEN, toTheDoor)).toEqual([]);
    const visit = z.object({ type: z.literal('visit'), visit: z.object({ ...channelVisit.shape, courierNote: z.string() }) });
    const planted = [['the server to a hub', wordsOf(visit)]] as const;
    expect(saying(WRITTEN, planted)).toEqual(['the server to a hub: courierNote']);
  }); // prettier-ignore

  it('a role of their own, but the one that their key signs when it signs in, or one that an administrator gives another', () => {
    expect(saying(/^role$/)).toEqual(['POST /api/sessions: role', 'POST /api/carrier/members: role']);
  }); // prettier-ignore

  it('and where there is such a word, this look finds it', () => {
    expect(saying(/^visitId$/).length).toBeGreaterThan(0);
    expect(wordsIn(z.toJSONSchema(z.object({ deep: z.array(z.object({ password: z.string() })) })))).toContain('password');
    expect(wordsIn(z.toJSONSchema(z.discriminatedUnion('t', [z.object({ t: z.literal('toggle') })])))).toContain('toggle');
  }); // prettier-ignore
});
