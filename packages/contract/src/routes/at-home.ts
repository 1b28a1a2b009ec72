import * as z from 'zod';
import { route } from '../route.ts';

/** The same app, from two places: a server for everybody, or the hub of one household on its own network. */
export const place = z.enum(['server', 'hub']);
export type Place = z.infer<typeof place>;

export const readPlace = route({
  method: 'GET',
  path: '/api/place',
  role: 'anyone',
  status: 200,
  perMinute: 60,
  summary:
    'Who serves this address: a server, or the hub of one household. For words on a screen; nothing is allowed or refused by it.',
  answer: z.strictObject({ at: place }),
});
