import * as z from 'zod';
import { addressText, bytesOf, id16 } from '../bytes.ts';
import { route } from '../route.ts';
import * as shape from './shapes.ts';

/** Web Push (RFC 8030, 8291, 8292): what a member's browser is told while no page of the app is open. */

export const readPushKey = route({
  method: 'GET',
  path: '/api/home/push-key',
  role: 'member',
  status: 200,
  summary: "The server's own key (VAPID), to which a browser binds its subscription.",
  answer: z.strictObject({ publicKey: bytesOf(65) }),
});

export const keepPush = route({
  method: 'POST',
  path: '/api/home/pushes',
  role: 'member',
  status: 201,
  perMinute: 20,
  summary:
    'Keeps the push subscription of this browser. The same endpoint again is the same subscription, and moves to who says it last.',
  body: z.strictObject({
    /** Where the browser's push service takes messages. Attacker's choice: the server asks only public hosts, by TLS. */
    endpoint: addressText(1000).pipe(z.url()),
    /** What messages are encrypted to, so that the push service reads none: a raw P-256 point and a secret. */
    publicKey: bytesOf(65),
    secret: bytesOf(16),
  }),
  answer: z.strictObject({ pushId: id16 }),
});

export const dropPush = route({
  method: 'DELETE',
  path: '/api/home/pushes/:pushId',
  role: 'member',
  status: 204,
  summary: 'Forgets a subscription of this household; nothing is sent to it from then on.',
  params: z.strictObject({ pushId: id16 }),
});

/**
 * What a push carries, encrypted to one browser. What the door did is carried as its signed receipt, which the browser checks
 * before it says so; of the rest it says who said it.
 */
export const pushNotice = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('arriving'),
    visitId: id16,
    hubId: id16,
    carrier: z.string().max(60),
    etaS: z.number().int().min(0).max(86_400),
    /** Unix milliseconds: a phone may get it late. */
    saidMs: z.number().int().nonnegative(),
  }),
  /** Somebody is at the door and waits for a yes; the server's word, like `arriving`. The app shows and verifies the knock itself. */
  z.strictObject({
    type: z.literal('approval'),
    visitId: id16,
    hubId: id16,
    carrier: z.string().max(60).optional(),
    waitS: z.number().int().min(1).max(60),
    saidMs: z.number().int().nonnegative(),
  }),
  /** Whoever was at the door said that they do not feel safe; the server's word. */
  z.strictObject({
    type: z.literal('unsafe'),
    visitId: id16,
    hubId: id16,
    /** Absent of a person whom the household invited. */
    carrier: z.string().max(60).optional(),
    saidMs: z.number().int().nonnegative(),
  }),
  /** The hub fell silent while a visit was under way and its door may stand open; the server's word, said again and again until it is back. */
  z.strictObject({
    type: z.literal('hub-silent'),
    visitId: id16,
    hubId: id16,
    /** When it was heard last, Unix milliseconds. */
    sinceMs: z.number().int().nonnegative(),
  }),
  shape.visitReceipt.extend({
    type: z.literal('receipt'),
    hubId: id16,
    carrier: z.string().max(60).optional(),
  }),
]);

export type PushNotice = z.infer<typeof pushNotice>;
