import * as z from 'zod';
import { bytesUpTo, id16, linkBytes, publicKeyBytes, unixMs, unixS } from '../bytes.ts';
import { route } from '../route.ts';
import * as shape from './shapes.ts';

/**
 * People who come again, without a carrier between: an invitation introduces keys (docs/protocol/invitation.md), a series is one signed
 * grant for several dates. The server carries both and reads neither names nor places.
 */
const offerBytes = bytesUpTo(4096).min(1);
const answerBytes = bytesUpTo(512).min(1);

export const newInvitation = route({
  method: 'POST',
  path: '/api/home/invitations',
  role: 'member',
  status: 201,
  perMinute: 30,
  summary: 'Lays an offer into the box that only the code of the link names; good for seven days.',
  body: z.strictObject({ boxId: id16, offer: offerBytes }),
  answer: z.strictObject({ expiresMs: unixMs }),
});

export const listInvitations = route({
  method: 'GET',
  path: '/api/home/invitations',
  role: 'member',
  status: 200,
  summary: 'Invitations of this household that have not ended, with the answers that came.',
  answer: z.strictObject({
    invitations: z
      .array(z.strictObject({ boxId: id16, answer: answerBytes.optional(), createdMs: unixMs, expiresMs: unixMs }))
      .max(100),
  }),
});

export const endInvitation = route({
  method: 'DELETE',
  path: '/api/home/invitations/:boxId',
  role: 'member',
  status: 204,
  summary: 'Empties the box: the link leads nowhere any more.',
  params: z.strictObject({ boxId: id16 }),
});

/** Before the person has keys. Knowing the box is having the link. */
export const readInvitation = route({
  method: 'GET',
  path: '/api/invitations/:boxId',
  role: 'anyone',
  status: 200,
  perMinute: 60,
  summary: 'The offer in a box, to be checked against the code of the link.',
  params: z.strictObject({ boxId: id16 }),
  answer: z.strictObject({ offer: offerBytes, answered: z.boolean(), expiresMs: unixMs }),
});

export const answerInvitation = route({
  method: 'POST',
  path: '/api/courier/invitations/:boxId/answer',
  role: 'courier',
  status: 201,
  perMinute: 30,
  summary: 'The person’s yes to an offer. The first one stays.',
  params: z.strictObject({ boxId: id16 }),
  body: z.strictObject({ answer: answerBytes }),
  answer: z.strictObject({ boxId: id16 }),
});

export const newSeries = route({
  method: 'POST',
  path: '/api/home/series',
  role: 'member',
  status: 201,
  summary: 'Keeps a grant to a person’s own key, with a letter sealed to them, and arms the hub with it.',
  body: z.strictObject({ personId: id16, grant: linkBytes, letter: shape.sealed }),
  answer: z.strictObject({ visitId: id16, handedToHub: z.boolean() }),
});

export const seriesSummary = z.strictObject({
  visitId: id16,
  /** Chosen by the household: the same for every grant to one person. */
  personId: id16,
  keyId: id16,
  hubId: id16,
  grant: linkBytes,
  window: shape.timeWindow,
  createdMs: unixMs,
  endedMs: unixMs.optional(),
  /**
   * When the person said that they did not feel safe, oldest first; absent: never. `atS` by their device's own clock, `heardS` when the
   * server heard it first: a time that had not come then was no later than that.
   */
  unsafe: z
    .array(z.strictObject({ atS: unixS, heardS: unixS }))
    .min(1)
    .max(16)
    .optional(),
});

export const listHomeSeries = route({
  method: 'GET',
  path: '/api/home/series',
  role: 'member',
  status: 200,
  summary: 'Grants of this household to people, newest first.',
  answer: z.strictObject({ series: z.array(seriesSummary).max(300) }),
});

export const listSeriesRecordings = route({
  method: 'GET',
  path: '/api/home/series/:visitId/recordings',
  role: 'member',
  status: 200,
  summary: 'The recordings of a series, of all its dates.',
  params: z.strictObject({ visitId: id16 }),
  answer: z.strictObject({ recordings: z.array(shape.recordingSummary).max(1000) }),
});

export const endSeries = route({
  method: 'POST',
  path: '/api/home/series/:visitId/end',
  role: 'member',
  status: 200,
  summary: 'The server carries nothing more for this grant; only a block, confirmed by the door, closes the door.',
  params: z.strictObject({ visitId: id16 }),
  body: z.strictObject({}),
  answer: z.strictObject({ endedMs: unixMs }),
});

export const endPerson = route({
  method: 'POST',
  path: '/api/home/people/:keyId/end',
  role: 'member',
  status: 200,
  summary:
    'Ends every grant to this key and its sessions at the server; only a block, confirmed by the door, closes the door.',
  params: z.strictObject({ keyId: id16 }),
  body: z.strictObject({}),
  answer: z.strictObject({ ended: z.number().int().nonnegative() }),
});

export const listCourierSeries = route({
  method: 'GET',
  path: '/api/courier/series',
  role: 'courier',
  status: 200,
  perMinute: 240,
  summary: 'The grants to this device’s own key, newest first, with those that ended lately.',
  answer: z.strictObject({
    series: z
      .array(
        z.strictObject({
          visitId: id16,
          hubKey: publicKeyBytes,
          hubOnline: z.boolean(),
          grant: linkBytes,
          letter: shape.sealed,
          endedMs: unixMs.optional(),
        }),
      )
      .max(100),
  }),
});

/**
 * Times are the device's: what was said without reception comes later, under the idempotency key it was first said with. Also of a series
 * that ended: whoever is withdrawn while they are inside may still say it.
 */
export const sayAtPlace = route({
  method: 'POST',
  path: '/api/courier/series/:visitId/sayings',
  role: 'courier',
  status: 202,
  perMinute: 30,
  summary:
    'What a person who comes again says of a place: that they do not feel safe, or that they do after all (`atS`: of the saying taken back). It opens nothing.',
  params: z.strictObject({ visitId: id16 }),
  body: z.strictObject({ what: z.enum(['unsafe', 'safe-again']), atS: unixS }),
  answer: z.strictObject({ kept: z.literal(true) }),
});
