import { toHex } from '../bytes.ts';
import type { Rule } from './request.ts';

/** Step 5: the grant's kid names a current member (either role may grant), and the grant is younger than any rollback. */
export const issuedByMember: Rule = ({ chain }, door) => {
  const kid = toHex(chain.grant.kid ?? new Uint8Array(0));
  if (!door.roster.members.has(kid)) return { reason: 'signer-unknown', kid };
  const { voidUntilS } = door;
  if (voidUntilS !== undefined && chain.grant.claims.iat <= voidUntilS)
    return { reason: 'void-after-rollback', voidUntilS };
  return undefined;
};
