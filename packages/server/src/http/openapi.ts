import { problem, withinOf, type Route, type Within } from '@latchkey/contract';
import { z } from 'zod';

type Json = Record<string, unknown>;

const schemaOf = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const written: Json = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any' });
  // OpenAPI 3.1 is that dialect already.
  delete written['$schema'];
  return written;
};

const parameters = (schema: z.ZodType | undefined, place: 'path' | 'query'): Json[] => {
  if (schema === undefined) return [];
  const { properties, required } = schemaOf(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties ?? {}).map(([name, s]) => ({
    name,
    in: place,
    required: place === 'path' || (required ?? []).includes(name),
    schema: s,
  }));
};

const idempotencyKey: Json = {
  name: 'idempotency-key',
  in: 'header',
  required: true,
  description: 'The same key with the same request gets the same answer, and happens once.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_-]{16,64}$' },
};

const answerOf = (route: Route): Json => {
  if (route.produces !== undefined) return { description: route.summary, content: { [route.produces]: {} } };
  if (route.answer === undefined) return { description: route.summary };
  return { description: route.summary, content: { 'application/json': { schema: schemaOf(route.answer, 'output') } } };
};

const whom: Readonly<Record<Within, string>> = {
  administrators: 'For the carrier’s own key and its administrators.',
  people: 'For the carrier’s own key and its people.',
  everybody: 'For the carrier’s own key, its people and its programs.',
};

const operation = (route: Route): Json => ({
  summary: route.summary,
  ...(route.role === 'carrier' ? { description: whom[withinOf(route)] } : {}),
  tags: [route.role],
  parameters: [
    ...parameters(route.params, 'path'),
    ...parameters(route.query, 'query'),
    ...(route.method === 'GET' ? [] : [idempotencyKey]),
  ],
  ...(route.role === 'anyone' ? {} : { security: [{ [route.role]: [] }, { bearer: [] }] }),
  ...(route.body === undefined
    ? {}
    : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } } }),
  responses: {
    [String(route.status)]: answerOf(route),
    default: { description: 'A problem (RFC 9457).', content: { 'application/problem+json': { schema: schemaOf(problem, 'output') } } }, // prettier-ignore
  },
});

const cookie = (name: string): Json => ({ type: 'apiKey', in: 'cookie', name });

/** OpenAPI 3.1 from the contract's routes: one source, nothing to keep in step. */
export const openApi = (routes: readonly Route[], serverUrl: string): Json => {
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    const path = route.path.replace(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Latchkey',
      version: '1',
      description:
        'Carries signed statements between households, carriers, couriers and hubs, and keeps them. It decides nothing about a door.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: serverUrl }],
    paths,
    components: {
      securitySchemes: {
        member: cookie('lk_member'),
        courier: cookie('lk_courier'),
        carrier: cookie('lk_carrier'),
        bearer: { type: 'http', scheme: 'bearer' },
      },
    },
  };
};
