import {
  FIRST,
  readReceipt,
  sameBytes,
  verifyReceiptChain,
  type Link,
  type Primitives,
  type PublicKey,
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
  return last === undefined
    ? noHead
    : { seq: last.claims.seq, head: last.hash, ...(last.claims.event === 'moved-out' ? { ended: true } : {}) };
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

/**
 * Two histories under the hub's own signature, which no server can make: a disk was copied or put back, or somebody else has the
 * key. `ours` is absent where this device remembers no more than the hash.
 */
export interface Fork {
  readonly seq: number;
  readonly ours?: Uint8Array;
  readonly other: Uint8Array;
}

/**
 * The fork that `bytes` proves: a receipt that follows one of ours and is not the one we hold. Anything else proves nothing and
 * is left aside.
 */
export const forkOf = (
  p: Primitives,
  hubKey: PublicKey,
  receipts: readonly VerifiedReceipt[],
  bytes: Uint8Array,
): Fork | undefined => {
  const read = readReceipt(p, bytes);
  if (!read.ok) return undefined;
  const { seq } = read.link.claims;
  const ours = receipts[seq - 1];
  if (ours === undefined || sameBytes(ours.bytes, bytes)) return undefined;
  const other = verifyReceiptChain(p, hubKey, [bytes], headOf(receipts.slice(Math.max(0, seq - 2), seq - 1)));
  return other.ok && !sameBytes(other.end.head, ours.hash) ? { seq, ours: ours.bytes, other: bytes } : undefined;
};

export { verifyReceiptChain };
