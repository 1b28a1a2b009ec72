import * as z from 'zod';
import { bytesOf, bytesUpTo, id16, linkBytes, publicKeyBytes, sealingKeyBytes, unixMs } from '../bytes.ts';
import { route } from '../route.ts';
import * as shape from './shapes.ts';

export const readCarrier = route({
  method: 'GET',
  path: '/api/carrier',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary: 'The carrier of this session.',
  answer: shape.carrierSummary,
});

export const newShipment = route({
  method: 'POST',
  path: '/api/carrier/shipments',
  role: 'carrier',
  within: 'everybody',
  status: 201,
  perMinute: 300,
  summary: 'Announces a shipment to a household, named by the handle the household gave.',
  body: z.strictObject({
    handle: z.string().regex(/^LK-[0-9A-Z]{4}-[0-9A-Z]{4}$/, 'a handle looks like LK-7F3K-92QD'),
    window: shape.timeWindow,
    trackingNumbers: z.array(shape.trackingNumber).min(1).max(16),
    /** Name and address, sealed to the carrier's own key; the server keeps it for the carrier and cannot read it. */
    sealedLabel: shape.sealed,
    /** The carrier's own name for it: announcing the same reference again, however late, announces nothing twice. */
    reference: id16.optional(),
  }),
  /** `known`: this reference was announced before, and nothing was written. */
  answer: z.strictObject({ shipmentId: id16, known: z.boolean().optional() }),
});

/** Of one page of `listCarrierShipments`. */
export const shipmentsOnPage = 200;

export const listCarrierShipments = route({
  method: 'GET',
  path: '/api/carrier/shipments',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary: "The carrier's shipments with their visits, newest first, 200 at a time.",
  query: z.strictObject({ skip: z.coerce.number().int().min(0).max(20_000).default(0) }),
  answer: z.strictObject({
    shipments: z
      .array(
        shape.shipmentSummary.extend({
          sealedLabel: shape.sealed,
          visit: shape.visitSummary.extend({ sealedNote: shape.sealed }).optional(),
        }),
      )
      .max(200),
  }),
});

export const takeOnCourier = route({
  method: 'POST',
  path: '/api/carrier/couriers',
  role: 'carrier',
  within: 'everybody',
  status: 201,
  summary:
    'Takes an enrolled device on as a courier of this carrier, after its record was checked against its code. The admission proves that the carrier was shown it.',
  body: z.strictObject({ keyId: id16, admission: bytesOf(32) }),
  answer: z.strictObject({ courierId: id16 }),
});

export const listCouriers = route({
  method: 'GET',
  path: '/api/carrier/couriers',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary: "The carrier's couriers.",
  answer: z.strictObject({
    couriers: z
      .array(
        z.strictObject({
          courierId: id16,
          keyId: id16,
          name: z.string(),
          signingKey: publicKeyBytes,
          sealingKey: sealingKeyBytes,
          /** This carrier withdrew the device for ever. */
          blockedMs: unixMs.optional(),
          /** When this server last heard the device, to the minute. */
          lastSeenMs: unixMs.optional(),
        }),
      )
      .max(500),
  }),
});

export const newAssignment = route({
  method: 'POST',
  path: '/api/carrier/visits/:visitId/assignments',
  role: 'carrier',
  within: 'everybody',
  status: 201,
  summary:
    'Hands a visit to a courier: the signed assignment, and the stop sealed to the courier. The hub is armed with the chain.',
  params: z.strictObject({ visitId: id16 }),
  body: z.strictObject({ courierId: id16, assignment: linkBytes, sealedStop: shape.sealed }),
  answer: z.strictObject({ handedToHub: z.boolean() }),
});

export const newCarrierBlock = route({
  method: 'POST',
  path: '/api/carrier/visits/:visitId/blocks',
  role: 'carrier',
  within: 'everybody',
  status: 202,
  summary: "Withdraws the carrier's own assignment or courier; the hub's receipt confirms.",
  params: z.strictObject({ visitId: id16 }),
  body: z.strictObject({ block: linkBytes }),
  answer: z.strictObject({ handedToHub: z.boolean() }),
});

export const answerDivert = route({
  method: 'POST',
  path: '/api/carrier/visits/:visitId/divert-answer',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary:
    'Says whether the parcel goes where the recipient wants it, or where it could go instead. The courier’s stop may be sealed anew with where to.',
  params: z.strictObject({ visitId: id16 }),
  body: z
    .strictObject({
      answer: z.enum(['accepted', 'declined']),
      offer: shape.divertTarget.optional(),
      sealedStop: shape.sealed.optional(),
    })
    .refine((body) => body.answer === 'declined' || body.offer === undefined, 'an offer goes with `declined`')
    .refine((body) => body.answer === 'accepted' || body.sealedStop === undefined, 'a stop goes with `accepted`'),
  answer: z.strictObject({ visitId: id16 }),
});

export const listCarrierReceipts = route({
  method: 'GET',
  path: '/api/carrier/visits/:visitId/receipts',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary: 'The receipts of one visit of this carrier.',
  params: z.strictObject({ visitId: id16 }),
  query: z.strictObject({ after: z.coerce.number().int().min(-1).default(-1) }),
  answer: shape.visitReceipts,
});

export const carrierEvents = route({
  method: 'GET',
  path: '/api/carrier/events',
  role: 'carrier',
  within: 'everybody',
  status: 200,
  summary: 'Server-sent events of this carrier (`carrierEvent`).',
  produces: 'text/event-stream',
});

export const carrierEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('shipment'), shipmentId: id16 }),
  z.strictObject({ type: z.literal('visit'), visitId: id16 }),
  shape.visitReceipt.extend({ type: z.literal('receipt'), visitId: id16 }),
  /** Where a courier's device (`keyId`) is, sealed to the carrier's own key; absent: it shares it no more. Kept nowhere. */
  z.strictObject({
    type: z.literal('position'),
    keyId: id16,
    visitId: id16,
    sealedPosition: bytesUpTo(300).optional(),
  }),
  /** A hub answered a block of this carrier's. */
  z.strictObject({ type: z.literal('block'), hubId: id16, hash: bytesOf(32) }),
]);
