import { NO_BYTES, sameBytes } from './bytes/bytes.ts';
import type { Receipt } from './claims/receipt.ts';
import type { State } from './claims/report.ts';
import { hubIdOf } from './cose/key.ts';
import { verifyLink, type Link } from './link.ts';
import { readReceipt } from './objects.ts';
import type { Primitives, PublicKey } from './primitives.ts';

/** docs/protocol/05-receipt.md: what a member's device checks without believing the server. */

/** How far a verifier has come. Start from `FIRST`. */
export interface ReceiptHead {
  readonly seq: number;
  /** Hash of receipt `seq`; empty before the first. */
  readonly head: Uint8Array;
  /** Receipt `seq` is *moved out*, and nothing follows it. */
  readonly ended?: true;
}

export const FIRST: ReceiptHead = { seq: 0, head: NO_BYTES };

export type ReceiptProblem =
  | { readonly problem: 'malformed' }
  | { readonly problem: 'other-hub' }
  /** *Moved out* is the last: whatever has the old key's signature after it is not this household's. */
  | { readonly problem: 'after-the-end'; readonly seq: number }
  /** Receipts `fromS`..`toS` by sequence number were not shown. */
  | { readonly problem: 'gap'; readonly fromSeq: number; readonly toSeq: number }
  /** Edited, reordered, signed by another, or following another past than the one that was shown before. */
  | { readonly problem: 'does-not-follow'; readonly seq: number };

export type VerifiedReceipts =
  | { readonly ok: true; readonly receipts: readonly Link<Receipt>[]; readonly end: ReceiptHead }
  /** `receipts` and `end` are what verified before `at`. */
  | ({
      readonly ok: false;
      readonly at: number;
      readonly receipts: readonly Link<Receipt>[];
      readonly end: ReceiptHead;
    } & ReceiptProblem);

/** Verifies receipts in the order of their numbers, from where the verifier left off. */
export function verifyReceiptChain(
  p: Primitives,
  hubKey: PublicKey,
  chain: readonly Uint8Array[],
  from: ReceiptHead = FIRST,
): VerifiedReceipts {
  const hubId = hubIdOf(p, hubKey);
  const receipts: Link<Receipt>[] = [];
  let end = from;
  for (const [at, bytes] of chain.entries()) {
    const read = readReceipt(p, bytes, end.head);
    if (!read.ok) return { ok: false, at, receipts, end, problem: 'malformed' };
    const { link } = read;
    const { seq } = link.claims;
    if (!sameBytes(link.claims.hubId, hubId)) return { ok: false, at, receipts, end, problem: 'other-hub' };
    if (end.ended === true && seq > end.seq) return { ok: false, at, receipts, end, problem: 'after-the-end', seq };
    if (seq > end.seq + 1)
      return { ok: false, at, receipts, end, problem: 'gap', fromSeq: end.seq + 1, toSeq: seq - 1 };
    if (seq <= end.seq || !verifyLink(p, link, hubKey))
      return { ok: false, at, receipts, end, problem: 'does-not-follow', seq };
    receipts.push(link);
    end = { seq, head: link.hash, ...(link.claims.event === 'moved-out' ? { ended: true } : {}) };
  }
  return { ok: true, receipts, end };
}

/** Whether what was verified is all there is, by the head in a verified state report of the same hub. */
export function completeness(
  end: ReceiptHead,
  state: Pick<State, 'seq' | 'head'>,
): 'complete' | 'truncated' | 'report-older' | 'forked' {
  if (state.seq > end.seq) return 'truncated';
  if (state.seq < end.seq) return 'report-older';
  return sameBytes(state.head, end.head) ? 'complete' : 'forked';
}
