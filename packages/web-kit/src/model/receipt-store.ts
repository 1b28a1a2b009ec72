import type { Primitives, PublicKey } from '@latchkey/protocol';
import { createCell, type Observable } from './observable.ts';
import {
  compareHead,
  headOf,
  provesFork,
  verifyReceiptChain,
  type ChainFault,
  type Head,
  type VerifiedReceipt,
} from './receipt-chain.ts';

export interface ReceiptPage {
  readonly receipts: readonly Uint8Array[];
  /** Receipts that are said to contradict the chain: believed only as far as the hub signed them. */
  readonly forks?: readonly Uint8Array[];
  readonly more: boolean;
}

export interface ReceiptStoreParts {
  readonly primitives: Primitives;
  readonly hubKey: PublicKey;
  /** Receipts with a sequence number above `after`, in order; rejects when the server cannot be reached. */
  readonly fetchAfter: (after: number) => Promise<ReceiptPage>;
  /** The highest head this device saw before, so that a server cannot tell a shorter story today than yesterday. */
  readonly seenBefore: Head;
  readonly remember: (head: Head) => void;
}

/** `whole` is checked to its last receipt; `broken` names where the story cannot be believed any more. */
export type ChainStanding =
  | { readonly kind: 'loading' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'unreached' }
  | { readonly kind: 'broken'; readonly atSeq: number; readonly fault: ChainFault | 'shortened' | 'forked' };

export interface ReceiptStory {
  readonly receipts: readonly VerifiedReceipt[];
  readonly standing: ChainStanding;
}

export interface ReceiptStore {
  readonly story: Observable<ReceiptStory>;
  readonly head: () => Head;
  /** One receipt as it arrives live. What does not fit leads to `catchUp`, never to belief. */
  readonly offer: (bytes: Uint8Array) => void;
  /** Reads what is missing; safe to call at any time. */
  readonly catchUp: () => Promise<void>;
}

/** The hub's receipts as far as this device verified them, from the first on. */
export const createReceiptStore = (parts: ReceiptStoreParts): ReceiptStore => {
  const story = createCell<ReceiptStory>({ receipts: [], standing: { kind: 'loading' } });
  let reading: Promise<void> | undefined;
  let again = false;

  const take = (bytes: Uint8Array): ChainFault | undefined => {
    const { receipts, standing } = story.get();
    const read = verifyReceiptChain(parts.primitives, parts.hubKey, [bytes], headOf(receipts));
    if (!read.ok) return read.problem;
    story.set({ receipts: [...receipts, ...read.receipts], standing });
    parts.remember(read.end);
    return undefined;
  };
  const stand = (standing: ChainStanding) => story.update((current) => ({ ...current, standing }));
  const breakAt = (fault: ChainFault | 'shortened' | 'forked') =>
    stand({ kind: 'broken', atSeq: headOf(story.get().receipts).seq + 1, fault });

  const isFork = (bytes: Uint8Array) => provesFork(parts.primitives, parts.hubKey, story.get().receipts, bytes);

  const readAll = async () => {
    for (let more = true; more;) {
      const after = headOf(story.get().receipts).seq;
      const page = await parts.fetchAfter(after);
      // Live receipts may have been taken while the page was on its way: it begins with those.
      const held = headOf(story.get().receipts).seq - after;
      if (page.receipts.slice(0, held).some(isFork)) {
        breakAt('forked');
        return;
      }
      for (const bytes of page.receipts.slice(held)) {
        const fault = take(bytes);
        if (fault !== undefined) {
          breakAt(fault);
          return;
        }
      }
      if (page.forks?.some(isFork) === true) {
        breakAt('forked');
        return;
      }
      more = page.more && page.receipts.length > 0;
    }
    const against = compareHead(story.get().receipts, parts.seenBefore);
    if (against === 'agrees') stand({ kind: 'whole' });
    else breakAt(against === 'behind' ? 'shortened' : 'forked');
  };
  const catchUp = async () => {
    again = true;
    reading ??= (async () => {
      while (again) {
        again = false;
        await readAll().catch(() => stand({ kind: 'unreached' }));
      }
    })().finally(() => (reading = undefined));
    return reading;
  };

  return {
    story,
    head: () => headOf(story.get().receipts),
    offer: (bytes) => {
      if (story.get().standing.kind !== 'whole' || take(bytes) !== undefined) void catchUp();
    },
    catchUp,
  };
};
