import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { Route } from '@latchkey/contract';
import type { FastifyInstance } from 'fastify';
import type { Settings } from '../effects.ts';
import { openApi } from './openapi.ts';

/** The viewer sets styles by script and shows an inline picture; it loads nothing from elsewhere and connects to this server only. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** `/api/openapi.json`, and a page to read it offline at `/api/docs`. */
export const addDocs = async (app: FastifyInstance, settings: Settings, routes: readonly Route[]): Promise<void> => {
  const document = openApi(routes, settings.audience);
  app.get('/api/openapi.json', { exposeHeadRoute: false }, async (_request, reply) => reply.send(document));
  // The plugin's own type for a document is narrower than OpenAPI 3.1 is.
  const specification = { document: document as never };
  await app.register(swagger, { mode: 'static', specification });
  await app.register(swaggerUi, { routePrefix: '/api/docs', staticCSP: POLICY, uiConfig: { validatorUrl: null } });
};
