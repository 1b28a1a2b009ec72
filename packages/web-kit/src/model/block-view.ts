import { REPORT_LIFE_MS, sameBytes } from '@latchkey/protocol';
import type { VerifiedReceipt } from './receipt-chain.ts';

/** What this device knows of a block it signed. */
export interface SentBlock {
  /** Hash of the block: what the hub's receipt answers. */
  readonly hash: Uint8Array;
  /** Unix milliseconds when the person pressed the button. */
  readonly pressedMs: number;
  /** The block itself: handed in again while no receipt answers it. Absent in what was kept before it was. */
  readonly block?: Uint8Array;
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
      /** `while-others-vouch`: the grant asks for a member's freshness, and another device may give it without knowing of the block: no end is known. */
      readonly bound: 'unless-server-lies' | 'at-the-latest' | 'while-others-vouch';
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
  /** No other device of the household answers the hub's wish for a member's freshness; matters only where the grant asks for it. */
  readonly alone: boolean;
  /** Undefined where none is known that a member signed: no end is named then. */
  readonly grant: { readonly maxStaleSeconds: number; readonly memberFresh: boolean } | undefined;
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
  const { memberFresh = false, maxStaleSeconds = Infinity } = facts.grant ?? {};
  const endsByMs = (freshnessBegan(facts) ?? Infinity) + maxStaleSeconds * 1000;
  return {
    kind: 'not-confirmed',
    lastAnsweredMs: facts.lastAnsweredMs,
    answering: answersNow(facts),
    endsByMs: endsByMs === Infinity ? undefined : endsByMs,
    bound: !memberFresh ? 'unless-server-lies' : facts.alone ? 'at-the-latest' : 'while-others-vouch',
  };
};

/** An answer from before the press, or from too long ago, says nothing about now. */
const answersNow = ({ lastAnsweredMs, sent, nowMs }: BlockFacts): boolean =>
  lastAnsweredMs !== undefined && lastAnsweredMs > (sent?.pressedMs ?? 0) && nowMs - lastAnsweredMs <= REPORT_LIFE_MS;

/**
 * From when the hub's freshness is counted. An honest server answers for freshness until the hub goes away and at most until
 * the block was pressed, because from then on it would deliver the block first; hence *unless the server lies*. Where the
 * grant asks for a member's freshness, only members' signatures count (docs/protocol/11-time.md): this device gives none from the press
 * until the receipt, and no server makes one up. Another device that has not heard of the block gives its own, for as long as it has not.
 */
const freshnessBegan = ({ grant, alone, sent, hubAwaySinceMs, lastAnsweredMs }: BlockFacts): number | undefined => {
  const pressedMs = sent?.pressedMs;
  if (grant?.memberFresh === true) return alone ? pressedMs : undefined;
  if (pressedMs === undefined || hubAwaySinceMs === undefined) return pressedMs;
  return Math.min(pressedMs, Math.max(hubAwaySinceMs, lastAnsweredMs ?? 0));
};
