import * as z from 'zod';
import { addressText, id16, publicKeyBytes, unixMs } from '../bytes.ts';
import { route } from '../route.ts';
import { shownName } from '../shown-name.ts';
import { operatorRole } from './operator.ts';
import { declineWish } from './shapes.ts';

/** What a webhook may be about. `test.ping` is sent only when somebody asks for it. */
export const webhookEvents = [
  'shipment.granted',
  'shipment.declined',
  'visit.assigned',
  'visit.arriving',
  'visit.at-door',
  'visit.complete',
  'visit.refused',
  'visit.blocked',
  'visit.diverted',
  'visit.attention',
] as const;

const events = z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length);
/** `whsec_` and base64, as Standard Webhooks writes it. */
const secret = z.string().max(80);
export const mostWebhooks = 10;

export const listWebhooks = route({
  method: 'GET',
  path: '/api/carrier/webhooks',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary:
    'Where this carrier is told of its visits. The addresses are for administrators: one may hold a receiver’s own secret.',
  answer: z.strictObject({
    webhooks: z
      .array(
        z.strictObject({
          targetId: id16,
          /** Absent for whoever is no administrator. */
          url: z.string().optional(),
          events,
          createdMs: unixMs,
          /** The secret before signs as well until then. */
          previousUntilMs: unixMs.optional(),
          /** The receiver answered 410: nothing is sent there any more. */
          goneMs: unixMs.optional(),
        }),
      )
      .max(mostWebhooks),
  }),
});

export const newWebhook = route({
  method: 'POST',
  path: '/api/carrier/webhooks',
  role: 'carrier',
  within: 'administrators',
  status: 201,
  summary: 'Has this carrier told at an https address, signed as Standard Webhooks; the secret is shown this once.',
  body: z.strictObject({ url: addressText(500), events }),
  answer: z.strictObject({ targetId: id16, secret }),
});

export const renewWebhookSecret = route({
  method: 'POST',
  path: '/api/carrier/webhooks/:targetId/secret',
  role: 'carrier',
  within: 'administrators',
  status: 201,
  summary: 'Makes a new secret, shown this once; the one before signs as well for a day.',
  params: z.strictObject({ targetId: id16 }),
  body: z.strictObject({}),
  answer: z.strictObject({ secret, previousUntilMs: unixMs }),
});

export const testWebhook = route({
  method: 'POST',
  path: '/api/carrier/webhooks/:targetId/test',
  role: 'carrier',
  within: 'administrators',
  status: 202,
  summary: 'Sends `test.ping` there.',
  params: z.strictObject({ targetId: id16 }),
  body: z.strictObject({}),
  answer: z.strictObject({ eventId: id16 }),
});

export const endWebhook = route({
  method: 'DELETE',
  path: '/api/carrier/webhooks/:targetId',
  role: 'carrier',
  within: 'administrators',
  status: 200,
  summary: 'Sends nothing there any more, and forgets what was to be sent.',
  params: z.strictObject({ targetId: id16 }),
  answer: z.strictObject({ targetId: id16 }),
});

export const listDeliveries = route({
  method: 'GET',
  path: '/api/carrier/deliveries',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary: 'The last webhooks, newest first, with what became of each.',
  answer: z.strictObject({
    deliveries: z
      .array(
        z.strictObject({
          eventId: id16,
          targetId: id16,
          event: z.string(),
          payload: z.string(),
          state: z.enum(['waiting', 'delivered', 'dead']),
          attempts: z.number().int(),
          nextMs: unixMs,
          lastStatus: z.number().int().optional(),
          lastWhy: z.string().optional(),
          createdMs: unixMs,
          endedMs: unixMs.optional(),
        }),
      )
      .max(200),
  }),
});

export const replayDelivery = route({
  method: 'POST',
  path: '/api/carrier/deliveries/:eventId/:targetId/replay',
  role: 'carrier',
  within: 'administrators',
  status: 202,
  summary: 'Sends it once more, with the same id, from the first attempt.',
  params: z.strictObject({ eventId: id16, targetId: id16 }),
  body: z.strictObject({}),
  answer: z.strictObject({ eventId: id16 }),
});

export const listApiKeys = route({
  method: 'GET',
  path: '/api/carrier/api-keys',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary: 'The public keys of this carrier’s programs, with when each was last heard.',
  answer: z.strictObject({
    keys: z
      .array(
        z.strictObject({
          apiKeyId: id16,
          keyId: id16,
          name: z.string(),
          createdMs: unixMs,
          lastUsedMs: unixMs.optional(),
          revokedMs: unixMs.optional(),
        }),
      )
      .max(200),
  }),
});

export const newApiKey = route({
  method: 'POST',
  path: '/api/carrier/api-keys',
  role: 'carrier',
  within: 'administrators',
  status: 201,
  summary:
    'Lets a program sign in as this carrier with a key of its own. Only the carrier’s own key may; what a door believes still needs that key.',
  body: z.strictObject({ name: shownName(60), publicKey: publicKeyBytes }),
  answer: z.strictObject({ apiKeyId: id16, keyId: id16 }),
});

export const revokeApiKey = route({
  method: 'POST',
  path: '/api/carrier/api-keys/:apiKeyId/revocation',
  role: 'carrier',
  within: 'administrators',
  status: 200,
  summary: 'Ends what the program may do, its sessions included, at once. Only the carrier’s own key may.',
  params: z.strictObject({ apiKeyId: id16 }),
  body: z.strictObject({}),
  answer: z.strictObject({ apiKeyId: id16 }),
});

export const readCallLog = route({
  method: 'GET',
  path: '/api/carrier/log',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  perMinute: 240,
  summary:
    'The last calls of this carrier to this node and the last webhooks from it, newest first; no bodies, no ids, no secrets.',
  answer: z.strictObject({
    entries: z
      .array(
        z.strictObject({
          n: z.number().int(),
          kind: z.enum(['call', 'webhook']),
          atMs: unixMs,
          what: z.string(),
          status: z.number().int(),
          ms: z.number(),
          id: z.string(),
          keyPrefix: z.string().optional(),
          /** The name of the program; absent with `person`: the carrier’s own key. */
          by: z.string().optional(),
          /** Somebody who signed in, by what they may; who that is stands with the people. `gone`: they may nothing any more. */
          person: z.enum([...operatorRole.options, 'gone']).optional(),
        }),
      )
      .max(300),
  }),
});

/** Of the shape of a webhook’s body, for whoever receives one. */
export const webhookBody = z.strictObject({
  type: z.string(),
  timestamp: z.string(),
  data: z.strictObject({
    visitId: id16.optional(),
    shipmentId: id16.optional(),
    trackingNumbers: z.array(z.string()).optional(),
    state: z.string().optional(),
    /** Only with `shipment.declined`. */
    wish: declineWish.optional(),
  }),
});
