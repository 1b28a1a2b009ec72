import type { Decision, VisitorAllowed } from './decide.ts';
import { hasFlag } from './chain.ts';
import type { DoorState, TrustedTime } from './doorstate.ts';
import type { Primitives } from '../primitives.ts';
import type { Refusal } from './refusal.ts';
import { notBlocked } from './rules/blocks.ts';
import { freshnessRefusal } from './rules/freshness.ts';
import { issuedByMember } from './rules/issuer.ts';
import { atThisDoor } from './rules/place.ts';
import type { Rule } from './rules/request.ts';
import { occurrenceAt, usesLeft } from './rules/uses.ts';
import { insideWindow } from './rules/window.ts';

/** What the hub sees of its hardware at steps 14 and 15. */
export interface Hardware {
  readonly camera: {
    /** The newest frame is young and moving. */
    readonly alive: boolean;
    /** Milliseconds of this visit's recording that `fdatasync` has confirmed on disk. */
    readonly confirmedMs: number;
    /** Reserved space is left for a whole visit. */
    readonly spaceLeft: boolean;
  };
  readonly lock: {
    readonly reachable: boolean;
    /** The lock's own timer is armed, or the hub's will do because the door's egress is free. */
    readonly relockReady: boolean;
    /** The contact says closed. */
    readonly closed: boolean;
    /** LOCK may move an open leaf: it closes by itself, after a warning, and driver and household allow it. */
    readonly closesItself?: boolean;
    /** Contact or bolt change more often than a door moves: what they read says nothing. Absent: they keep still. */
    readonly unsteady?: true;
  };
  /** Another visit holds this door. */
  readonly busy: boolean;
}

export const PREROLL_MS = 5_000;

type Allowed = Extract<Decision, { readonly allow: true }>;

/** Steps 5–9, repeated inside the one serial turn because the world may have moved since the decision. */
const UNLOCK_AGAIN: readonly Rule[] = [issuedByMember, atThisDoor, insideWindow, notBlocked, usesLeft];
const LOCK_AGAIN: readonly Rule[] = [issuedByMember, atThisDoor, insideWindow, notBlocked];

/** What may end while a slow disk writes. Uses and nonce are this turn's own by then. */
const LAST_LOOK: readonly Rule[] = LOCK_AGAIN;

/** Step 15's repeat, to be called after every wait and last before the journal's `fdatasync`. Undefined: go on. */
export function recheck(
  p: Primitives,
  allowed: Allowed,
  door: DoorState,
  now: TrustedTime,
  hardware: Hardware,
): Refusal | undefined {
  if (allowed.by === 'member') return recheckMember(allowed, door, hardware);
  const { chain, action, consumes } = allowed;
  const refusal =
    repeat(p, allowed, door, now, action === 'lock' ? LOCK_AGAIN : UNLOCK_AGAIN) ??
    (action === 'unlock' ? occurrencePassed(allowed, now) : undefined);
  if (refusal !== undefined) return refusal;
  // The nonce may have aged past its life while the pre-roll was written; only its having been used by another turn matters.
  if (consumes.nonce !== undefined && !door.nonces.has(consumes.nonce)) return { reason: 'nonce-unknown' };
  // No slot has an empty name: whoever takes none meets no used one.
  if (door.usedSlots.has(consumes.slot ?? '')) return { reason: 'slot-used' };
  if (action === 'lock') return hardware.lock.closed ? undefined : notClosed(hardware);
  return freshnessRefusal(chain, door, now) ?? hardwareRefusal(allowed.terms.flags, hardware);
}

/**
 * Between step 15's `fdatasync` and the bolt: a disk may take its time, and neither a block, the end of the window or of what is fresh, nor a
 * lost picture waits for it. Undefined: the bolt may move.
 */
export function lastLook(
  p: Primitives,
  allowed: VisitorAllowed,
  door: DoorState,
  now: TrustedTime,
  hardware: Hardware,
): Refusal | undefined {
  return (
    repeat(p, allowed, door, now, LAST_LOOK) ??
    occurrencePassed(allowed, now) ??
    freshnessRefusal(allowed.chain, door, now) ??
    hardwareRefusal(allowed.terms.flags, hardware)
  );
}

function repeat(
  p: Primitives,
  allowed: VisitorAllowed,
  door: DoorState,
  now: TrustedTime,
  rules: readonly Rule[],
): Refusal | undefined {
  const request = { purpose: allowed.action, chain: allowed.chain, door: allowed.door, trackingNumbers: undefined };
  for (const rule of rules) {
    const refusal = rule(request, door, now, p);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** The use that was found left is the one that is journalled: the next occurrence's are for a knock of its own. */
const occurrencePassed = ({ grant, occurrence }: VisitorAllowed, now: TrustedTime): Refusal | undefined =>
  occurrenceAt(grant.claims, now.unixS ?? 0) === occurrence
    ? undefined
    : { reason: 'outside-occurrence', nextBeginsS: now.unixS };

/** Step 14, and again in 15. Without must-record the member's grant has waived the camera. */
export function hardwareRefusal(flags: number, { camera, lock, busy }: Hardware): Refusal | undefined {
  if (lock.unsteady === true) return { reason: 'sensor-unsteady' };
  if (busy) return { reason: 'door-busy' };
  if (!lock.reachable) return { reason: 'lock-unreachable' };
  if (hasFlag(flags, 'mustRelock') && !lock.relockReady) return { reason: 'relock-unavailable' };
  if (!hasFlag(flags, 'mustRecord')) return undefined;
  if (!camera.spaceLeft) return { reason: 'storage-short' };
  if (!camera.alive) return { reason: 'camera-lost' };
  return camera.confirmedMs < PREROLL_MS
    ? { reason: 'camera-not-recording', prerollMs: camera.confirmedMs }
    : undefined;
}

/** No hardware keeps a member out; only a bolt is never thrown into the air; a leaf that closes itself has none. */
function recheckMember(
  allowed: Extract<Allowed, { by: 'member' }>,
  door: DoorState,
  hardware: Hardware,
): Refusal | undefined {
  const member = door.roster.members.get(allowed.kid);
  if (member === undefined) return { reason: 'signer-unknown', kid: allowed.kid };
  if (!door.doors.has(allowed.door)) return { reason: 'door-unknown', door: allowed.door };
  const mayMove = hardware.lock.closed || hardware.lock.closesItself === true;
  if (allowed.action === 'lock' && !mayMove) return notClosed(hardware);
  return door.nonces.has(allowed.consumes.nonce) ? undefined : { reason: 'nonce-unknown' };
}

const notClosed = ({ lock }: Hardware): Refusal =>
  lock.unsteady === true ? { reason: 'sensor-unsteady' } : { reason: 'door-not-closed' };
