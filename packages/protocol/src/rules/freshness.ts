import { hasFlag } from '../chain.ts';
import type { Chain, DoorState, TrustedTime } from '../doorstate.ts';
import type { Refusal } from '../refusal.ts';

/** Step 13: how old the newest proof of the outside world may be; flag 8 accepts only a member's. */
export function freshnessRefusal(chain: Chain, door: DoorState, now: TrustedTime): Refusal | undefined {
  const { flags, maxStaleSeconds: limitS } = chain.terms;
  const memberAgeS = ageS(door.freshness.memberMs, now);
  if (hasFlag(flags, 'memberFresh')) {
    return memberAgeS !== undefined && memberAgeS <= limitS
      ? undefined
      : { reason: 'member-not-fresh', ageS: memberAgeS, limitS };
  }
  const serverAgeS = ageS(door.freshness.serverMs, now);
  const youngest = memberAgeS === undefined ? serverAgeS : Math.min(memberAgeS, serverAgeS ?? memberAgeS);
  return youngest !== undefined && youngest <= limitS ? undefined : { reason: 'not-fresh', ageS: youngest, limitS };
}

function ageS(sentMs: number | undefined, now: TrustedTime): number | undefined {
  return sentMs === undefined || sentMs > now.uptimeMs ? undefined : (now.uptimeMs - sentMs) / 1000;
}
