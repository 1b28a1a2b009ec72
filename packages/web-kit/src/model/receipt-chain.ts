import {
  FIRST,
  sameBytes,
  verifyReceiptChain,
  type Link,
  type Receipt,
  type ReceiptHead,
  type ReceiptProblem,
} from '@latchkey/protocol';

/** A receipt that this device verified: the hub's signature, its place in the chain, and every receipt before it. */
export type VerifiedReceipt = Link<Receipt>;

/** Where a chain stands: what `resume` vouches for, and what a state report is compared with. */
export type Head = ReceiptHead;
export const noHead: Head = FIRST;

/** `gap` may be an honest hole that a reload fills; the others accuse whoever carried the bytes, or the hub. */
export type ChainFault = ReceiptProblem['problem'];

export const headOf = (receipts: readonly VerifiedReceipt[]): Head => {
  const last = receipts.at(-1);
  return last === undefined ? noHead : { seq: last.claims.seq, head: last.hash };
};

/**
 * Compares the chain with a head that the hub itself signed, or that this device saw before. `behind`: newer receipts are
 * held back. `forked`: two histories were told.
 */
export const compareHead = (receipts: readonly VerifiedReceipt[], seen: Head): 'agrees' | 'behind' | 'forked' => {
  if (seen.seq === 0) return 'agrees';
  const ours = receipts[seen.seq - 1];
  if (ours === undefined) return 'behind';
  return sameBytes(ours.hash, seen.head) ? 'agrees' : 'forked';
};

export { verifyReceiptChain };
