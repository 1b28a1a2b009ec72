import * as z from 'zod';
import { bytesUpTo, id16, linkBytes, publicKeyBytes, sealedText, unixMs, unixS } from '../bytes.ts';

/** Shapes that more than one role sees; each route picks what its role may see. */
export const trackingNumber = z.string().regex(/^[0-9A-Z]{1,34}$/, 'upper-case letters and digits, at most 34');

export const timeWindow = z
  .strictObject({ fromS: unixS, toS: unixS })
  .refine((w) => w.fromS < w.toS, 'the window ends before it begins');

export const visitState = z.enum([
  'announced',
  'granted',
  'assigned',
  'arriving',
  'at-door',
  'complete',
  'refused',
  'blocked',
  'diverted',
  'expired',
  'attention',
  'undelivered',
]);

/** A shipment is where its newest visit is; without one it waits, or the household said no. */
export const shipmentState = z.enum([...visitState.options, 'declined']);

/** What a household that lets nobody in for a parcel wants of it: delivered as without Latchkey, or not taken at all. */
export const declineWish = z.enum(['as-usual', 'return']);

/** What becomes of a parcel that did not get in. */
export const fallbackKind = z.enum(['again', 'neighbour', 'collection-point', 'return']);

/** What the courier's device said, by its own clock; the door's receipts go before it. */
export const courierSaid = z.strictObject({
  noticeS: unixS.optional(),
  scanned: z.array(trackingNumber).max(16).optional(),
  unsafeS: unixS.optional(),
  left: z.strictObject({ to: fallbackKind, atS: unixS }).optional(),
});

export const divertTarget = z.enum([
  'neighbour',
  'collection-point',
  'parcel-box',
  'other-address',
  'other-day',
  'return',
]);

export const divertAnswer = z.enum(['waiting', 'accepted', 'declined']);

/**
 * `keyId` (first 16 bytes of SHA-256 of the encoded signing key) only picks one of the keys that the carrier's own domain
 * publishes; a phone believes no key on the server's word.
 */
export const carrierSummary = z.strictObject({ carrierId: id16, keyId: id16, name: z.string(), domain: z.string() });

/** The server's convenience view: nothing here opens anything, and apps prefer receipts where both speak. */
export const visitSummary = z.strictObject({
  visitId: id16,
  shipmentId: id16,
  hubId: id16,
  state: visitState,
  window: timeWindow,
  trackingNumbers: z.array(trackingNumber).min(1).max(16),
  grant: linkBytes,
  /** Links from the first assignment to the leaf; empty until the carrier assigned. */
  assignments: z.array(linkBytes).max(3),
  courierName: z.string().optional(),
  arriving: z.strictObject({ etaS: z.number().int(), stopsBefore: z.number().int(), saidMs: unixMs }).optional(),
  said: courierSaid.optional(),
  /** The carrier's dispatch took over a door that was not locked. */
  takenOverMs: unixMs.optional(),
  divert: z
    .strictObject({
      to: divertTarget,
      answer: divertAnswer,
      /** Only with `declined`: where the carrier could bring it instead. */
      offer: divertTarget.optional(),
      link: linkBytes,
    })
    .optional(),
  /** When it came to this state, as far as the server knows. */
  sinceMs: unixMs.optional(),
  createdMs: unixMs,
});

export const shipmentSummary = z.strictObject({
  shipmentId: id16,
  state: shipmentState,
  window: timeWindow,
  trackingNumbers: z.array(trackingNumber).min(1).max(16),
  createdMs: unixMs,
  visitId: id16.optional(),
  /** Only with `declined`. */
  declined: z.strictObject({ wish: declineWish, atMs: unixMs }).optional(),
});

export const recordingSummary = z.strictObject({
  recordingId: id16,
  visitId: id16,
  door: z.number().int().min(0).max(255),
  bytes: z.number().int().nonnegative(),
  startedMs: unixMs,
  closed: z.boolean(),
});

/** The server rings for a hub that is silent in a visit. A member may end the ringing, never the state. */
export const hubSilence = z.strictObject({
  visitId: id16,
  /** When it was heard last. */
  sinceMs: unixMs,
  acknowledgedMs: unixMs.optional(),
});

export const hubSummary = z.strictObject({
  hubId: id16,
  hubKey: publicKeyBytes,
  online: z.boolean(),
  lastSeenMs: unixMs.optional(),
  silent: hubSilence.optional(),
});

/** What the hub answered to a relayed message: opaque bytes of the protocol, or a refusal with its data. */
export const refusalAnswer = z.looseObject({ reason: z.string().max(60) });
export const hubAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), message: z.string().max(8192).optional() }),
  z.strictObject({ ok: z.literal(false), refusal: refusalAnswer }),
]);

export const receiptPage = z.strictObject({
  /** In the order of their sequence numbers; the caller checks the chain. */
  receipts: z.array(linkBytes).max(500),
  /** Receipts of these numbers that contradict the chain above: the hub signed two histories, and this is the proof. */
  forks: z.array(linkBytes).max(500),
  /** There are more after the last one. */
  more: z.boolean(),
});

/**
 * One receipt for whoever holds only those of one visit. It comes with the hash of the receipt before it (empty for a hub's
 * first), which its signature covers: a server that lies about it is noticed, and a neighbour of another visit stays unseen.
 */
export const visitReceipt = z.strictObject({ seq: z.number().int().min(1), parent: bytesUpTo(32), receipt: linkBytes });

export const visitReceipts = z.strictObject({
  hubKey: publicKeyBytes,
  receipts: z.array(visitReceipt).max(500),
  more: z.boolean(),
});

export const sealed = sealedText;
