import type { Primitives, PublicKey } from '@latchkey/protocol';
import { createCell, type Observable } from './observable.ts';
import {
  compareHead,
  forkOf,
  headOf,
  verifyReceiptChain,
  type ChainFault,
  type Fork,
  type Head,
  type VerifiedReceipt,
} from './receipt-chain.ts';

export interface ReceiptPage {
  readonly receipts: readonly Uint8Array[];
  /** Receipts that are said to contradict the chain: believed only as far as the hub signed them. */
  readonly forks?: readonly Uint8Array[];
  readonly more: boolean;
}

/** A head as this device remembers it, with the receipt itself, and the hash of the one before it, where they were kept. */
export type SeenHead = Head & { readonly receipt?: Uint8Array; readonly previous?: Uint8Array };

export interface ReceiptStoreParts {
  readonly primitives: Primitives;
  readonly hubKey: PublicKey;
  /** Receipts with a sequence number above `after`, in order; rejects when the server cannot be reached. */
  readonly fetchAfter: (after: number) => Promise<ReceiptPage>;
  /** The highest head this device saw before, so that a server cannot tell a shorter story today than yesterday. */
  readonly seenBefore: SeenHead;
  /** Told only of heads that follow from `seenBefore`. */
  readonly remember: (head: SeenHead) => void;
  /** Two histories that were proven to this device before: a proof does not end. */
  readonly forkSeen?: Fork | undefined;
  readonly keepFork: (fork: Fork) => void;
}

export type StoryFault = ChainFault | 'shortened' | 'forked';

/** `whole` is checked to its last receipt; `broken` names where the story cannot be believed any more. */
export type ChainStanding =
  | { readonly kind: 'loading' }
  | { readonly kind: 'whole' }
  | { readonly kind: 'unreached' }
  | { readonly kind: 'broken'; readonly atSeq: number; readonly fault: StoryFault };

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

/** Live receipts that wait for the chain to reach them: a server that invents many fills no memory. */
const LIMIT_UNPLACED = 64;

/** The hub's receipts as far as this device verified them, from the first on. */
export const createReceiptStore = (parts: ReceiptStoreParts): ReceiptStore => {
  const { primitives, hubKey, seenBefore } = parts;
  const story = createCell<ReceiptStory>({ receipts: [], standing: { kind: 'loading' } });
  const unplaced: Uint8Array[] = [];
  let fork = parts.forkSeen;
  let searchedTo = 0;
  let reading: Promise<void> | undefined;
  let again = false;

  const held = () => story.get().receipts;
  const take = (bytes: Uint8Array): ChainFault | undefined => {
    const { receipts, standing } = story.get();
    const read = verifyReceiptChain(primitives, hubKey, [bytes], headOf(receipts));
    if (!read.ok) return read.problem;
    story.set({ receipts: [...receipts, ...read.receipts], standing });
    if (compareHead(held(), seenBefore) === 'agrees')
      parts.remember({ ...read.end, receipt: bytes, previous: headOf(receipts).head });
    return undefined;
  };
  /** Whatever else is found, two histories stay two. */
  const stand = (standing: ChainStanding) =>
    story.update((current) => ({
      ...current,
      standing: fork === undefined ? standing : { kind: 'broken', atSeq: fork.seq, fault: 'forked' },
    }));
  const breakAt = (fault: StoryFault) => stand({ kind: 'broken', atSeq: headOf(held()).seq + 1, fault });
  const noteFork = (found: Fork) => {
    if (fork === undefined) parts.keepFork(found);
    fork ??= found;
  };
  const isFork = (bytes: Uint8Array): boolean => {
    const found = forkOf(primitives, hubKey, held(), bytes);
    if (found !== undefined) noteFork(found);
    return found !== undefined;
  };

  /** Answers false where the story broke on the way. */
  const readToEnd = async (): Promise<boolean> => {
    for (let more = true; more;) {
      const after = headOf(held()).seq;
      const page = await parts.fetchAfter(after);
      // Live receipts may have been taken while the page was on its way: it begins with those.
      const early = headOf(held()).seq - after;
      page.receipts.slice(0, early).some(isFork);
      for (const bytes of page.receipts.slice(early)) {
        const fault = take(bytes);
        if (fault === undefined) continue;
        page.forks?.some(isFork);
        if (fault === 'does-not-follow') await searchFork();
        breakAt(fault);
        return false;
      }
      page.forks?.some(isFork);
      more = page.more && page.receipts.length > 0;
    }
    return true;
  };
  /** What does not follow may be the hub's other history: where that parts from ours lies further back. */
  const searchFork = async () => {
    const to = headOf(held()).seq;
    if (fork !== undefined || searchedTo === to) return;
    searchedTo = to;
    for (let after = 0; after < to;) {
      const page = await parts.fetchAfter(after);
      if (page.receipts.some(isFork) || page.receipts.length === 0) return;
      after += page.receipts.length;
    }
  };
  const readAll = async () => {
    if (!(await readToEnd())) return;
    unplaced.splice(0).some(isFork);
    const against = compareHead(held(), seenBefore);
    const shown = held()[seenBefore.seq - 1];
    if (against === 'forked' && shown !== undefined)
      noteFork({
        seq: seenBefore.seq,
        other: shown.bytes,
        ...(seenBefore.receipt === undefined ? {} : { ours: seenBefore.receipt }),
      });
    if (against === 'behind') breakAt('shortened');
    else stand({ kind: 'whole' });
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
  const follows = (bytes: Uint8Array): boolean => {
    const { standing } = story.get();
    const atEnd = standing.kind === 'whole' || (standing.kind === 'broken' && standing.fault === 'forked');
    return atEnd && take(bytes) === undefined;
  };

  return {
    story,
    head: () => headOf(held()),
    offer: (bytes) => {
      if (isFork(bytes)) {
        breakAt('forked');
        return;
      }
      if (follows(bytes)) return;
      if (unplaced.length < LIMIT_UNPLACED) unplaced.push(bytes);
      void catchUp();
    },
    catchUp,
  };
};
