import type { Chain, RosterState } from '../doorstate.ts';
import type { Refusal } from '../refusal.ts';
import type { Rule } from './request.ts';

/** Step 5: the grant's kid names a current member (either role may grant), and the grant is younger than any rollback. */
export const issuedByMember: Rule = ({ chain }, door) => issuerRefusal(chain, door);

/** The same for a chain that nobody knocks with at this moment. */
export function issuerRefusal(
  chain: Chain,
  door: { readonly roster: RosterState; readonly voidUntilS?: number | undefined },
): Refusal | undefined {
  const kid = chain.issuer;
  if (!door.roster.members.has(kid)) return { reason: 'signer-unknown', kid };
  const { voidUntilS = -Infinity } = door;
  return chain.grant.claims.iat <= voidUntilS ? { reason: 'void-after-rollback', voidUntilS } : undefined;
}
