import * as z from 'zod';
import { bytesOf, unixMs } from '../bytes.ts';
import { route } from '../route.ts';

/**
 * Visits in a calendar program (docs/decisions/). Such a program can only ask for an address, so the token is part of it; it is made on
 * the member's phone, and the server keeps its hash. What is read there is what the server knows anyway.
 */
const language = z.enum(['en', 'de']);

export const readFeed = route({
  method: 'GET',
  path: '/api/home/calendar',
  role: 'member',
  status: 200,
  summary: "Whether this member's calendar has an address, since when, and when a program last read it.",
  answer: z.strictObject({
    feed: z
      .strictObject({ tokenHash: bytesOf(32), language, createdMs: unixMs, lastReadMs: unixMs.optional() })
      .optional(),
  }),
});

export const newFeed = route({
  method: 'POST',
  path: '/api/home/calendar',
  role: 'member',
  status: 201,
  perMinute: 20,
  summary: "Gives this member's calendar a new address; the one before leads nowhere from then on.",
  body: z.strictObject({
    /** SHA-256 of the 32 bytes that stand in the address. */
    tokenHash: bytesOf(32),
    language,
  }),
  answer: z.strictObject({ createdMs: unixMs }),
});

export const endFeed = route({
  method: 'DELETE',
  path: '/api/home/calendar',
  role: 'member',
  status: 204,
  // Ending one gives nothing away, and a device that leaves must be able to.
  needsPasskey: false,
  summary: "This member's calendar has no address any more.",
});

/** The token is whatever came: what is no token is answered like one that nobody made. */
export const readCalendar = route({
  method: 'GET',
  path: '/api/calendar/:token/visits.ics',
  role: 'anyone',
  status: 200,
  perMinute: 120,
  summary:
    'The visits of a household as an iCalendar file (RFC 5545), for whoever has its address: times, carriers and stages, no names, doors or notes.',
  params: z.strictObject({ token: z.string().max(100) }),
  produces: 'text/calendar',
});
