import type { Cause } from '../drivers/locks/wire.ts';

/** What the loop of one door holds (docs/door-loop.md). All times are monotonic milliseconds of the hub. */

/** A visitId, base64url. */
export type VisitId = string;

/** What the lock driver declares; narrowed by what the household declared (docs/protocol/14-declaration.md). */
export interface DoorTraits {
  readonly door: number;
  readonly egressFree: boolean;
  /** The lock has a relocking timer of its own. */
  readonly autoLock: boolean;
  /** Ordering `locked` moves the leaf; the hardware warns for `warnsMs` before it does. */
  readonly closesByItself: boolean;
  readonly warnsMs: number;
  readonly slowestMoveMs: number;
}

/** What only the driver knows. */
export type DriverTraits = Pick<DoorTraits, 'autoLock' | 'warnsMs' | 'slowestMoveMs'>;

export interface Sensors {
  /** 0 withdrawn, 100 thrown, null when the sensor says nothing. */
  readonly bolt: number | null;
  readonly contact: 'closed' | 'open' | null;
  readonly jam: boolean;
  readonly moving: 'none' | 'locking' | 'unlocking' | 'warning';
  readonly cause: Cause;
  readonly autoLockS: number | null;
}

export interface Seen extends Sensors {
  readonly atMs: number;
}

export type Sensor = 'contact' | 'bolt';

/** How one sensor has changed: *away* is open, or not thrown. */
export interface SensorRun {
  readonly away: boolean;
  /** The first and the newest of changes that are less than a minute apart. */
  readonly fromMs: number;
  readonly changedMs: number;
  readonly changes: number;
  /** How full the measure of changes was with the newest. */
  readonly level: number;
  /** When it went away last while nobody meant that. */
  readonly unmeantMs?: number;
  /** It is not believed; `told`: how often a receipt said so. */
  readonly unsteady?: { readonly sinceMs: number; readonly told: number };
}

export interface KnownVisit {
  readonly visit: VisitId;
  readonly armed: boolean;
  /** Absent for a visit that is filmed. */
  readonly filmed?: false;
}

/** One recording of one visit at this door. */
export interface Film {
  readonly visit: VisitId;
  readonly status: 'starting' | 'on-disk' | 'lost';
  /** The server falls behind with it. */
  readonly late?: boolean;
  /** It rang for that and was over: not before this does it ring again. */
  readonly lateRestMs?: number;
  /** Without a knock the recording ends then. */
  readonly knockByMs: number;
}

export type By = 'visit' | 'member' | 'recovered' | 'inside' | 'nobody';
export type Stage = 'unlocking' | 'unlocked' | 'open' | 'closing' | 'locking' | 'locked';

/** Somebody is using the bolt: from the intent, or from the moment it moved without one, until LOCKED and 5 s more. */
export interface Passage {
  readonly by: By;
  /** The visit whose end this passage is, also after a member took it over. */
  readonly visit?: VisitId;
  readonly stage: Stage;
  readonly sinceMs: number;
  /** Until then an ordered UNLOCK may still begin: a bolt that reads thrown proves nothing yet. */
  readonly unlockMayBeginUntilMs: number;
  /** Id of the newest command, to be cancelled by a block. */
  readonly command?: number;
  /** At this moment an open door alarms. */
  readonly maxOpenAtMs: number;
  readonly maxOpenAlarmed: boolean;
  /** The leaf has been open since the bolt was told to move, or nobody knows that it was not: somebody may have come in. */
  readonly opened?: true;
  /** The bolt has been seen withdrawn. */
  readonly freed?: true;
  /** The household withdrew the visit meanwhile: it ends *blocked*. */
  readonly blocked?: boolean;
  readonly lockTries: number;
  readonly lockAtMs: number;
}

export type AlarmReason =
  'jammed' | 'left-open' | 'camera-lost' | 'film-late' | 'dwell' | 'forced' | 'blocked' | 'silent' | 'unsteady';

export interface Alarm {
  readonly reason: AlarmReason;
  readonly visit?: VisitId;
  /** The first ring; the ladder counts from here. */
  readonly firstMs: number;
  readonly rings: number;
  readonly acknowledged: boolean;
}

export type EndPhase = 'complete' | 'refused' | 'blocked' | 'expired';

export interface DoorLoop {
  readonly traits: DoorTraits;
  readonly visits: readonly KnownVisit[];
  readonly film?: Film;
  readonly passage?: Passage;
  readonly alarms: readonly Alarm[];
  /** How the last visit ended; shown until the next thing happens at this door. */
  readonly ended?: { readonly phase: EndPhase; readonly visit: VisitId };
  /** What the lock reported last. */
  readonly heard?: Seen;
  /** As far as it is believed: nothing else is decided by. */
  readonly seen?: Seen;
  /** The leaf opened over a thrown bolt: what the bolt reads says nothing until it has moved. */
  readonly defied?: true;
  readonly runs: Readonly<Partial<Record<Sensor, SensorRun>>>;
  /** An alarm that is over, whose ladder goes on if it comes back before `untilMs`. */
  readonly resting?: Alarm & { readonly untilMs: number };
  /** When the hub's machine woke last, and how long it had slept. */
  readonly awake?: { readonly atMs: number; readonly sleptMs: number };
  readonly ringing: boolean;
  readonly siren: boolean;
  readonly nextCommand: number;
}

export const newDoorLoop = (traits: DoorTraits): DoorLoop => ({
  traits,
  visits: [],
  alarms: [],
  runs: {},
  ringing: false,
  siren: false,
  nextCommand: 1,
});
