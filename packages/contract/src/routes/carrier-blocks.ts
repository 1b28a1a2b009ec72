import * as z from 'zod';
import { bytesOf, id16, linkBytes, publicKeyBytes, unixMs } from '../bytes.ts';
import { route } from '../route.ts';
import * as shape from './shapes.ts';

/** Of one request; a courier with more doors than that takes several. */
export const blocksAtOnce = 40;

export const blockCourier = route({
  method: 'POST',
  path: '/api/carrier/couriers/:courierId/block',
  role: 'carrier',
  within: 'administrators',
  status: 202,
  summary:
    'Withdraws a lost device for ever: no visit of this carrier names it any more, and each hub gets the signed block. What confirms it is each hub’s receipt. What others gave the device stays, its sessions too: only the device ends those.',
  params: z.strictObject({ courierId: id16 }),
  body: z.strictObject({
    /** One for each hub that may be armed with the device; each names one visit there, whose grant gives the right. */
    blocks: z.array(z.strictObject({ visitId: id16, block: linkBytes })).max(blocksAtOnce),
  }),
  answer: z.strictObject({
    sent: z.array(z.strictObject({ hubId: id16, hash: bytesOf(32), handedToHub: z.boolean() })).max(blocksAtOnce),
  }),
});

export const listCarrierBlocks = route({
  method: 'GET',
  path: '/api/carrier/blocks',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary: 'What this carrier withdrew, newest first, each with the hub’s receipt where the hub has answered.',
  answer: z.strictObject({
    blocks: z
      .array(
        z.strictObject({
          hubId: id16,
          hubKey: publicKeyBytes,
          visitId: id16,
          block: linkBytes,
          sentMs: unixMs,
          /** The hub has a line to this server now: the server’s word. */
          hubOnline: z.boolean(),
          receipt: shape.visitReceipt.optional(),
        }),
      )
      .max(500),
  }),
});
