import { readReceipt, verifyLink, type Link, type Primitives, type PublicKey, type Receipt as ReceiptClaims } from '@latchkey/protocol'; // prettier-ignore
import { bytesIn, sameBytes, textOf } from '../ids.ts';
import type { Receipt } from '../store/records.ts';
import type { Store } from '../store/store.ts';

const NO_BYTES = new Uint8Array();

/** A receipt whose signature and place in the hub's chain were checked, so that nothing else is ever kept. */
export interface Placed {
  readonly row: Receipt;
  readonly claims: ReceiptClaims;
  /** The same statement is kept already. */
  readonly known: boolean;
}

interface Of {
  readonly hubId: string;
  readonly hubKey: PublicKey;
  readonly homeId: string;
}

/**
 * Finds a hub's receipts their place. The chain that came first is the main one; a different receipt for a seq that is taken, and
 * what follows it, is kept as a fork: two signatures of the hub over two histories.
 */
export class ReceiptKeeper {
  readonly #of: Of;
  readonly #store: Pick<Store, 'receiptsAt'>;
  readonly #primitives: Primitives;
  #head: { readonly seq: number; readonly hash: Uint8Array };

  constructor(of: Of, store: Pick<Store, 'receiptsAt'>, primitives: Primitives, head: Receipt | undefined) {
    this.#of = of;
    this.#store = store;
    this.#primitives = primitives;
    this.#head = { seq: head?.seq ?? 0, hash: head?.hash ?? NO_BYTES };
  }

  /** `batch`: receipts placed before this one that are not in the store yet. Undefined: this hub did not sign it after anything kept. */
  async place(seq: number, text: string, nowMs: number, batch: readonly Placed[]): Promise<Placed | undefined> {
    const bytes = bytesIn(text);
    if (bytes === undefined || seq < 1) return undefined;
    if (seq === this.#head.seq + 1) {
      const link = this.#verified(bytes, seq, this.#head.hash);
      if (link !== undefined) return this.#next(link, nowMs);
    }
    return this.#beside(bytes, seq, nowMs, batch);
  }

  #next(link: Link<ReceiptClaims>, nowMs: number): Placed {
    const parent = this.#head.hash;
    this.#head = { seq: link.claims.seq, hash: link.hash };
    return { row: this.#row(link, parent, false, nowMs), claims: link.claims, known: false };
  }

  async #beside(bytes: Uint8Array, seq: number, nowMs: number, batch: readonly Placed[]): Promise<Placed | undefined> {
    for (const parent of seq === 1 ? [NO_BYTES] : await this.#hashesAt(seq - 1, batch)) {
      const link = this.#verified(bytes, seq, parent);
      if (link === undefined) continue;
      const known = (await this.#hashesAt(seq, batch)).some((hash) => sameBytes(hash, link.hash));
      return { row: this.#row(link, parent, true, nowMs), claims: link.claims, known };
    }
    return undefined;
  }

  async #hashesAt(seq: number, batch: readonly Placed[]): Promise<Uint8Array[]> {
    const kept = await this.#store.receiptsAt(this.#of.hubId, seq);
    return [...kept, ...batch.map(({ row }) => row).filter((row) => row.seq === seq)].map(({ hash }) => hash);
  }

  #verified(bytes: Uint8Array, seq: number, parent: Uint8Array): Link<ReceiptClaims> | undefined {
    const read = readReceipt(this.#primitives, bytes, parent);
    if (!read.ok || read.link.claims.seq !== seq || textOf(read.link.claims.hubId) !== this.#of.hubId) return undefined;
    return verifyLink(this.#primitives, read.link, this.#of.hubKey) ? read.link : undefined;
  }

  #row(link: Link<ReceiptClaims>, parent: Uint8Array, fork: boolean, receivedMs: number): Receipt {
    const { visitId, seq } = link.claims;
    return {
      hubId: this.#of.hubId,
      homeId: this.#of.homeId,
      seq,
      hash: link.hash,
      parent,
      bytes: link.bytes,
      ...(visitId === undefined ? {} : { visitId: textOf(visitId) }),
      fork,
      receivedMs,
    };
  }
}
