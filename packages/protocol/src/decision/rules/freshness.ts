import { hasFlag } from '../chain.ts';
import type { Chain, DoorState, TrustedTime } from '../doorstate.ts';
import type { Refusal } from '../refusal.ts';

/** Step 13: how old the newest proof of the outside world may be; flag 8 accepts only a member's. */
export function freshnessRefusal(chain: Chain, door: DoorState, now: TrustedTime): Refusal | undefined {
  const { flags, maxStaleSeconds: limitS } = chain.terms;
  const fromMemberS = ageS(door.freshness.memberMs, now);
  const isMembers = hasFlag(flags, 'memberFresh');
  const youngestS = isMembers ? fromMemberS : Math.min(fromMemberS, ageS(door.freshness.serverMs, now));
  if (youngestS <= limitS) return undefined;
  const reason = isMembers ? 'member-not-fresh' : 'not-fresh';
  return { reason, ageS: Number.isFinite(youngestS) ? youngestS : undefined, limitS };
}

/** Infinite for an answer that never came, or that is from after now. */
function ageS(sentMs: number | undefined, now: TrustedTime): number {
  const age = (now.uptimeMs - (sentMs ?? -Infinity)) / 1000;
  return age < 0 ? Infinity : age;
}
