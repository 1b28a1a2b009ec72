import { toHex } from '../bytes/bytes.ts';
import { ACTION, KNOCK, type Knock } from '../claims/grant.ts';
import type { RosterMember } from '../claims/household.ts';
import { keyName } from '../cose/key.ts';
import type { DoorState, TrustedTime } from './doorstate.ts';
import { parseLink, verifyLink, type KindRules, type Link } from '../link.ts';
import type { Primitives } from '../primitives.ts';
import type { Refusal, Refused } from './refusal.ts';
import { nonceRefusal } from './rules/once.ts';

/** A member at their own door. Neither blocks nor clock nor camera nor server keeps a member out. */
export interface MemberAllowed {
  readonly allow: true;
  readonly by: 'member';
  readonly action: 'unlock' | 'lock';
  readonly door: number;
  readonly kid: string;
  readonly member: RosterMember;
  readonly knock: Link<Knock>;
  /** Hex of the nonce: journal it and remove it from the outstanding ones. */
  readonly consumes: { readonly uses: readonly []; readonly nonce: string };
}

/** Steps 1–4 are done; here 5, own door, and 12. A slot never serves a member: a photo of one would open for 35 s. */
export function decideMember(
  p: Primitives,
  kid: string,
  knock: Link<Knock>,
  door: DoorState,
  now: TrustedTime,
): MemberAllowed | Refused {
  const member = door.roster.members.get(kid);
  if (member === undefined) return refused({ reason: 'signer-unknown', kid }, 'flat');
  const forged = memberSignatureRefusal(p, KNOCK, member, knock, door);
  if (forged !== undefined) return forged;
  const { door: wanted, nonce, tap, action, trackingNumbers = [] } = knock.claims;
  if (!door.doors.has(wanted)) return refused({ reason: 'door-unknown', door: wanted }, 'full');
  const [parcel] = trackingNumbers;
  if (parcel !== undefined) return refused({ reason: 'parcel-not-granted', trackingNumber: parcel }, 'full');
  if (tap !== undefined) return refused({ reason: 'nonce-unknown' }, 'full');
  if (nonce === undefined) return refused({ reason: 'slot-not-for-members' }, 'full');
  const over = toHex(nonce);
  const late = nonceRefusal(over, wanted, keyName(member.key), door, now.uptimeMs);
  if (late !== undefined) return refused(late, 'full');
  return {
    allow: true,
    by: 'member',
    action: action === ACTION.unlock ? 'unlock' : 'lock',
    door: wanted,
    kid,
    member,
    knock,
    consumes: { uses: [], nonce: over },
  };
}

/** A signature that fits an earlier roster is honest but stale: the hub answers with the roster chain and the app knocks again. */
export function memberSignatureRefusal<C>(
  p: Primitives,
  rules: KindRules<C>,
  member: RosterMember,
  last: Link<C>,
  door: DoorState,
): Refused | undefined {
  if (verifyLink(p, last, member.key)) return undefined;
  // A kid is no secret: whoever sends forgeries under it may slow the search below down, but never shut the member out.
  const retryAfterS = door.limited.get(keyName(member.key));
  if (retryAfterS !== undefined) return refused({ reason: 'too-many-attempts', retryAfterS }, 'flat');
  const stale = door.roster.earlier
    .slice(0, 8)
    .some((head) => verifyLink(p, parseLink(p, rules, last.bytes, head), member.key));
  return stale ? refused({ reason: 'roster-stale' }, 'full') : refused({ reason: 'knock-signature-wrong' }, 'flat');
}

function refused(refusal: Refusal, told: Refused['told']): Refused {
  return { allow: false, refusal, told };
}
