import * as z from 'zod';
import { bytesUpTo, id16 } from '../bytes.ts';
import { route } from '../route.ts';
import * as shape from './shapes.ts';

/** How a device without membership reaches the hub that its sheet of paper names: docs/protocol/19-recovery.md. */
export const recoverHome = route({
  method: 'POST',
  path: '/api/recovery/:hubId',
  role: 'anyone',
  status: 200,
  perMinute: 60,
  summary:
    'Carries a call that the recovery key of this hub’s household signed, after a recovery where one is sent along. Whatever else comes hears *not found*.',
  params: z.strictObject({ hubId: id16 }),
  body: z.strictObject({
    call: bytesUpTo(512).min(1),
    /** The roster with the new admin. Where the hub does not take it, its answer is the answer. */
    recovery: bytesUpTo(4096).min(1).optional(),
    /** With a recovery: signed by its key, from whoever has the letters of the hub's display. */
    beside: bytesUpTo(512).min(1).optional(),
  }),
  answer: shape.hubAnswer,
});
