import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answered } from '../answers.ts';
import { answer, answerJson, answerNothing, answerProblem, readJson } from '../answers.ts';
import { hostIsLoopback } from '../loopback.ts';
import { carrierPage, carrierStyle } from './page.ts';
import { publishRequest } from './publication.ts';
import type { Publication } from './publication.ts';

export interface CarrierDomain {
  readonly publication: Publication;
  /** Of the console: the only pages that may publish. */
  readonly appOrigins: readonly string[];
  readonly consoleLink: string;
  /** Known once it listens. */
  port(): number;
}

const pageCsp = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** CORS for the console's origin only; everybody else's pages get none and their browser refuses. */
const publishCors = (request: IncomingMessage, origins: readonly string[]): Record<string, string> => {
  const { origin } = request.headers;
  return origin !== undefined && origins.includes(origin)
    ? {
        'access-control-allow-origin': origin,
        'access-control-allow-methods': 'POST',
        'access-control-allow-headers': 'authorization, content-type, idempotency-key',
        'access-control-max-age': '600',
        vary: 'origin',
      }
    : { vary: 'origin' };
};

const publish = async (
  domain: CarrierDomain,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Answered> => {
  const cors = publishCors(request, domain.appOrigins);
  if (request.method === 'OPTIONS') return answerNothing(response, cors);
  if (request.method !== 'POST')
    return answerProblem(response, 405, 'Not that way', 'Keys are published by POST.', cors);
  const { origin } = request.headers;
  if (origin !== undefined && !domain.appOrigins.includes(origin))
    return answerProblem(response, 403, 'Not from there', 'Only the console of this carrier publishes here.', cors);
  const [, shown] = /^Bearer (.{1,200})$/.exec(request.headers.authorization ?? '') ?? [];
  if (!domain.publication.mayPublish(shown))
    return answerProblem(
      response,
      401,
      'Unknown secret',
      'Open the console by the link on the page of this domain.',
      cors,
    );
  const body = await readJson(request, publishRequest, 4096);
  if (!body.ok) return answerProblem(response, 422, 'Not a key', body.detail, cors);
  const { name, ...key } = body.value;
  const done = await domain.publication.publish(key, name);
  if (done === 'full') return answerProblem(response, 409, 'Full', 'This demo domain keeps sixteen keys.', cors);
  return answerNothing(response, cors);
};

/**
 * Plays the carrier's own web site: the place a recipient's phone takes the carrier's key from, because the delivery
 * server is not to be believed about it.
 */
export const carrierDomain =
  (domain: CarrierDomain) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<Answered> => {
    if (!hostIsLoopback(request, domain.port()))
      return answerProblem(response, 421, 'Not this host', 'This domain answers on loopback only.');
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (pathname === '/publish') return publish(domain, request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return answerProblem(response, 405, 'Not that way', 'This page is for reading.');
    const { name, keys } = domain.publication.read();
    const own = `127.0.0.1:${domain.port()}`;
    switch (pathname) {
      case '/.well-known/latchkey':
        return answerJson(response, 200, { name, domain: own, keys }, { 'access-control-allow-origin': '*' });
      case '/':
        return answer(
          response,
          200,
          'text/html; charset=utf-8',
          carrierPage(name, own, keys.length, domain.consoleLink),
          {
            'content-security-policy': pageCsp,
          },
        );
      case '/style.css':
        return answer(response, 200, 'text/css; charset=utf-8', carrierStyle);
      default:
        return answerProblem(response, 404, 'No such page', 'There is nothing under this address.');
    }
  };
