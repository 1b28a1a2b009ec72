import { textOf } from '../ids.ts';

const LIMIT = 10_000;

/**
 * Statements that hubs answered by receipt a moment ago. A block goes to the hub while it is being kept, so that its receipt may be
 * here first: whoever keeps the block looks here afterwards.
 */
export class Settled {
  readonly #seqs = new Map<string, number>();

  add(hubId: string, hash: Uint8Array, seq: number): void {
    this.#seqs.set(`${hubId} ${textOf(hash)}`, seq);
    const oldest = this.#seqs.keys().next().value;
    if (this.#seqs.size > LIMIT && oldest !== undefined) this.#seqs.delete(oldest);
  }

  /** Of the receipt that answered it. */
  seqOf(hubId: string, hash: Uint8Array): number | undefined {
    return this.#seqs.get(`${hubId} ${textOf(hash)}`);
  }
}
