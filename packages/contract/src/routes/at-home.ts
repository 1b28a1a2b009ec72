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

/** What a display beside a door is to show: the link that a phone reads from it, for so many milliseconds; null: nothing. */
export const displayShows = z.strictObject({
  door: z.number().int().min(0).max(255),
  link: z.string().max(600).nullable(),
  forMs: z.number().int().min(0).max(60_000),
});
export type DisplayShows = z.infer<typeof displayShows>;

/** Only registered at home, where a display is set up: what it shows is for whoever stands there, and no server has it. */
export const watchDisplay = route({
  method: 'GET',
  path: '/api/display',
  role: 'anyone',
  status: 200,
  perMinute: 30,
  summary:
    'Only at home: what the display at a door shows, as long as one listens (docs/protocol/door-nonce.md). `Authorization: Bearer` with the secret of this display.',
  produces: 'text/event-stream',
});
