import {
  keyIdOf,
  readBlock,
  toHex,
  type Block,
  type Link,
  type Primitives,
  type StandingBlock,
} from '@latchkey/protocol';

/** What the journal says of blocks: all that stand, in the order of their numbers. None is ever taken back. */
export class BlockMemory {
  readonly standing: StandingBlock[] = [];
  /** Each one's number, by the hex of its hash. */
  readonly #seqs = new Map<string, number>();
  /** Blocks are numbered above this, so that a member's device never takes a new one for one that it has seen. */
  seenSeq = 0;

  /** Of the newest. */
  get seq(): number {
    return Math.max(this.standing.at(-1)?.seq ?? 0, this.seenSeq);
  }

  /** It was judged before it was journalled, and applies before that, so a repeated one changes nothing. */
  stand(p: Primitives, seq: number, bytes: Uint8Array): void {
    if (this.standing.some((block) => block.seq === seq)) return;
    const link = journalled(p, bytes);
    this.standing.push({ seq, ...standingOf(p, link) });
    this.#seqs.set(toHex(link.hash), seq);
  }

  /** The number under which this block stands. */
  seqOf({ hash }: Link<Block>): number | undefined {
    return this.#seqs.get(toHex(hash));
  }

  /** A member's device has seen one of this number. */
  seen(seq: number): void {
    this.seenSeq = Math.max(this.seenSeq, seq);
  }

  /** The household has left. */
  forget(): void {
    this.seenSeq = this.seq;
    this.standing.length = 0;
    this.#seqs.clear();
  }
}

function journalled(p: Primitives, bytes: Uint8Array): Link<Block> {
  const read = readBlock(p, bytes);
  if (!read.ok) throw new RangeError('a journalled block cannot be read');
  return read.link;
}

function standingOf(p: Primitives, { claims: { target, exp, carrierKey } }: Link<Block>): Omit<StandingBlock, 'seq'> {
  return {
    target,
    ...(exp === undefined ? {} : { exp }),
    ...(carrierKey === undefined ? {} : { carrierId: keyIdOf(p, carrierKey) }),
  };
}
