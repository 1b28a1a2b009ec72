import {
  NO_BYTES,
  readReceipt,
  sameBytes,
  verifyLink,
  type Link,
  type Primitives,
  type PublicKey,
  type Receipt,
} from '@latchkey/protocol';

/** A receipt that this device verified: the hub's signature, its place in the chain, and every receipt before it. */
export type VerifiedReceipt = Link<Receipt>;

/** Where a chain stands: what `resume` vouches for, and what a state report is compared with. */
export interface Head {
  /** 0 before the first receipt. */
  readonly seq: number;
  readonly hash: Uint8Array;
}
export const noHead: Head = { seq: 0, hash: NO_BYTES };

/** `unreadable` and `forged` accuse whoever carried the bytes; `out-of-order` may be an honest hole that a reload fills. */
export type ChainFault = 'unreadable' | 'forged' | 'out-of-order';
export type Appended =
  { readonly ok: true; readonly receipt: VerifiedReceipt } | { readonly ok: false; readonly fault: ChainFault };

/** Judges the next receipt after `head`. The parent's hash is under the signature, so a receipt fits in one place only (P9). */
export const appendReceipt = (p: Primitives, hubKey: PublicKey, head: Head, bytes: Uint8Array): Appended => {
  const read = readReceipt(p, bytes, head.hash);
  if (!read.ok) return { ok: false, fault: 'unreadable' };
  if (read.link.claims.seq !== head.seq + 1) return { ok: false, fault: 'out-of-order' };
  return verifyLink(p, read.link, hubKey) ? { ok: true, receipt: read.link } : { ok: false, fault: 'forged' };
};

export const headOf = (receipts: readonly VerifiedReceipt[]): Head => {
  const last = receipts.at(-1);
  return last === undefined ? noHead : { seq: last.claims.seq, hash: last.hash };
};

/**
 * Compares the chain with a head that the hub itself signed, or that this device saw before. `behind`: the carrier holds back
 * newer receipts. `forked`: two histories were told.
 */
export const compareHead = (receipts: readonly VerifiedReceipt[], seen: Head): 'agrees' | 'behind' | 'forked' => {
  if (seen.seq === 0) return 'agrees';
  const ours = receipts[seen.seq - 1];
  if (ours === undefined) return 'behind';
  return sameBytes(ours.hash, seen.hash) ? 'agrees' : 'forked';
};
