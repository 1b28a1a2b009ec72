import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { hubToServer, serverToHub } from './channel/hub.ts';
import { viewerToServer } from './channel/live.ts';
import type { Route } from './route.ts';
import * as routes from './routes/index.ts';

const all = Object.values(routes).filter((value) => typeof value === 'object' && 'method' in value) as readonly Route[];

/** Every place in a schema where an object would take or give a field that the contract does not name. */
function open(schema: unknown, at: string): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  if (Array.isArray(schema)) return schema.flatMap((one, i) => open(one, `${at}/${i}`));
  const here = schema as Readonly<Record<string, unknown>>;
  // A record names the shape of its values instead.
  const closed = here['additionalProperties'] === false || typeof here['additionalProperties'] === 'object';
  const found = here['type'] === 'object' && !closed ? [at] : [];
  return [...found, ...Object.entries(here).flatMap(([name, value]) => open(value, `${at}/${name}`))];
}

const openIn = (schema: z.ZodType, name: string): string[] =>
  open(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }), name);

describe('no schema of the contract has a place for a field that it does not name', () => {
  it.each(['answer', 'body', 'query', 'params'] as const)('in what a route calls its %s', (part) => {
    const having = all.filter((route) => route[part] !== undefined);
    expect(having.length).toBeGreaterThan(0);
    expect(having.flatMap((route) => openIn(route[part] as z.ZodType, `${route.method} ${route.path}`))).toEqual([]);
  });

  it('in what goes over the hub’s line', () => {
    expect([...openIn(hubToServer, 'to the server'), ...openIn(serverToHub, 'to the hub')]).toEqual([]);
  });

  it('in what a viewer says, and in what the event streams tell', () => {
    expect(openIn(viewerToServer, 'a viewer')).toEqual([]);
    const { homeEvent, carrierEvent, courierEvent } = routes;
    for (const event of [homeEvent, carrierEvent, courierEvent]) expect(openIn(event, 'an event')).toEqual([]);
  });
});
