import cookie from '@fastify/cookie';
import { sameSecret } from '@latchkey/protocol';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Effects, Settings } from '../effects.ts';
import type { Metrics } from '../metrics.ts';
import { StoreUnavailable } from '../store/unavailable.ts';
import { securityHeaders } from './headers.ts';
import { SERVER } from '../store/store.ts';
import { isOurHost, originMeant } from './origin.ts';
import { HttpProblem, problemOf } from './problems.ts';

/** The largest legal body is a divert with its block, or an assignment with its sealed stop: under 10 KB. */
const LIMIT_BODY_BYTES = 16 * 1024;

/** For all of a request to come in; a stream that is answered is not limited by it. */
const LIMIT_REQUEST_MS = 30_000;
const HEALTH_EVERY_MS = 1000;

/** What is common to every answer, before any route: headers, names this server answers to, problems, measuring. */
export const makeApp = async (effects: Effects, settings: Settings, metrics: Metrics): Promise<FastifyInstance> => {
  const app: FastifyInstance = fastify({
    bodyLimit: LIMIT_BODY_BYTES,
    // The framework's own is none: whoever sends a byte a minute would hold a connection for good.
    requestTimeout: LIMIT_REQUEST_MS,
    // Paths and addresses do not belong into a log: routes are noted by their pattern, below.
    logger: false,
    // Nobody's word for host and scheme; whose word counts for a caller's address is in `caller-address.ts`.
    trustProxy: false,
    return503OnClosing: true,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 64 },
  });
  await app.register(cookie);
  const headers = securityHeaders(settings);
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(headers);
    if (isOurHost(settings, request.headers.host) || isForAnybody(request.url)) return;
    const origin = isPage(request) ? originMeant(settings, request.headers.host) : undefined;
    if (origin === undefined) throw new HttpProblem(problemOf('wrong-origin'));
    await reply.redirect(origin + request.url, 307);
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store');
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    const label = { route: `${request.method} ${route}`, status: String(reply.statusCode) };
    metrics.requests.observe(label, reply.elapsedTime / 1000);
    effects.log.debug({ ...label, ms: Math.round(reply.elapsedTime) }, 'answered');
  });
  app.setNotFoundHandler(async (_request, reply) => sendProblem(reply, problemOf('unknown-path')));
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const problem = problemFor(error);
    if (problem.code === 'internal')
      effects.log.error({ err: plain(error), route: request.routeOptions.url }, 'a request failed');
    return sendProblem(reply, problem);
  });
  const look = lookingAt(effects);
  app.get('/health', { exposeHeadRoute: false }, async () => {
    await look();
    return { status: 'ok' };
  });
  addMetrics(app, effects, settings, metrics);
  return app;
};

/** A probe is anybody's: the database is asked once a second at most, however often this is. Rejects as the store does. */
const lookingAt = ({ store, clock }: Effects) => {
  let lastMs = -Infinity;
  let last: Promise<unknown> = Promise.resolve();
  return () => {
    const nowMs = clock.nowMs();
    if (nowMs - lastMs < HEALTH_EVERY_MS) return last;
    lastMs = nowMs;
    last = store.write(SERVER, []);
    return last;
  };
};

/** How many hubs, requests and films there are is the operator's to know: without the token the path is not there, whoever asks and by whatever name. */
const addMetrics = (app: FastifyInstance, { primitives }: Effects, { metricsToken, atHome }: Settings, metrics: Metrics) => {
  if (metricsToken === undefined || atHome !== undefined) return;
  const digest = (text: string) => primitives.sha256(Buffer.from(text));
  const wanted = digest(`Bearer ${metricsToken}`);
  app.get('/metrics', { exposeHeadRoute: false }, async (request, reply) => {
    if (!sameSecret(digest(request.headers.authorization ?? ''), wanted)) return sendProblem(reply, problemOf('unknown-path'));
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
}; // prettier-ignore

/** Probes, and the public log: hubs, witnesses and mirrors reach it by whatever name, and a foreign page learns what anybody may know. */
const isForAnybody = (url: string) => url === '/health' || url === '/metrics' || /^\/(?:api\/)?log\//.test(url);

/** What somebody opens. Requests of a page that runs under another name are no less foreign for being close by. */
const isPage = ({ method, url }: { readonly method: string; readonly url: string }) =>
  method === 'GET' && url.startsWith('/') && !url.startsWith('/api/');

const sendProblem = (reply: { status: (s: number) => typeof reply; type: (t: string) => typeof reply; send: (b: unknown) => typeof reply }, problem: ReturnType<typeof problemOf>) => reply.status(problem.status).type('application/problem+json').send(problem); // prettier-ignore

const problemFor = (error: FastifyError) => {
  if (error instanceof HttpProblem) return error.problem;
  if (error instanceof StoreUnavailable) return problemOf('unavailable');
  // A folder, or a path that climbs out of one: to its caller no different from what is not there.
  if (error.statusCode === 403 || error.statusCode === 404) return problemOf('unknown-path');
  if (error.statusCode === 413) return problemOf('too-large');
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return { ...problemOf('invalid-request', error.message), status: error.statusCode };
  }
  return problemOf('internal');
};

/** A driver's error object may hold the query and its values: only what it is called and where it happened is noted. */
const plain = (error: Error) => ({ name: error.name, message: error.message.slice(0, 300), stack: error.stack });
