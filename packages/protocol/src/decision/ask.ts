import { ASK, type Ask } from '../claims/grant.ts';
import { keyName } from '../cose/key.ts';
import { firstRefusal, flat, full, signatureRefusal } from './decide.ts';
import { memberSignatureRefusal } from './decide-member.ts';
import { MAX_NONCES, NONCE_LIFE_MS, SLOT_S, type Chain, type DoorState, type TrustedTime } from './doorstate.ts';
import type { Link } from '../link.ts';
import { openPresentation } from './opening.ts';
import type { Primitives } from '../primitives.ts';
import type { Refusal, Refused } from './refusal.ts';

/** The hub answers with a fresh nonce under `holder` and, for a visitor, starts recording. */
export interface AskAllowed {
  readonly allow: true;
  readonly by: 'visitor' | 'member';
  readonly door: number;
  readonly ask: Link<Ask>;
  /** Present for a visitor. */
  readonly chain?: Chain;
  /** Present for a member. */
  readonly kid?: string;
  /** `keyName` of the only key that may use the nonce: goes into `Nonce.holder`. */
  readonly holder: string;
  /** Hex of the nonce that already answers this very ask: send that one again instead of making another. */
  readonly again?: string;
  /** Hex nonces that this ask replaces: the same key's older ones. */
  readonly replaces: readonly string[];
}

/** Whether an ask for a nonce is answered: steps 1–10 and the signatures; no parcel is named yet, no use is taken. */
export function decideAsk(
  p: Primitives,
  presentation: Uint8Array,
  door: DoorState,
  now: TrustedTime,
): AskAllowed | Refused {
  const opened = openPresentation(p, ASK, presentation, door);
  if (opened.by === 'nobody') return flat(opened.refusal);
  if (opened.by === 'member') return decideMemberAsk(p, opened.kid, opened.last, door, now);
  const { chain, last: ask } = opened;
  const refusal = firstRefusal(
    { purpose: 'ask', chain, door: ask.claims.door, trackingNumbers: undefined },
    door,
    now,
    p,
  );
  const forged = signatureRefusal(p, chain, ask, door);
  if (forged !== undefined) return flat(refusal ?? forged);
  const holder = chain.holder;
  const late = refusal ?? youngEnough(ask.claims.slot, now) ?? crowded(holder, door, now);
  if (late !== undefined) return full(late);
  return { allow: true, by: 'visitor', door: ask.claims.door, ask, chain, holder, ...answered(holder, ask, door, now) };
}

function decideMemberAsk(
  p: Primitives,
  kid: string,
  ask: Link<Ask>,
  door: DoorState,
  now: TrustedTime,
): AskAllowed | Refused {
  const member = door.roster.members.get(kid);
  if (member === undefined) return flat({ reason: 'signer-unknown', kid });
  const forged = memberSignatureRefusal(p, ASK, member, ask, door);
  if (forged !== undefined) return forged;
  if (!door.doors.has(ask.claims.door)) return full({ reason: 'door-unknown', door: ask.claims.door });
  const holder = keyName(member.key);
  return { allow: true, by: 'member', door: ask.claims.door, ask, kid, holder, ...answered(holder, ask, door, now) };
}

/**
 * A visitor's ask names its slot, so that a recorded one cannot start the camera tomorrow. One slot early or late is the
 * skew that a window's beginning has too: an ask opens nothing, and two honest clocks meet at a slot's edge all day long. A
 * member's needs no clock.
 */
function youngEnough(slot: number | undefined, now: TrustedTime): Refusal | undefined {
  if (now.unixS === undefined) return { reason: 'time-unknown' };
  const nowSlot = Math.floor(now.unixS / SLOT_S);
  return Math.abs((slot ?? -Infinity) - nowSlot) <= 1 ? undefined : { reason: 'slot-stale', nowSlot };
}

function live(
  door: DoorState,
  now: TrustedTime,
): (readonly [string, DoorState['nonces'] extends ReadonlyMap<string, infer N> ? N : never])[] {
  return [...door.nonces].filter(
    ([, nonce]) => nonce.origin === 'asked' && now.uptimeMs - nonce.issuedMs <= NONCE_LIFE_MS,
  );
}

/** At most eight keys wait at once; a key that already has a nonce only replaces it. Members are never turned away. */
function crowded(holder: string, door: DoorState, now: TrustedTime): Refusal | undefined {
  const others = live(door, now).filter(([, nonce]) => nonce.holder !== holder);
  return others.length >= MAX_NONCES ? { reason: 'too-many-asks', outstanding: others.length } : undefined;
}

function answered(
  holder: string,
  ask: Link<Ask>,
  door: DoorState,
  now: TrustedTime,
): Pick<AskAllowed, 'again' | 'replaces'> {
  const own = live(door, now).filter(([, nonce]) => nonce.holder === holder);
  const again = own.find(([, nonce]) => nonce.ask === ask.name)?.[0];
  const replaces = own.map(([nonce]) => nonce).filter((nonce) => nonce !== again);
  return again === undefined ? { replaces } : { replaces, again };
}
