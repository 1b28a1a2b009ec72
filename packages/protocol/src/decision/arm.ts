import { firstUnverified, leaf16Of, readChain } from './chain.ts';
import type { Chain, DoorState, TrustedTime } from './doorstate.ts';
import type { Primitives } from '../primitives.ts';
import type { Refusal } from './refusal.ts';
import { notBlocked } from './rules/blocks.ts';
import { issuedByMember } from './rules/issuer.ts';
import { onlyNarrows } from './rules/narrowing.ts';
import { atThisDoor } from './rules/place.ts';
import type { Request, Rule } from './rules/request.ts';
import { insideWindow } from './rules/window.ts';

/** A chain complete to the leaf that this hub has verified and may keep; it opens nothing without a knock. */
export interface Armed {
  readonly allow: true;
  readonly chain: Chain;
  /** Hex of the first 16 bytes of the leaf's hash: the key of `DoorState.armed`. */
  readonly leaf16: string;
  readonly doors: readonly number[];
  /** Unix seconds; each door is armed within each of these. */
  readonly windows: readonly { readonly fromS: number; readonly toS: number }[];
}

const RULES: readonly Rule[] = [issuedByMember, atThisDoor, beginsLater(insideWindow), notBlocked, onlyNarrows];

/** Steps 2–8, 10 and the chain's signatures. A chain may come before its window; it is then armed from the window's start. */
export function armChain(
  p: Primitives,
  links: readonly Uint8Array[],
  door: DoorState,
  now: TrustedTime,
): Armed | { readonly allow: false; readonly refusal: Refusal } {
  if (links.length < 1 || links.length > 4)
    return no({ reason: 'unreadable', problem: { at: 'presentation', problem: 'not one to four links' } });
  const read = readChain(p, links);
  if (!read.ok) return no(read.refusal);
  const { chain } = read;
  const terms = chain.terms;
  const request: Request = { purpose: 'ask', chain, door: terms.doors[0] ?? 0, trackingNumbers: undefined };
  for (const rule of RULES) {
    const refusal = rule(request, door, now, p);
    if (refusal !== undefined) return no(refusal);
  }
  const foreign = terms.doors.find((id) => !door.doors.has(id));
  if (foreign !== undefined) return no({ reason: 'door-unknown', door: foreign });
  const issuer = door.roster.members.get(chain.issuer);
  const link = issuer === undefined ? 0 : firstUnverified(p, chain, issuer.key, door.verified);
  if (link !== undefined) return no({ reason: 'signature-wrong', link });
  return { allow: true, chain, leaf16: leaf16Of(chain), doors: terms.doors, windows: windowsOf(chain) };
}

/** When a chain arms its doors: its occurrences, or its window, cut to what the leaf still permits. */
export function windowsOf(chain: Chain): readonly { readonly fromS: number; readonly toS: number }[] {
  const { beginsS, endsS } = chain.terms;
  const { nbf, occurrences } = chain.grant.claims;
  if (occurrences === undefined) return [{ fromS: beginsS, toS: endsS }];
  return occurrences
    .map(([start, length]) => ({
      fromS: Math.max(nbf + start * 60, beginsS),
      toS: Math.min(nbf + (start + length) * 60, endsS),
    }))
    .filter(({ fromS, toS }) => fromS < toS);
}

function beginsLater(rule: Rule): Rule {
  return (request, door, now, p) => {
    const refusal = rule(request, door, now, p);
    return refusal?.reason === 'not-yet-valid' ? undefined : refusal;
  };
}

function no(refusal: Refusal): { readonly allow: false; readonly refusal: Refusal } {
  return { allow: false, refusal };
}
