import * as z from 'zod';
import { bytesOf, bytesUpTo, id16, linkBytes, unixMs } from '../bytes.ts';
import { route } from '../route.ts';
import * as shape from './shapes.ts';

export const readHome = route({
  method: 'GET',
  path: '/api/home',
  role: 'member',
  status: 200,
  needsPasskey: false,
  summary: 'The household as the server knows it: its handle for carriers and its hubs.',
  answer: z.strictObject({ homeId: id16, handle: z.string(), hubs: z.array(shape.hubSummary) }),
});

export const pairHub = route({
  method: 'POST',
  path: '/api/home/hubs/:hubId/pairing',
  role: 'member',
  status: 200,
  needsPasskey: false,
  perMinute: 30,
  summary:
    'Carries one pairing message to a hub and its answer back. A hub that takes the roster is bound to the home.',
  params: z.strictObject({ hubId: id16 }),
  body: z.strictObject({ step: z.enum(['hello', 'roster']), message: bytesUpTo(4096) }),
  answer: shape.hubAnswer,
});

export const listRosters = route({
  method: 'GET',
  path: '/api/home/rosters',
  role: 'member',
  status: 200,
  needsPasskey: false,
  summary: "The household's signed rosters, oldest first; a device checks them from the one that it knows.",
  answer: z.strictObject({
    rosters: z.array(bytesUpTo(4096).min(1)).max(1000),
    /** One that removes somebody and that the hub, which was away, has not answered yet; whoever it removes is signed out here already. */
    waiting: z.array(bytesUpTo(4096).min(1)).max(8).optional(),
  }),
});

/** Messages a member's app exchanges with the hub of the household; the server carries bytes. */
export const memberMethods = [
  'roster',
  'ask',
  'knock',
  'state',
  'resume',
  'time',
  'declare',
  'access',
  'approve',
  'veto',
  'suspend',
  /** The end of the household at this hub. */
  'depart',
  /** The hub's clock, which is ahead. */
  'set-back',
  'look',
  /** Which receipts of the hub are of a visit, under its signature. */
  'tally',
  /** The address of the page that the hub serves at home, under its signature. */
  'page',
  /** The mailbox for device keys of that page, or from there of the server, which only the hub reaches. */
  'mailbox',
  /** Another server for the hub; taken from its own page alone. */
  'move',
] as const;

export const acknowledgeSilence = route({
  method: 'POST',
  path: '/api/home/hubs/:hubId/silence',
  role: 'member',
  status: 204,
  needsPasskey: false,
  summary:
    'A member heard that the hub is silent: the server rings no more for this silence, of which `sinceMs` says which. No statement to the hub, which hears nothing.',
  params: z.strictObject({ hubId: id16 }),
  body: z.strictObject({ sinceMs: z.number().int().nonnegative() }),
});

export const tellHub = route({
  method: 'POST',
  path: '/api/home/hubs/:hubId/messages',
  role: 'member',
  status: 200,
  needsPasskey: false,
  perMinute: 600,
  summary: "Carries one member's message to the hub and its answer back within 5 seconds.",
  params: z.strictObject({ hubId: id16 }),
  body: z.strictObject({ method: z.enum(memberMethods), message: bytesUpTo(4096) }),
  answer: shape.hubAnswer,
});

export const listHomeShipments = route({
  method: 'GET',
  path: '/api/home/shipments',
  role: 'member',
  status: 200,
  summary: 'Parcels announced to this household, newest first.',
  answer: z.strictObject({
    shipments: z.array(shape.shipmentSummary.extend({ carrier: shape.carrierSummary })).max(200),
  }),
});

export const newGrant = route({
  method: 'POST',
  path: '/api/home/grants',
  role: 'member',
  status: 201,
  summary: "Hands the carrier a member's signed grant for a shipment, and the note sealed to the carrier.",
  body: z.strictObject({ shipmentId: id16, grant: linkBytes, sealedNote: shape.sealed }),
  answer: z.strictObject({ visitId: id16 }),
});

export const listHomeVisits = route({
  method: 'GET',
  path: '/api/home/visits',
  role: 'member',
  status: 200,
  summary: 'Visits of this household, newest first.',
  answer: z.strictObject({ visits: z.array(shape.visitSummary.extend({ carrier: shape.carrierSummary })).max(200) }),
});

export const readHomeVisit = route({
  method: 'GET',
  path: '/api/home/visits/:visitId',
  role: 'member',
  status: 200,
  summary: 'One visit with its recordings.',
  params: z.strictObject({ visitId: id16 }),
  answer: shape.visitSummary.extend({ carrier: shape.carrierSummary, recordings: z.array(shape.recordingSummary) }),
});

export const newBlock = route({
  method: 'POST',
  path: '/api/home/blocks',
  role: 'member',
  status: 202,
  needsPasskey: false,
  perMinute: 120,
  summary: "Keeps a signed block and sends it to the hub; the confirmation is the hub's receipt, never this answer.",
  body: z.strictObject({ hubId: id16, block: linkBytes }),
  answer: z.strictObject({ handedToHub: z.boolean() }),
});

export const newDivert = route({
  method: 'POST',
  path: '/api/home/visits/:visitId/divert',
  role: 'member',
  status: 202,
  needsPasskey: false,
  summary: 'Blocks the visit at the hub and tells the carrier where the parcel goes instead.',
  params: z.strictObject({ visitId: id16 }),
  body: z.strictObject({ divert: linkBytes, block: linkBytes, to: shape.divertTarget }),
  answer: z.strictObject({ handedToHub: z.boolean() }),
});

export const listHomeReceipts = route({
  method: 'GET',
  path: '/api/home/hubs/:hubId/receipts',
  role: 'member',
  status: 200,
  needsPasskey: false,
  summary: 'Receipts of a hub with a sequence number above `after`, and its forks, whatever their number.',
  params: z.strictObject({ hubId: id16 }),
  query: z.strictObject({ after: z.coerce.number().int().min(-1).default(-1) }),
  answer: shape.receiptPage,
});

export const readRecording = route({
  method: 'GET',
  path: '/api/home/recordings/:recordingId',
  role: 'member',
  status: 200,
  summary: 'The sealed records of a recording, byte for byte as the hub sealed them.',
  params: z.strictObject({ recordingId: id16 }),
  produces: 'application/octet-stream',
});

export const homeEvents = route({
  method: 'GET',
  path: '/api/home/events',
  role: 'member',
  status: 200,
  needsPasskey: false,
  summary: 'Server-sent events of this household (`homeEvent`), a heartbeat every 10 seconds.',
  produces: 'text/event-stream',
});

/** The WebSocket beside the routes, for a recording or a look of this household that is under way: binary messages are records; the viewer sends `{"nonce": …}` once a second. */
export const livePath = '/api/home/recordings/:recordingId/live';

export const homeEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('receipt'), hubId: id16, receipt: linkBytes }),
  z.strictObject({
    type: z.literal('hub'),
    hubId: id16,
    online: z.boolean(),
    lastSeenMs: unixMs.optional(),
    silent: shape.hubSilence.optional(),
  }),
  z.strictObject({ type: z.literal('shipment'), shipmentId: id16 }),
  z.strictObject({ type: z.literal('visit'), visitId: id16 }),
  /** An invitation was answered, or a grant to a person was kept or ended. */
  z.strictObject({ type: z.literal('people') }),
  /** A device of the household called a door something else. */
  z.strictObject({ type: z.literal('names') }),
  z.strictObject({ type: z.literal('arriving'), visitId: id16, etaS: z.number().int(), stopsBefore: z.number().int() }),
  z.strictObject({
    type: z.literal('recording'),
    recordingId: id16,
    visitId: id16,
    door: z.number().int(),
    closed: z.boolean(),
  }),
  /**
   * A knock waits for a member's yes, for so long. `message` is the presentation: the app verifies it and computes the hash that it
   * signs; `knock` only names it, here and when it is over.
   */
  z.strictObject({
    type: z.literal('approval-wanted'),
    hubId: id16,
    visitId: id16,
    knock: bytesOf(32),
    message: bytesUpTo(2048),
    waitS: z.number().int().min(1).max(60),
  }),
  /** It was answered, or waits no longer. */
  z.strictObject({ type: z.literal('approval-over'), hubId: id16, knock: bytesOf(32) }),
  /** The hub's state may have changed: ask for it with a nonce. A hint only. */
  z.strictObject({ type: z.literal('state-changed'), hubId: id16 }),
  /** The hub started anew and waits for a member's `resume`; `message` is its signed state with boot id and heads. */
  z.strictObject({ type: z.literal('resume-wanted'), hubId: id16, message: bytesUpTo(4096) }),
  /** The hub wants a member's `time` over this nonce (unknown clock, or a grant that asks for a member's freshness). */
  z.strictObject({ type: z.literal('time-wanted'), hubId: id16, nonce: id16 }),
]);
