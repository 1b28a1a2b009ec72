import { useNames } from '../chain.ts';
import type { Grant } from '../../claims/grant.ts';
import type { Rule } from './request.ts';

/** Step 9: now lies in an occurrence, and every link of the chain still has a use in it at this door. */
export const usesLeft: Rule = ({ chain, door: wanted }, door, now) => {
  const { claims, name } = chain.grant;
  const firstUser = door.ledger.ctis.get(chain.cti);
  if (firstUser !== undefined && firstUser !== name) return { reason: 'cti-reused' };
  const occurrence = occurrenceAt(claims, now.unixS ?? 0);
  if (occurrence === undefined)
    return { reason: 'outside-occurrence', nextBeginsS: nextOccurrence(claims, now.unixS ?? 0) };
  const names = useNames(chain, wanted, occurrence);
  for (let i = 0; i < names.length; i++) {
    const uses = chain.links[i]?.claims.uses ?? Infinity;
    if ((door.ledger.uses.get(names[i] ?? '') ?? 0) >= uses)
      return { reason: 'used-up', door: wanted, occurrence, uses };
  }
  return undefined;
};

/** Index in claim 9, or 0 for a grant without occurrences. An occurrence begins without skew. */
export function occurrenceAt(grant: Grant, nowS: number): number | undefined {
  if (grant.occurrences === undefined) return 0;
  const index = grant.occurrences.findIndex(
    ([start, length]) => nowS >= grant.nbf + start * 60 && nowS < grant.nbf + (start + length) * 60,
  );
  return index < 0 ? undefined : index;
}

function nextOccurrence(grant: Grant, nowS: number): number | undefined {
  const next = grant.occurrences?.find(([start]) => grant.nbf + start * 60 > nowS);
  return next === undefined ? undefined : grant.nbf + next[0] * 60;
}
