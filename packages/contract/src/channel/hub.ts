import * as z from 'zod';
import { bytesOf, bytesUpTo, id16, linkBytes, publicKeyBytes, signatureBytes, unixMs } from '../bytes.ts';
import { carrierSummary, hubAnswer, trackingNumber } from '../routes/shapes.ts';

/**
 * The hub's line: one outgoing WebSocket at `/api/hub`. Text frames carry these messages as JSON, binary frames carry
 * `recordingId (16 bytes) ‖ records`: whole records or any cut of them. The server speaks first, with a challenge; the hub signs
 * `lk1-hub\n<audience>\n<challenge>` (UTF-8).
 */
export const hubPath = '/api/hub';
export const hubMessage = (audience: string, challenge: string) => `lk1-hub\n${audience}\n${challenge}`;

/** What the server may ask of a hub. Every one of them is bytes that the hub verifies by itself. */
export const hubMethods = [
  'pairing',
  'roster',
  'chain',
  'ask',
  'knock',
  'member-ask',
  'member-knock',
  'block',
  'divert',
  'resume',
  'time',
  'state',
  'declare',
  'access',
  'approval',
  'inquiry',
  'recovery',
  'recovery-call',
  'veto',
  'suspend',
  'depart',
  'set-back',
  'look',
  'tally',
  'page',
  'mailbox',
  /** From the hub's own page alone. */
  'move',
] as const;
export type HubMethod = (typeof hubMethods)[number];

/**
 * What the server calls a visit: for the page that the hub itself serves, once there is no server to ask. Nothing at a door depends on it.
 */
export const visitLabel = z.strictObject({
  visitId: id16,
  shipmentId: id16,
  trackingNumbers: z.array(trackingNumber).min(1).max(16),
  carrier: carrierSummary,
  grant: linkBytes,
  assignments: z.array(linkBytes).max(3),
  createdMs: unixMs,
});
export type VisitLabel = z.infer<typeof visitLabel>;

/**
 * Why a household that a hub introduced is not taken in. `later`: too many were shown by this hub or from where it is, and nothing was read; worth
 * another try in a minute. The others stay until somebody does something: `too-long`: its rosters are more than a line may show; `taken`; the
 * move is to another server or another hub's, or move or rosters do not hold, in the words of docs/protocol/29-move.md and 00-roster.md.
 */
export const householdRefusals = [
  'later',
  'too-long',
  'taken',
  'other-server',
  'malformed',
  'other-hub',
  'signer-unknown',
  'signer-not-admin',
  'signer-suspended',
  'signature-wrong',
  'only-at-home',
  'roster-behind',
  'start-over',
  'kid-repeated',
  'epoch-wrong',
  'home-changed',
  'recovery-key-kept',
  'recovery-wrong',
  'recovery-unconfirmed',
  'passkey-not-yours',
  'passkey-missing',
  'passkey-unneeded',
  'passkey-form',
  'passkey-other-roster',
  'passkey-other-page',
  'passkey-nobody',
  'passkey-wrong',
] as const;
export type HouseholdRefusal = (typeof householdRefusals)[number];

export const serverToHub = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('challenge'), challenge: bytesOf(32), audience: z.string().max(200) }),
  /**
   * Receipts are kept up to this seq (−1: none), whose hash is `head`. The hub goes on after it; where its own receipt of that
   * seq has another hash, or it has none, it sends everything from its first one: the server keeps both branches.
   */
  z.strictObject({ type: z.literal('welcome'), receiptsUpTo: z.number().int().min(-1), head: bytesUpTo(32) }),
  z.strictObject({
    type: z.literal('request'),
    id: z.number().int().nonnegative(),
    method: z.enum(hubMethods),
    message: bytesUpTo(4096),
    /**
     * From the grant down. `chain`: to the leaf, and `message` is empty. `divert`: the grant that it changes. `block`: only a
     * carrier's, the links down to the one that names its key, without which the hub could not know it; the same for `inquiry`.
     * `recovery`: what proves that whoever sent it has the letters of the hub's display; absent: it waits.
     */
    links: z.array(linkBytes).max(4).optional(),
  }),
  /** The server's answer to a freshness question: it bounds honest outages only. */
  z.strictObject({ type: z.literal('fresh'), nonce: id16 }),
  z.strictObject({ type: z.literal('visit'), visit: visitLabel }),
  /** Whether this hub's household is known here, and that letters are carried. A hub that was moved here introduces one that is not. */
  z.strictObject({ type: z.literal('household'), known: z.boolean() }),
  /** The household that the hub introduced was not taken in. This line introduces no other. */
  z.strictObject({ type: z.literal('household-refused'), why: z.enum(householdRefusals) }),
  /** To the hub's `mail` of this number: the record of a device, as JSON, or that its welcome lies there. */
  z.strictObject({
    type: z.literal('letter'),
    id: z.number().int().nonnegative(),
    found: z.boolean(),
    record: bytesUpTo(4096).optional(),
  }),
  z.strictObject({ type: z.literal('receipt-ack'), upToSeq: z.number().int().min(0) }),
  /**
   * So many bytes are durable. The first one after `recording-started` (new, or repeated after a reconnect) says from which
   * byte the hub sends; it waits for it. While connected, bytes follow one another without gaps.
   */
  z.strictObject({ type: z.literal('recording-ack'), recordingId: id16, bytes: z.number().int().nonnegative() }),
  /** A viewer's nonce, to come back in the next signed checkpoint of that recording. */
  z.strictObject({ type: z.literal('viewer-nonce'), recordingId: id16, nonce: bytesOf(16) }),
]);

/**
 * What a hub hears of a server that is newer than it and says one of these otherwise than `serverToHub` has it. The request is refused (docs/protocol:
 * unknown means refuse), so that its caller need not wait; a reason that the hub does not know is one to wait, like `later`. Everything else that
 * a hub does not know is passed over: what is new is another message, said to hubs that have shown that they know of it, and never another field or word in one of these.
 */
export const newerToHub = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('request'), id: z.number().int().nonnegative() }),
  z.looseObject({ type: z.literal('household-refused'), why: z.string().regex(/^[a-z0-9-]{1,40}$/) }),
]);

export const hubToServer = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('hello'), hubKey: publicKeyBytes, signature: signatureBytes, bootId: id16 }),
  z.strictObject({ type: z.literal('response'), id: z.number().int().nonnegative(), answer: hubAnswer }),
  z.strictObject({
    type: z.literal('receipt'),
    seq: z.number().int().nonnegative(),
    receipt: linkBytes,
    /** As inside the receipt; the server reads the receipt, not this. */
    visitId: id16.optional(),
  }),
  z.strictObject({ type: z.literal('fresh?'), nonce: id16 }),
  z.strictObject({ type: z.literal('state-changed') }),
  z.strictObject({ type: z.literal('resume-wanted'), message: bytesUpTo(4096) }),
  z.strictObject({ type: z.literal('time-wanted'), nonce: id16 }),
  /** A knock waits for a member's yes, for so long: the household is asked. `knock` is its hash, which names it; `message` the presentation. */
  z.strictObject({
    type: z.literal('approval-wanted'),
    visitId: id16,
    door: z.number().int().min(0).max(255),
    knock: bytesOf(32),
    message: bytesUpTo(2048),
    waitS: z.number().int().min(1).max(60),
  }),
  /** A household that the server does not know: its move to this server, the hash of the move before, and how many rosters follow. */
  z.strictObject({
    type: z.literal('move'),
    move: bytesUpTo(512).min(1),
    previous: bytesUpTo(32),
    rosters: z.number().int().min(1).max(1000),
  }),
  /** The newest checkpoint of this server's public log that the hub believed. Only after the server's `household`. */
  z.strictObject({ type: z.literal('log-seen'), checkpoint: z.string().min(1).max(8192) }),
  /** The mailbox for device keys at the server: the record of one, or a welcome for it. Only after the server's `household`. */
  z.strictObject({
    type: z.literal('mail'),
    id: z.number().int().nonnegative(),
    /** Which box; called so because boxes had the names of keys. */
    keyId: id16,
    welcome: bytesUpTo(4000).min(1).optional(),
  }),
  /** A roster that the hub holds: at a welcome those that came after the receipts kept there, oldest first, and always the newest; later each when it comes. */
  z.strictObject({ type: z.literal('roster'), roster: bytesUpTo(4096).min(1) }),
  z.strictObject({ type: z.literal('approval-over'), visitId: id16, knock: bytesOf(32) }),
  z.strictObject({
    type: z.literal('recording-started'),
    recordingId: id16,
    visitId: id16,
    door: z.number().int().min(0).max(255),
  }),
  /** A member looks through a camera: shown as it comes, kept nowhere. It ends like a recording, or with the line. */
  z.strictObject({ type: z.literal('look-started'), recordingId: id16, door: z.number().int().min(0).max(255) }),
  /** After its last byte. */
  z.strictObject({ type: z.literal('recording-closed'), recordingId: id16 }),
]);

export type ServerToHub = z.infer<typeof serverToHub>;
export type NewerToHub = z.infer<typeof newerToHub>;
export type HubToServer = z.infer<typeof hubToServer>;
/** One JSON message on the line, in bytes. */
export const maxLineMessageBytes = 64 * 1024;
/** One binary message: a second of film at 16 Mbit/s. */
export const maxLineFilmBytes = 2 * 1024 * 1024;
