import * as z from 'zod';
import { bytesUpTo, id16, linkBytes, publicKeyBytes } from '../bytes.ts';
import { route } from '../route.ts';
import * as shape from './shapes.ts';

export const listStops = route({
  method: 'GET',
  path: '/api/courier/stops',
  role: 'courier',
  status: 200,
  summary: "The courier's stops with everything the device needs to knock without further reception.",
  answer: z.strictObject({
    stops: z
      .array(
        z.strictObject({
          visitId: id16,
          state: shape.shipmentState,
          window: shape.timeWindow,
          carrier: shape.carrierSummary,
          hubKey: publicKeyBytes,
          hubOnline: z.boolean(),
          /** From the grant to the leaf. */
          links: z.array(linkBytes).min(1).max(4),
          sealedStop: shape.sealed,
          divert: z.strictObject({ to: shape.divertTarget }).optional(),
          /** Dispatch took over this door: the courier may go on. */
          takenOver: z.literal(true).optional(),
        }),
      )
      .max(300),
  }),
});

/** `ask`: a signed ask with its chain, answered by the nonce. `knock`: the presentation. Both are opaque to the server. */
export const askDoor = route({
  method: 'POST',
  path: '/api/courier/visits/:visitId/ask',
  role: 'courier',
  status: 200,
  perMinute: 60,
  summary: "Carries the courier's signed ask to the hub; the answer is the door's challenge, and the camera starts.",
  params: z.strictObject({ visitId: id16 }),
  body: z.strictObject({ message: bytesUpTo(2048) }),
  answer: shape.hubAnswer,
});

export const knock = route({
  method: 'POST',
  path: '/api/courier/visits/:visitId/knock',
  role: 'courier',
  status: 200,
  perMinute: 60,
  summary: "Carries the courier's knock to the hub; the answer is the hub's decision.",
  params: z.strictObject({ visitId: id16 }),
  body: z.strictObject({ message: bytesUpTo(2048) }),
  answer: shape.hubAnswer,
});

export const sayProgress = route({
  method: 'POST',
  path: '/api/courier/visits/:visitId/progress',
  role: 'courier',
  status: 202,
  perMinute: 120,
  summary: "The courier's own estimate, from which the household hears *arriving soon*; it never arms a door.",
  params: z.strictObject({ visitId: id16 }),
  body: z.strictObject({ etaS: z.number().int().min(0).max(86_400), stopsBefore: z.number().int().min(0).max(500) }),
  answer: z.strictObject({ told: z.boolean() }),
});

export const sayPosition = route({
  method: 'POST',
  path: '/api/courier/visits/:visitId/position',
  role: 'courier',
  status: 202,
  perMinute: 60,
  summary:
    "Passes the courier's position, sealed to the carrier's own key, to the carrier's open consoles; nothing is kept. Without one the sharing has ended.",
  params: z.strictObject({ visitId: id16 }),
  body: z.strictObject({ sealedPosition: bytesUpTo(300).min(1).optional() }),
  answer: z.strictObject({ passed: z.literal(true) }),
});

export const listCourierReceipts = route({
  method: 'GET',
  path: '/api/courier/visits/:visitId/receipts',
  role: 'courier',
  status: 200,
  perMinute: 240,
  summary: "The receipts of the courier's own visit.",
  params: z.strictObject({ visitId: id16 }),
  query: z.strictObject({ after: z.coerce.number().int().min(-1).default(-1) }),
  answer: shape.visitReceipts,
});

export const courierEvents = route({
  method: 'GET',
  path: '/api/courier/events',
  role: 'courier',
  status: 200,
  summary: "Server-sent events of the courier's stops (`courierEvent`).",
  produces: 'text/event-stream',
});

export const courierEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('stop'), visitId: id16 }),
  shape.visitReceipt.extend({ type: z.literal('receipt'), visitId: id16 }),
]);
