import * as z from 'zod';

/**
 * What hub and home hardware say to each other: one WebSocket at `/hardware`, JSON text frames, checked on both sides.
 * Reports are the only truth. An `ack` says that a command was heard; it never says that anything moved.
 */
export const hardwarePath = '/hardware';
/** One frame, in bytes; both sides close the line on a longer one. */
export const maxHardwareMessageBytes = 16 * 1024;
/** A lock that has nothing new to say says so this often; a hub that misses three of them knows nothing. */
export const reportEveryMs = 2000;

const doorNumber = z.number().int().min(0).max(255);
const commandId = z.number().int().nonnegative();
const percent = z.number().min(0).max(100);
const seconds = z.number().int().min(1).max(3600);
const unixS = z.number().int().nonnegative().max(0xffff_ffff);

export const boltTarget = z.enum(['locked', 'unlocked']);

/** What a door is, told once a connection; the installer of a real door declares the same things. */
export const doorDeclaration = z.strictObject({
  door: doorNumber,
  name: z.string().max(60),
  kind: z.enum(['flat', 'garage']),
  /** The inside handle (or the release cord) opens in every state. */
  egressFree: z.boolean(),
  mechanicalKey: z.boolean(),
  /** The lock has a relocking timer of its own. */
  autoLock: z.boolean(),
  /** `locked` may move a leaf with nobody beside it (garage); the hardware then warns for `warnsMs` first. */
  closesByItself: z.boolean(),
  warnsMs: z.number().int().nonnegative(),
  /** The longest honest command from acceptance to its end, warning included. */
  slowestMoveMs: z.number().int().positive(),
  /** Ways in that the lock has by itself: no grant governs them and no block ends them. The household is shown them. */
  standing: z.array(z.enum(['keypad', 'remote', 'makers-cloud', 'button-inside', 'bluetooth'])).max(8),
});

/** Why the bolt or leaf moves or last moved. `unknown`: it was not the motor. */
export const cause = z.enum(['none', 'command', 'auto-lock', 'handle', 'key', 'button', 'unknown']);

/** Every sensor value may be null: that sensor gives none. Null is never *the same as before*. */
export const doorReport = z.strictObject({
  type: z.literal('report'),
  door: doorNumber,
  /** Rises by one with each report that the lock sends since its power came on; a gap is a lost report. */
  seq: z.number().int().nonnegative(),
  /** 0 withdrawn, 100 thrown. A garage has 100 only when the leaf is down and its drive holds it. */
  bolt: percent.nullable(),
  contact: z.enum(['closed', 'open']).nullable(),
  /** `held`: the motor or a hand holds the latch in, so that a push opens the door. */
  latch: z.enum(['out', 'held']).nullable(),
  /** The motor stalled or the light barrier stopped it; cleared by the next move that ends where it should. */
  jam: z.boolean(),
  moving: z.enum(['none', 'locking', 'unlocking', 'warning']),
  cause,
  /** Percent of charge. */
  battery: percent,
  /** The relocking timer as the lock has it: arm it, then read here whether it is armed. */
  autoLockS: seconds.nullable(),
  /** Only a garage: how far the leaf is up, and whether something stands in its light barrier. */
  leaf: percent.optional(),
  obstructed: z.boolean().optional(),
});

export const hardwareToHub = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    doors: z.array(doorDeclaration).min(1).max(8),
    /** Somebody looks here at what the hub holds true: only then it says so (`belief`), every two seconds. */
    view: z.literal(true).optional(),
  }),
  doorReport,
  z.strictObject({
    type: z.literal('ack'),
    id: commandId,
    heard: z.enum(['accepted', 'expired', 'unknown-door', 'not-allowed', 'cancelled', 'too-late']),
  }),
  /** The clock's answer. After `lostPower` its time is meaningless until it is set. */
  z.strictObject({ type: z.literal('rtc'), lostPower: z.boolean(), unixS }),
  /** The hub's own button, pressed by somebody who stands beside it. */
  z.strictObject({ type: z.literal('button'), heldMs: z.number().int().nonnegative().max(60_000) }),
  /** Whether this door has a display on its outside; said after `hello`, and again when that changes. Unsaid: it has none. */
  z.strictObject({ type: z.literal('fitted'), door: doorNumber, display: z.boolean() }),
]);

/** What the hub holds true, for the door view only: shown beside what lock and server believe, used for nothing. */
export const hubBelief = z.strictObject({
  type: z.literal('belief'),
  /** Its name, base64url: who fits a tag writes it into the link. */
  hubId: z.string().max(24),
  paired: z.boolean(),
  online: z.boolean(),
  recording: z.boolean(),
  clock: z.enum(['trusted', 'unknown']),
  /** The hub's own unix time; absent while the clock is unknown. */
  unixS: unixS.optional(),
  /** The recovery code was used, and this is how long the hub still waits. */
  recovery: z.strictObject({ leftS: z.number().int().nonnegative() }).optional(),
  /** The button was held, and this is how long it still is until the household ends here. */
  leaving: z.strictObject({ leftS: z.number().int().nonnegative() }).optional(),
  doors: z
    .array(
      z.strictObject({
        door: doorNumber,
        word: z.enum(['locked', 'unlocked', 'open', 'jammed', 'unknown']),
        /** The phase of the door's loop: `waiting`, `armed`, … `attention`. */
        phase: z.string().max(20),
        /** What `attention` is about, or why the last knock was refused. */
        note: z.string().max(60).optional(),
      }),
    )
    .max(8),
});

export const hubToHardware = z.discriminatedUnion('type', [
  /** The target, never a toggle. It expires unless it began within `expiresInMs` of being received. */
  z.strictObject({
    type: z.literal('move'),
    id: commandId,
    door: doorNumber,
    target: boltTarget,
    expiresInMs: z.number().int().min(1).max(5000),
  }),
  /** Takes back a move that has not begun. One that has is answered `too-late`, and its end is in the reports. */
  z.strictObject({ type: z.literal('cancel'), id: commandId }),
  /** The lock relocks by itself this long after the door was unlocked or, if it was opened, after it closed. */
  z.strictObject({ type: z.literal('auto-lock'), id: commandId, door: doorNumber, afterS: seconds.nullable() }),
  /** Asks every door for a report at once. */
  z.strictObject({ type: z.literal('report?') }),
  z.strictObject({ type: z.literal('rtc?') }),
  z.strictObject({ type: z.literal('rtc-set'), unixS }),
  z.strictObject({ type: z.literal('indicator'), on: z.boolean() }),
  z.strictObject({ type: z.literal('siren'), on: z.boolean() }),
  /** The hub's little display: the pairing code while it belongs to nobody; for two minutes after its button, what proves that one stands here; else nothing. */
  z.strictObject({
    type: z.literal('display'),
    pairingCode: z.string().max(100).nullable(),
    presence: z.string().max(20).optional(),
  }),
  /** What the display of this door shows: the part of a link behind its `#`, for so long unless something else is said; null: nothing. */
  z.strictObject({
    type: z.literal('door-shows'),
    door: doorNumber,
    fragment: z.string().max(100).nullable(),
    forMs: z.number().int().min(0).max(60_000),
  }),
  hubBelief,
]);

export type DoorDeclaration = z.infer<typeof doorDeclaration>;
export type DoorReport = z.infer<typeof doorReport>;
export type HubBelief = z.infer<typeof hubBelief>;
export type HardwareToHub = z.infer<typeof hardwareToHub>;
export type HubToHardware = z.infer<typeof hubToHardware>;
export type BoltTarget = z.infer<typeof boltTarget>;
export type Cause = z.infer<typeof cause>;
