import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../effects.ts';
import { codeWorkerPolicy, isCodeWorker } from './headers.ts';

const APPS = ['home', 'courier', 'console'] as const;

/** The built apps. Each is one page that keeps its place in the fragment, so that every other path stays a 404. */
export const addApps = async (app: FastifyInstance, settings: Settings): Promise<void> => {
  app.get('/', { exposeHeadRoute: false }, (_request, reply) => reply.redirect('/home/'));
  app.get('/door', { exposeHeadRoute: false }, (_request, reply) => reply.redirect(`${settings.hardwareUrl}/door/`));
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
  });
  for (const name of APPS) {
    app.get(`/${name}`, { exposeHeadRoute: false }, (_request, reply) => reply.redirect(`/${name}/`));
    await app.register(fastifyStatic, {
      root: join(webFolder, name),
      prefix: `/${name}/`,
      decorateReply: false,
      cacheControl: false,
      setHeaders: (reply) => void reply.header('cache-control', 'no-cache'),
    });
  }
};
