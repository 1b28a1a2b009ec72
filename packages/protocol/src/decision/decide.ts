import { firstUnverified, leaf16Of, useNames } from './chain.ts';
import { ACTION, KNOCK, type Assignment, type Grant, type Knock } from '../claims/grant.ts';
import { decideMember, type MemberAllowed } from './decide-member.ts';
import type { Chain, DoorState, Effective, TrustedTime } from './doorstate.ts';
import { verifyLink, type Link } from '../link.ts';
import { openPresentation } from './opening.ts';
import type { Primitives } from '../primitives.ts';
import type { Refusal, Refused } from './refusal.ts';
import { notBlocked } from './rules/blocks.ts';
import { consentRefusal } from './rules/consent.ts';
import { freshnessRefusal } from './rules/freshness.ts';
import { issuedByMember } from './rules/issuer.ts';
import { onlyNarrows } from './rules/narrowing.ts';
import { nonceRefusal, onceOf, slotRefusal, type Once } from './rules/once.ts';
import { parcelsMatch } from './rules/parcels.ts';
import { atThisDoor } from './rules/place.ts';
import type { Request, Rule } from './rules/request.ts';
import { occurrenceAt, usesLeft } from './rules/uses.ts';
import { insideWindow } from './rules/window.ts';

export type Decision = VisitorAllowed | MemberAllowed | Refused;

/** Steps 1–13 say yes. Steps 14–17 are the door's loop: `recheck`, journal, bolt, receipts. */
export interface VisitorAllowed {
  readonly allow: true;
  readonly by: 'visitor';
  readonly action: 'unlock' | 'lock';
  readonly door: number;
  readonly chain: Chain;
  readonly grant: Link<Grant>;
  readonly leaf: Link<Grant | Assignment>;
  readonly knock: Link<Knock>;
  readonly occurrence: number;
  readonly terms: Effective;
  /** What to write in one `fdatasync` before the bolt moves. */
  readonly consumes: Consumes;
}

export interface Consumes {
  /** Bind this cti to this grant (hex both). */
  readonly cti?: string;
  readonly grantHash?: string;
  /** Add one to each of these counts of the ledger; empty for a lock. */
  readonly uses: readonly string[];
  /** Hex; remove from the outstanding nonces. */
  readonly nonce?: string;
  /** Add to the used slots. */
  readonly slot?: string;
}

/** Steps 5–11 in their order. Locking (action 2) takes 5–8 and 10–11. */
const RULES: Readonly<Record<Request['purpose'], readonly Rule[]>> = {
  unlock: [issuedByMember, atThisDoor, insideWindow, notBlocked, usesLeft, onlyNarrows, parcelsMatch],
  lock: [issuedByMember, atThisDoor, insideWindow, notBlocked, onlyNarrows, parcelsMatch],
  ask: [issuedByMember, atThisDoor, insideWindow, notBlocked, usesLeft, onlyNarrows],
};

export function firstRefusal(request: Request, door: DoorState, now: TrustedTime, p: Primitives): Refusal | undefined {
  for (const rule of RULES[request.purpose]) {
    const refusal = rule(request, door, now, p);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** Whether a knock opens (or locks) a door: docs/protocol/verification.md, steps 1–13, in that order. Changes nothing. */
export function decide(p: Primitives, presentation: Uint8Array, door: DoorState, now: TrustedTime): Decision {
  const opened = openPresentation(p, KNOCK, presentation, door); // 1–4
  if (opened.by === 'nobody') return flat(opened.refusal);
  if (opened.by === 'member') return decideMember(p, opened.kid, opened.last, door, now);
  const { chain, last: knock } = opened;
  const { door: wanted, trackingNumbers } = knock.claims;
  const purpose = knock.claims.action === ACTION.unlock ? 'unlock' : 'lock';
  const refusal = firstRefusal({ purpose, chain, door: wanted, trackingNumbers }, door, now, p); // 5–11
  const forged = signatureRefusal(p, chain, knock, door); // 12
  if (forged !== undefined) return flat(refusal ?? forged);
  if (refusal !== undefined) return full(refusal);
  const once = onceOf(p, chain, knock.claims);
  const late =
    onceRefusal(once, chain, knock, door, now) ??
    (purpose === 'unlock' ? outsideRefusal(p, chain, knock, door, now) : undefined); // 12, 13
  if (late !== undefined) return full(late);
  return allowed(chain, knock, purpose, once, now);
}

/**
 * Step 12: signatures from the root to the leaf, then the knock's. Also run after a refusal of 5–11, because only a chain whose
 * signatures verify may hear it; over the attempt limit nothing is verified, so strangers stay cheap.
 */
export function signatureRefusal(
  p: Primitives,
  chain: Chain,
  last: Link<unknown>,
  door: DoorState,
): Refusal | undefined {
  const holder = chain.leaf.claims.holder;
  const retryAfterS = door.limited.get(chain.holder);
  if (retryAfterS !== undefined) return { reason: 'too-many-attempts', retryAfterS };
  const issuer = door.roster.members.get(chain.issuer);
  if (issuer === undefined) return { reason: 'signature-wrong', link: 0 };
  const link = isArmed(chain, door) ? undefined : firstUnverified(p, chain, issuer.key, door.verified);
  if (link !== undefined) return { reason: 'signature-wrong', link };
  return verifyLink(p, last, holder) ? undefined : { reason: 'knock-signature-wrong' };
}

/** The very value that was verified when it was armed; a chain that was sent along is another value. */
function isArmed(chain: Chain, door: DoorState): boolean {
  return door.armed.get(leaf16Of(chain)) === chain;
}

function onceRefusal(
  once: Once,
  chain: Chain,
  knock: Link<Knock>,
  door: DoorState,
  now: TrustedTime,
): Refusal | undefined {
  const { slot, door: wanted } = knock.claims;
  return 'nonce' in once
    ? nonceRefusal(once.nonce, wanted, chain.holder, door, now.uptimeMs)
    : slotRefusal(slot ?? 0, once.slot, door, now);
}

/** Step 13. */
function outsideRefusal(
  p: Primitives,
  chain: Chain,
  knock: Link<Knock>,
  door: DoorState,
  now: TrustedTime,
): Refusal | undefined {
  return consentRefusal(p, chain, knock, door) ?? freshnessRefusal(chain, door, now);
}

function allowed(
  chain: Chain,
  knock: Link<Knock>,
  action: 'unlock' | 'lock',
  once: Once,
  now: TrustedTime,
): VisitorAllowed {
  const { door } = knock.claims;
  const { grant } = chain;
  const occurrence = occurrenceAt(grant.claims, now.unixS ?? 0) ?? 0;
  const consumes: Consumes =
    action === 'lock'
      ? { uses: [], ...once }
      : { cti: chain.cti, grantHash: grant.name, uses: useNames(chain, door, occurrence), ...once };
  return {
    allow: true,
    by: 'visitor',
    action,
    door,
    chain,
    grant,
    leaf: chain.leaf,
    knock,
    occurrence,
    terms: chain.terms,
    consumes,
  };
}

export const flat = (refusal: Refusal): Refused => ({ allow: false, refusal, told: 'flat' });
export const full = (refusal: Refusal): Refused => ({ allow: false, refusal, told: 'full' });
