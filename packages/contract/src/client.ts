import type { z } from 'zod';
import { problem, type Problem } from './problem.ts';
import type { Route } from './route.ts';

/** The part of `fetch` that the client needs; browsers' and Node's both fit. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; credentials?: 'same-origin' },
) => Promise<{ ok: boolean; status: number; text(): Promise<string> }>;

export interface ClientOptions {
  /** Empty for the page's own origin. */
  readonly origin: string;
  readonly fetch: Fetch;
  /** 16 random bytes, base64url: the idempotency key of a write. */
  readonly newKey: () => string;
  readonly bearer?: () => string | undefined;
}

export class ApiProblem extends Error {
  readonly problem: Problem;
  constructor(p: Problem) {
    super(`${p.title}: ${p.detail}`);
    this.name = 'ApiProblem';
    this.problem = p;
  }
}

type Input<P, Q, B> = (unknown extends P ? { params?: never } : { params: P }) &
  (unknown extends Q ? { query?: never } : { query?: Partial<Q> }) &
  (unknown extends B ? { body?: never } : { body: B }) & {
    /** Give the same key again to repeat a write safely. */
    idempotencyKey?: string;
  };

/** `call(route, input)` → the validated answer, or `ApiProblem`. A server that cannot be reached is `unavailable`. */
export const createClient =
  (options: ClientOptions) =>
  async <P, Q, B, A>(route: Route<P, Q, B, A>, input: Input<P, Q, B>): Promise<A> => {
    const url = options.origin + fillPath(route.path, input.params) + queryString(input.query);
    const headers: Record<string, string> = { accept: 'application/json' };
    if (route.method !== 'GET') headers['idempotency-key'] = input.idempotencyKey ?? options.newKey();
    const token = options.bearer?.();
    if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
    if (input.body !== undefined) headers['content-type'] = 'application/json';
    let answered;
    try {
      answered = await options.fetch(url, {
        method: route.method,
        headers,
        credentials: 'same-origin',
        ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
      });
    } catch {
      throw new ApiProblem(unreachable);
    }
    const text = await answered.text();
    if (!answered.ok) throw new ApiProblem(readProblem(text, answered.status));
    return readAnswer(route.answer, text);
  };

const unreachable: Problem = {
  type: 'about:blank',
  title: 'Server not reached',
  status: 503,
  code: 'unavailable',
  detail: 'No answer came from the server. Check the connection and try again; nothing was lost.',
};

const garbled = (status: number): Problem => ({
  type: 'about:blank',
  title: 'Answer not understood',
  status,
  code: 'unavailable',
  detail: 'What answered does not speak this API. Check the address.',
});

const fillPath = (path: string, params: unknown) =>
  path.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent((params as Record<string, string> | undefined)?.[name] ?? ''),
  );

const queryString = (query: unknown) => {
  const pairs = Object.entries((query ?? {}) as Record<string, unknown>).filter(([, v]) => v !== undefined);
  if (pairs.length === 0) return '';
  return '?' + pairs.map(([k, v]) => `${encodeURIComponent(k)}=${encodeURIComponent(String(v))}`).join('&');
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

const readProblem = (text: string, status: number): Problem => {
  const read = problem.safeParse(parseJson(text));
  return read.success ? read.data : garbled(status);
};

const readAnswer = <A>(schema: z.ZodType<A> | undefined, text: string): A => {
  if (schema === undefined) return undefined as A;
  const read = schema.safeParse(parseJson(text));
  if (!read.success) throw new ApiProblem(garbled(200));
  return read.data;
};
