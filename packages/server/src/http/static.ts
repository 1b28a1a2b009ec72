import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { routes } from '@latchkey/contract';
import type { FastifyInstance } from 'fastify';
import { APPS, type Settings } from '../effects.ts';
import { codeWorkerPolicy, isCodeWorker, securityHeaders } from './headers.ts';
import { fail } from './problems.ts';

/** The built apps. Each is one page that keeps its place in the fragment, so that every other path stays a 404. */
export const addApps = async (app: FastifyInstance, settings: Settings): Promise<void> => {
  app.get('/', { exposeHeadRoute: false }, (_request, reply) => reply.redirect('/home/'));
  if (settings.atHome === undefined) addDoorView(app, settings);
  if (settings.mapTiles !== undefined) await addTiles(app, settings.mapTiles);
  const { webFolder } = settings;
  if (webFolder === undefined) return;
  // Built files carry their content's hash in their name: what was fetched once is right for ever.
  await app.register(fastifyStatic, {
    root: join(webFolder, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    index: false,
    setHeaders: (reply, path) => {
      if (isCodeWorker(path)) void reply.header('content-security-policy', codeWorkerPolicy);
    },
    preCompressed: true,
  });
  for (const name of settings.atHome?.apps ?? APPS) {
    addWorker(app, settings, join(webFolder, name, 'worker.js'), `/${name}/worker.js`);
    app.get(`/${name}`, { exposeHeadRoute: false }, (_request, reply) => reply.redirect(`/${name}/`));
    await app.register(fastifyStatic, {
      root: join(webFolder, name),
      prefix: `/${name}/`,
      decorateReply: false,
      cacheControl: false,
      preCompressed: true,
      setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
    });
  }
};

const addDoorView = (app: FastifyInstance, { hardwareUrl }: Settings) =>
  app.get('/door', { exposeHeadRoute: false }, (_request, reply) => reply.redirect(`${hardwareUrl}/door/`));

/**
 * A browser keeps a page with the headers it came with until the worker's own bytes change. They name the headers, so that a
 * changed setting reaches installed apps as a new build does.
 */
const addWorker = (app: FastifyInstance, settings: Settings, file: string, path: string): void => {
  const headers = createHash('sha256')
    .update(JSON.stringify(securityHeaders(settings)))
    .digest('base64url');
  app.get(path, { exposeHeadRoute: false }, async (_request, reply) => {
    const code = await readFile(file, 'utf8').catch(() => {
      throw fail('unknown-path');
    });
    return reply
      .header('cache-control', 'no-cache')
      .type('text/javascript; charset=utf-8')
      .send(`${code}// headers ${headers}\n`);
  });
};

/** One file under one name, in ranges: pages take from it only what they draw. Asked again each time, since it may be exchanged. */
const addTiles = async (app: FastifyInstance, file: string): Promise<void> => {
  await app.register(async (scope) => {
    await scope.register(fastifyStatic, { root: dirname(file), serve: false, cacheControl: false });
    scope.get(routes.mapTilesPath, { exposeHeadRoute: false }, (_request, reply) =>
      reply.header('cache-control', 'no-cache').type('application/octet-stream').sendFile(basename(file)),
    );
  });
};
