import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';

const always = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'x-frame-options': 'DENY',
};
const noPage = "default-src 'none'; frame-ancestors 'none'";

/** What a handler returns: a branch that answers nothing does not compile. */
export type Answered = 'answered';

export const answer = (
  response: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Answered => {
  response.writeHead(status, {
    ...always,
    'content-security-policy': noPage,
    'content-type': type,
    'cache-control': 'no-store',
    ...headers,
  });
  response.end(body);
  return 'answered';
};

export const answerJson = (response: ServerResponse, status: number, value: unknown, headers = {}) =>
  answer(response, status, 'application/json', JSON.stringify(value), headers);

/** Problem details (RFC 9457): what is wrong, in a sentence for the person who reads it. */
export const answerProblem = (response: ServerResponse, status: number, title: string, detail: string, headers = {}) =>
  answer(
    response,
    status,
    'application/problem+json',
    JSON.stringify({ type: 'about:blank', title, status, detail }),
    headers,
  );

export const answerNothing = (response: ServerResponse, headers: Record<string, string> = {}): Answered => {
  response.writeHead(204, { ...always, ...headers });
  response.end();
  return 'answered';
};

export type Body<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly detail: string };

const readText = async (request: IncomingMessage, limitBytes: number): Promise<string | undefined> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > limitBytes) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

/** The body as JSON of that shape; never throws on what a caller sends. */
export const readJson = async <T>(
  request: IncomingMessage,
  shape: z.ZodType<T>,
  limitBytes = 16_384,
): Promise<Body<T>> => {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json'))
    return { ok: false, detail: 'The content type is application/json.' };
  const text = await readText(request, limitBytes);
  if (text === undefined) return { ok: false, detail: `The body is longer than ${limitBytes} bytes.` };
  return parseJson(text, shape);
};

export const parseJson = <T>(text: string, shape: z.ZodType<T>): Body<T> => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, detail: 'That is not JSON.' };
  }
  const read = shape.safeParse(value);
  if (read.success) return { ok: true, value: read.data };
  const [first] = read.error.issues;
  return { ok: false, detail: `${first?.path.join('/') ?? ''}: ${first?.message ?? 'not of that shape'}` };
};
