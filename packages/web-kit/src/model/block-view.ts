import { REPORT_LIFE_MS, sameBytes } from '@latchkey/protocol';
import type { VerifiedReceipt } from './receipt-chain.ts';

/** What this device knows of a block it signed. */
export interface SentBlock {
  /** Hash of the block: what the hub's receipt answers. */
  readonly hash: Uint8Array;
  /** Unix milliseconds when the person pressed the button. */
  readonly pressedMs: number;
  /** What the server said about passing it on; a receipt is the only confirmation. */
  readonly carried: 'sending' | 'handed-to-hub' | 'hub-offline' | 'failed';
}

/** What may be said about a visit's block, in the right tense (P3). */
export type BlockView =
  | { readonly kind: 'none' }
  /** Just pressed: on its way. */
  | { readonly kind: 'sending' }
  /** The server has it. The door has not confirmed. */
  | { readonly kind: 'sent' }
  /** Long enough without a confirmation to say what that means. `endsByMs`: when the hub stops honouring the visit by itself. */
  | {
      readonly kind: 'not-confirmed';
      readonly lastAnsweredMs: number | undefined;
      /** The door answered questions after the block was pressed: only the receipt is missing. */
      readonly answering: boolean;
      readonly endsByMs: number | undefined;
      readonly bound: 'unless-server-lies' | 'at-the-latest';
    }
  /** The request itself did not reach the server. */
  | { readonly kind: 'not-sent' }
  /** The hub's own signed receipt. `begun`: openings that had already begun when it arrived. */
  | { readonly kind: 'confirmed'; readonly atS: number | undefined; readonly begun: number };

export interface BlockFacts {
  readonly sent: SentBlock | undefined;
  /** Undefined for a block of something else: only the receipt that answers it confirms it. */
  readonly visitId: Uint8Array | undefined;
  /** Verified receipts of this hub. */
  readonly receipts: readonly VerifiedReceipt[];
  /** When the door last answered a question of this app: unix milliseconds. */
  readonly lastAnsweredMs: number | undefined;
  /** Since when the server says the hub is away; undefined while it says that the hub is there. */
  readonly hubAwaySinceMs: number | undefined;
  /** When this device last answered the hub's wish for a member's freshness; matters only where the grant asks for it. */
  readonly memberFreshMs: number | undefined;
  readonly grant: { readonly maxStaleSeconds: number; readonly memberFresh: boolean };
  readonly nowMs: number;
}

/** A confirmation takes well under a second; after this long its absence is worth a sentence. */
export const patienceMs = 3000;

export const viewBlock = (facts: BlockFacts): BlockView => {
  const receipt = facts.receipts.find((one) => confirms(one, facts));
  if (receipt !== undefined) {
    return { kind: 'confirmed', atS: receipt.claims.iat, begun: receipt.claims.detail?.begun?.length ?? 0 };
  }
  const { sent } = facts;
  if (sent === undefined) return { kind: 'none' };
  if (sent.carried === 'failed') return { kind: 'not-sent' };
  if (sent.carried === 'hub-offline' || facts.nowMs - sent.pressedMs > patienceMs) return notConfirmed(facts);
  return { kind: sent.carried === 'sending' ? 'sending' : 'sent' };
};

/** A receipt that answers this very block, or says that the visit is blocked whoever asked for it. */
const confirms = ({ claims }: VerifiedReceipt, { sent, visitId }: BlockFacts): boolean => {
  if (claims.event !== 'blocked' && claims.event !== 'diverted') return false;
  if (sent !== undefined && claims.answers !== undefined && sameBytes(claims.answers, sent.hash)) return true;
  return claims.visitId !== undefined && visitId !== undefined && sameBytes(claims.visitId, visitId);
};

const notConfirmed = (facts: BlockFacts): BlockView => {
  const fromMs = freshnessBegan(facts);
  return {
    kind: 'not-confirmed',
    lastAnsweredMs: facts.lastAnsweredMs,
    answering: answersNow(facts),
    endsByMs: fromMs === undefined ? undefined : fromMs + facts.grant.maxStaleSeconds * 1000,
    bound: facts.grant.memberFresh ? 'at-the-latest' : 'unless-server-lies',
  };
};

/** An answer from before the press, or from too long ago, says nothing about now. */
const answersNow = ({ lastAnsweredMs, sent, nowMs }: BlockFacts): boolean =>
  lastAnsweredMs !== undefined && lastAnsweredMs > (sent?.pressedMs ?? 0) && nowMs - lastAnsweredMs <= REPORT_LIFE_MS;

/**
 * From when the hub's freshness is counted. An honest server answers for freshness until the hub goes away and at most until
 * the block was pressed, because from then on it would deliver the block first; hence *unless the server lies*. Where the
 * grant asks for a member's freshness, only a member's own signature counts.
 */
const freshnessBegan = ({
  grant,
  memberFreshMs,
  sent,
  hubAwaySinceMs,
  lastAnsweredMs,
}: BlockFacts): number | undefined => {
  if (grant.memberFresh) return memberFreshMs;
  const pressedMs = sent?.pressedMs;
  if (pressedMs === undefined || hubAwaySinceMs === undefined) return pressedMs;
  return Math.min(pressedMs, Math.max(hubAwaySinceMs, lastAnsweredMs ?? 0));
};
