import { toBase64url } from '@latchkey/protocol';
import type { ReceiptPack } from '../journal/receipt-pack.ts';
import { bytesOf } from './journalled.ts';
import { ReceiptLedger } from './receipt-ledger.ts';

interface RolledBack {
  readonly seq: number;
  readonly head: string;
  /** Nothing proves it. */
  readonly claimed?: true | undefined;
}

/** Where the hub's story stands: its newest receipt, all that are kept, and the ends of those that it does not go on from. */
export class StoryMemory {
  /** Of the newest receipt. */
  seq = 0;
  head: Uint8Array = new Uint8Array(0);
  readonly receipts = new ReceiptLedger();
  /** Stories of this key that a member's device had followed when this hub was past their end on another way, or claimed to have followed; rollbacks answered them. */
  readonly #forks = new Set<string>();

  /** The hash of receipt `seq`, undefined when it is not kept. */
  readonly hashAt = (seq: number): Uint8Array | undefined =>
    seq === this.seq ? this.head : this.receipts.find(seq)?.hash;

  /** Whether a rollback has answered a story that ends so: what was granted before it is void already. */
  readonly answeredFork = (seq: number, head: Uint8Array): boolean => this.#forks.has(forkName(seq, toBase64url(head)));

  goOn(seq: number, head: Uint8Array): void {
    this.seq = seq;
    this.head = head;
  }

  /** Receipts that lie packed in the journal. Throws RangeError where they go further than what is remembered. */
  addPack(pack: ReceiptPack): void {
    if (pack.lastSeq > this.seq) throw new RangeError('a journalled pack goes further than its story');
    this.receipts.addPack(pack);
  }

  /** After a rollback the chain goes on from what the member's device has seen, so that no sequence number is used twice; found late, or merely claimed, from its own. */
  rolledBack({ seq, head, claimed }: RolledBack): void {
    if (seq < this.seq || claimed === true) this.#forks.add(forkName(seq, head));
    else this.goOn(seq, bytesOf(head));
  }
}

const forkName = (seq: number, head: string): string => `${String(seq)} ${head}`;
