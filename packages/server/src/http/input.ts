import type { Route } from '@latchkey/contract';
import type { z } from 'zod';
import { HttpProblem, problemOf, type Complaint } from './problems.ts';

const pointerOf = (place: string, path: readonly PropertyKey[]) =>
  ['', place, ...path].map((part) => String(part).replace(/~/g, '~0').replace(/\//g, '~1')).join('/');

const complaints = (place: string, issues: readonly z.core.$ZodIssue[]): Complaint[] =>
  issues.slice(0, 20).map((issue) => ({ pointer: pointerOf(place, issue.path), detail: issue.message }));

const isEmpty = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);

const read = <T>(schema: z.ZodType<T> | undefined, place: string, value: unknown, found: Complaint[]): T => {
  if (schema === undefined) {
    if (!isEmpty(value)) found.push({ pointer: `/${place}`, detail: 'this route takes nothing here' });
    return undefined as T;
  }
  const parsed = schema.safeParse(value ?? (place === 'body' ? undefined : {}));
  if (parsed.success) return parsed.data;
  found.push(...complaints(place, parsed.error.issues));
  return undefined as T;
};

/** Parses all three places at once, so that the caller hears of every mistake. */
export const readInput = <P, Q, B, A>(
  route: Route<P, Q, B, A>,
  request: { readonly params: unknown; readonly query: unknown; readonly body: unknown },
): { params: P; query: Q; body: B } => {
  const found: Complaint[] = [];
  const params = read(route.params, 'params', request.params, found);
  const query = read(route.query, 'query', request.query, found);
  const body = read(route.body, 'body', request.body, found);
  if (found.length > 0) throw new HttpProblem(problemOf('invalid-request', undefined, found));
  return { params, query, body };
};
