import * as z from 'zod';
import { id16, unixS } from '../bytes.ts';
import { route } from '../route.ts';
import { fallbackKind, trackingNumber } from './shapes.ts';

const saying = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('notice-accepted'), atS: unixS }),
  z.strictObject({ what: z.literal('scanned'), atS: unixS, trackingNumber }),
  z.strictObject({ what: z.literal('unsafe'), atS: unixS }),
  z.strictObject({ what: z.literal('safe-again'), atS: unixS }),
  z.strictObject({ what: z.literal('left'), atS: unixS, to: fallbackKind }),
]);

/**
 * Times are the device's: what was said without reception comes later, under the idempotency key it was first said with. One that is ahead of the
 * server's clock counts as now; one more than a day after the visit's window is a `conflict`.
 */
export const sayAtStop = route({
  method: 'POST',
  path: '/api/courier/visits/:visitId/sayings',
  role: 'courier',
  status: 202,
  perMinute: 120,
  summary:
    'What the courier says of a stop: notice read, parcel scanned, unsafe, what became of the parcel. It opens nothing.',
  params: z.strictObject({ visitId: id16 }),
  body: saying,
  answer: z.strictObject({ kept: z.literal(true) }),
});

/** So that no courier waits at a door all day: somebody of the carrier's sees to it from here on. */
export const takeOverDoor = route({
  method: 'POST',
  path: '/api/carrier/visits/:visitId/take-over',
  role: 'carrier',
  within: 'everybody',
  status: 202,
  summary: 'Dispatch takes over a door that is not locked: the courier may go on. The alarm at the household goes on.',
  params: z.strictObject({ visitId: id16 }),
  body: z.strictObject({}),
  answer: z.strictObject({ visitId: id16 }),
});
