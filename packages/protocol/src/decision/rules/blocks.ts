import { NO_BYTES, sameBytes } from '../../bytes/bytes.ts';
import { TARGET } from '../../claims/household.ts';
import { keyIdOf } from '../../cose/key.ts';
import type { Chain, StandingBlock, TrustedTime } from '../doorstate.ts';
import type { Primitives } from '../../primitives.ts';
import type { BlockCover } from '../refusal.ts';
import type { Rule } from './request.ts';

/** Step 8: nothing that stands covers this chain. */
export const notBlocked: Rule = ({ chain }, door, now, p) => {
  for (const block of door.blocks) {
    if (coversBlock(p, block, chain, now))
      return { reason: 'blocked', covers: COVER[block.target.type] ?? 'everything', blockSeq: block.seq };
  }
  return undefined;
};

const COVER: readonly BlockCover[] = ['visit', 'courier', 'carrier', 'issuer', 'everything'];

/**
 * Whether a standing block covers a chain. A member's block reaches anything at their home; a carrier's only what lies
 * below a link that the carrier itself signed. Without trusted time a block that may have ended still stands.
 */
export function coversBlock(p: Primitives, block: StandingBlock, chain: Chain, now: TrustedTime): boolean {
  // Unknown time is before every end, and no end is after every time.
  if ((now.unixS ?? 0) >= (block.exp ?? Infinity)) return false;
  const from = block.carrierId === undefined ? 0 : firstSignedBy(p, chain, block.carrierId);
  if (from === undefined) return false;
  const { type, id } = block.target;
  switch (type) {
    case TARGET.visit:
      return sameBytes(id, chain.grant.claims.visitId);
    case TARGET.courierKey:
    case TARGET.carrierKey:
      return chain.links.some((link, index) => index >= from && sameBytes(id, keyIdOf(p, link.claims.holder)));
    case TARGET.issuer:
      // Nobody is named by no bytes: a target's id is eight.
      return sameBytes(id, chain.grant.kid ?? NO_BYTES);
    default:
      return true;
  }
}

/** Index of the first link that this carrier signed: the one below the link that holds its key. */
function firstSignedBy(p: Primitives, chain: Chain, carrierId: Uint8Array): number | undefined {
  const holds = chain.links.findIndex((link) => sameBytes(carrierId, keyIdOf(p, link.claims.holder)));
  return holds < 0 || holds >= chain.assignments.length ? undefined : holds + 1;
}
