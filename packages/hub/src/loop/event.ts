import type { AlarmReason, DriverTraits, EndPhase, Sensors, VisitId } from './state.ts';

/** Of the recorder, and of the way to the server: `late`, and `caught-up`. */
export type FilmStatus = 'on-disk' | 'lost' | 'back' | 'failed' | 'late' | 'caught-up';

/** What may happen to a door. Each was verified and journalled before the loop hears of it. */
export type DoorEvent =
  | { readonly type: 'boot'; readonly recovered?: { readonly visit?: VisitId; readonly filmed?: false } }
  | { readonly type: 'visit-known'; readonly visit: VisitId }
  /** `filmed: false`: the member's grant waives the camera, and it stays off. */
  | { readonly type: 'visit-armed'; readonly visit: VisitId; readonly filmed?: false }
  | { readonly type: 'visit-over'; readonly visit: VisitId; readonly why: 'expired' | 'blocked' | 'used' }
  | { readonly type: 'asked'; readonly visit: VisitId; readonly filmed?: false }
  | { readonly type: 'film'; readonly visit: VisitId; readonly status: FilmStatus }
  | { readonly type: 'intent'; readonly by: 'visit' | 'member'; readonly visit?: VisitId; readonly maxOpenMs: number }
  | { readonly type: 'refused'; readonly visit: VisitId }
  | { readonly type: 'lock-wanted' }
  | { readonly type: 'report'; readonly sensors: Sensors }
  | { readonly type: 'hardware-lost' }
  /** The machine slept, and the monotonic clock with it. */
  | { readonly type: 'slept'; readonly forMs: number }
  | { readonly type: 'acknowledged' }
  /** The household declared something, a reset forgot what it had, or the driver says something else of its door than before (`driver`). */
  | {
      readonly type: 'declared';
      readonly egressFree: boolean;
      readonly closesByItself: boolean;
      readonly driver?: DriverTraits;
    }
  | { readonly type: 'tick' };

/** The names are those of the protocol's receipts that the loop itself causes. */
export type LoopReceipt =
  'unlocked' | 'door-opened' | 'door-closed' | 'lock-command' | 'locked' | 'complete' | 'refused' | 'forced';

export type Effect =
  /** The camera's pre-roll ring in memory. */
  | { readonly type: 'ring'; readonly on: boolean }
  | { readonly type: 'record'; readonly visit: VisitId }
  | { readonly type: 'stop-record'; readonly visit: VisitId; readonly reason: 'complete' | 'no-knock' | 'over' }
  /** Null takes the timer off. */
  | { readonly type: 'auto-lock'; readonly id: number; readonly afterS: number | null }
  /** `expiresInMs`: the lock forgets a command that it could not begin by then. */
  | { readonly type: 'unlock'; readonly id: number; readonly expiresInMs: number }
  | { readonly type: 'lock'; readonly id: number; readonly expiresInMs: number }
  | { readonly type: 'cancel'; readonly id: number }
  /** `ring` counts from 1. `unwatchedMs`: for how long before it nobody watched. */
  | {
      readonly type: 'alarm';
      readonly reason: AlarmReason;
      readonly ring: number;
      readonly visit?: VisitId;
      readonly unwatchedMs?: number;
    }
  | { readonly type: 'siren'; readonly on: boolean }
  | { readonly type: 'receipt'; readonly event: LoopReceipt; readonly visit?: VisitId; readonly cause?: string }
  /** A sensor that is not believed: how often it changed in how long, and what it reads now. */
  | {
      readonly type: 'unsteady';
      readonly reads: string;
      readonly changes: number;
      readonly lengthMs: number;
      readonly visit?: VisitId;
    }
  /** The passage is over; the journal may forget its intent. */
  | { readonly type: 'settled'; readonly visit?: VisitId }
  | { readonly type: 'ended'; readonly phase: EndPhase; readonly visit: VisitId };
