import type { Link, Roster } from '@latchkey/protocol';

/** Of a recovery: what let it stand. */
export type Stood = 'button' | 'waited';

/** What the journal says of the household's rosters, and of who has heard of them. */
export class RosterMemory {
  /** All of them, oldest first. */
  readonly links: Uint8Array[] = [];
  /** The newest one, as long as no receipt says so: until then nobody's removal is confirmed. `stood`: it is a recovery. */
  untold: { readonly link: Link<Roster>; readonly stood?: Stood } | undefined;
  /** By place in `links`: the newest receipt when it came. */
  readonly #seqs: number[] = [];

  add(link: Link<Roster>, { seq, stood }: { seq: number; stood: Stood | undefined }): void {
    this.links.push(link.bytes);
    this.#seqs.push(seq);
    this.untold = { link, ...(stood === undefined ? {} : { stood }) };
  }

  /** A receipt names a roster. */
  said(epoch: number | undefined): void {
    if (this.untold?.link.claims.epoch === epoch) this.untold = undefined;
  }

  /** Those that came after this receipt, oldest first, and the newest in any case. */
  since(seq: number): readonly Uint8Array[] {
    const newest = this.links.length - 1;
    return this.links.filter((_, at) => at === newest || (this.#seqs[at] ?? 0) >= seq);
  }

  /** The household has left. */
  forget(): void {
    this.links.length = 0;
    this.#seqs.length = 0;
    this.untold = undefined;
  }
}
