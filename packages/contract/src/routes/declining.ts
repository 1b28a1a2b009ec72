import * as z from 'zod';
import { id16 } from '../bytes.ts';
import { route } from '../route.ts';
import { declineWish } from './shapes.ts';

export const declineShipment = route({
  method: 'POST',
  path: '/api/home/shipments/:shipmentId/decline',
  role: 'member',
  status: 200,
  perMinute: 60,
  summary:
    'Tells the carrier that this parcel shall not come inside, and whether the household takes it at all. A grant may still follow; after one, block or divert.',
  params: z.strictObject({ shipmentId: id16 }),
  body: z.strictObject({ wish: declineWish }),
  answer: z.strictObject({ shipmentId: id16 }),
});
