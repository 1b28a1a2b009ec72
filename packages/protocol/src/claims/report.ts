import { compareBytes } from '../bytes/bytes.ts';
import type { KindRules } from '../link.ts';
import { increasing } from './grant.ts';
import { bool, bytes, claims, field, list, optional, publicKey, record, text, uint, UINT32 } from './schema.ts';

/** State report (13) and the hub's half of pairing (8): docs/protocol/13-state.md and 08-pairing.md. */

export const BOLT = { unknown: 0, thrown: 1, withdrawn: 2, between: 3 } as const;
export const CONTACT = { unknown: 0, closed: 1, open: 2 } as const;
export const CAMERA = { off: 0, ready: 1, recording: 2, lost: 3, watched: 4 } as const;

export const MOVING = { locking: 1, unlocking: 2, warning: 3 } as const;

/** What a door has, beside its camera, that only somebody who is there can read. */
export const FITTED = { display: 1, tag: 2 } as const;

/** Phases of a visit at a door, in the order of their numbers. */
export const PHASES = [
  'idle', 'waiting', 'armed', 'recording', 'unlocking', 'unlocked', 'open', 'closing', 'locking', 'locked', 'complete',
  'refused', 'blocked', 'expired', 'attention',
] as const; // prettier-ignore
export type Phase = (typeof PHASES)[number];

const phaseNumber = uint(PHASES.length - 1);
const phase = {
  encode: (name: Phase) => PHASES.indexOf(name),
  decode: (value: Parameters<(typeof phaseNumber)['decode']>[0], at: string): Phase =>
    PHASES[phaseNumber.decode(value, at)] ?? 'idle',
};

const doorReport = record({
  door: field(1, uint(255)),
  bolt: field(2, uint(3)),
  contact: field(3, uint(2)),
  jammed: field(4, bool),
  phase: field(5, phase),
  camera: field(6, uint(4)),
  visitId: optional(7, bytes(16)),
  /** Milliseconds since the lock and the contact last spoke, at the moment of signing. */
  sensorAgeMs: field(8, uint(UINT32)),
  /** Absent at rest. A garage warns before its leaf moves. */
  moving: optional(9, uint(3, 1)),
  /** What is fitted there that proves presence: the sum of `FITTED`s. */
  presence: optional(10, uint(3, 1)),
});

/** A recovery that waits at the hub: docs/protocol/19-recovery.md. */
export const pendingRecovery = record({
  hash: field(1, bytes(32)),
  /** Seconds of the hub's own running time. */
  leftS: field(2, uint(UINT32)),
});

/** A device that does not count here for now: docs/protocol/22-suspension.md. */
const suspendedDevice = record({
  kid: field(1, bytes(8)),
  /** Seconds of the hub's own running time. */
  leftS: field(2, uint(UINT32)),
});

/** The household ends here, unless a member says no: docs/protocol/23-departure.md. */
const leavingInState = record({
  id: field(1, bytes(16)),
  /** Seconds of the hub's own running time. */
  leftS: field(2, uint(UINT32)),
  /** A member asked for more time, and got it. */
  longer: field(3, bool),
});

const stateCodec = claims(
  { iat: optional(6, uint(UINT32)), nonce: optional(10, bytes(16)) },
  {
    hubId: field(1, bytes(16)),
    bootId: field(2, bytes(16)),
    seq: field(3, uint(UINT32)),
    head: field(4, bytes(0, 32)),
    blockSeq: field(5, uint(UINT32)),
    epoch: field(6, uint(UINT32)),
    timeSource: field(7, uint(3)),
    /** False from boot until a member's resume: visitors wait. */
    resumed: field(8, bool),
    doors: field(
      9,
      list(doorReport, 0, 8, (a, b) => increasing(a.door, b.door)),
    ),
    capability: field(10, uint(UINT32)),
    recovery: optional(11, pendingRecovery),
    suspended: optional(
      12,
      list(suspendedDevice, 1, 16, (a, b) => compareBytes(a.kid, b.kid) < 0),
    ),
    leaving: optional(13, leavingInState),
    /** The highest trusted second so far, while the time is unknown: an earlier one is not believed (docs/protocol/11-time.md). */
    floor: optional(14, uint(UINT32)),
  },
  (state) => {
    if (state.head.length !== (state.seq === 0 ? 0 : 32)) return 'head does not fit seq';
    if (state.floor !== undefined && state.iat !== undefined) return 'a known time is its own floor';
    return (state.timeSource === 0) === (state.iat === undefined) ? undefined : 'time and its source belong together';
  },
);

/** What kinds of opening a door is. */
export const DOOR_KIND = { flat: 1, building: 2, garage: 3, gate: 4, box: 5, boot: 6 } as const;

export const doorDescription = record({
  id: field(1, uint(255)),
  name: field(2, text(40)),
  kind: field(3, uint(6, 1)),
});

const pairingCodec = claims(
  { nonce: field(10, bytes(16)) },
  {
    hubKey: field(1, publicKey),
    doors: field(
      2,
      list(doorDescription, 1, 8, (a, b) => increasing(a.id, b.id)),
    ),
    capability: field(3, uint(UINT32)),
    bootId: field(4, bytes(16)),
    /** SHA-256 of the hello that this answers. */
    hello: field(5, bytes(32)),
  },
);

export type DoorReport = ReturnType<typeof doorReport.decode>;
export type PendingRecovery = ReturnType<typeof pendingRecovery.decode>;
export type SuspendedDevice = ReturnType<typeof suspendedDevice.decode>;
export type LeavingInState = ReturnType<typeof leavingInState.decode>;
export type State = ReturnType<typeof stateCodec.decode>;
export type DoorDescription = ReturnType<typeof doorDescription.decode>;
export type PairingAnswer = ReturnType<typeof pairingCodec.decode>;

export const STATE: KindRules<State> = { number: 13, codec: stateCodec, kid: 'none', maxBytes: 1536 };
export const PAIRING: KindRules<PairingAnswer> = { number: 8, codec: pairingCodec, kid: 'none', maxBytes: 1024 };
