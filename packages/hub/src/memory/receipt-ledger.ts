import type { KeptReceipt, ReceiptPack } from '../journal/receipt-pack.ts';

/** All receipts that this hub signed, oldest first: the older ones in packs, as they lie in the journal, the newer ones one by one. */
export class ReceiptLedger implements Iterable<KeptReceipt> {
  #packs: readonly ReceiptPack[] = [];
  /** Those that no pack holds. */
  #loose: KeptReceipt[] = [];

  get length(): number {
    return this.#packs.reduce((sum, { length }) => sum + length, this.#loose.length);
  }

  get packs(): readonly ReceiptPack[] {
    return this.#packs;
  }

  /** How many are in no pack. */
  get loose(): number {
    return this.#loose.length;
  }

  get last(): KeptReceipt | undefined {
    const pack = this.#packs.at(-1);
    return this.#loose.at(-1) ?? pack?.at(pack.length - 1);
  }

  /** What a pack holds already stays in the journal where it says more than its number; it is not kept twice. */
  add(receipt: KeptReceipt): void {
    if (receipt.seq > this.#packedUpTo) this.#loose.push(receipt);
  }

  /** The next one. Throws RangeError where it does not follow: the journal is not as a hub writes it. */
  addPack(pack: ReceiptPack): void {
    if (pack.seqAt(0) <= this.#packedUpTo) throw new RangeError('a journalled pack does not follow the one before');
    this.pack([...this.#packs, pack]);
  }

  /** These are all packs from here on. */
  pack(packs: readonly ReceiptPack[]): void {
    this.#packs = packs;
    this.#loose = this.#loose.filter(({ seq }) => seq > this.#packedUpTo);
  }

  find(seq: number): KeptReceipt | undefined {
    const pack = this.#packs[this.#firstPackAbove(seq - 1)];
    const found = pack?.at(firstAbove(pack.length, (at) => pack.seqAt(at), seq - 1)) ?? this.#loose[this.#firstLooseAbove(seq - 1)]; // prettier-ignore
    return found?.seq === seq ? found : undefined;
  }

  /** Those with a number above `seq`, without looking at the ones before. */
  *after(seq: number): Generator<KeptReceipt> {
    for (const pack of this.#packs.slice(this.#firstPackAbove(seq)))
      for (let i = firstAbove(pack.length, (at) => pack.seqAt(at), seq); i < pack.length; i++) {
        const receipt = pack.at(i);
        if (receipt !== undefined) yield receipt;
      }
    yield* this.#loose.slice(this.#firstLooseAbove(seq));
  }

  [Symbol.iterator](): Iterator<KeptReceipt> {
    return this.after(0);
  }

  #firstPackAbove(seq: number): number {
    return firstAbove(this.#packs.length, (at) => this.#packs[at]?.lastSeq ?? 0, seq);
  }

  #firstLooseAbove(seq: number): number {
    return firstAbove(this.#loose.length, (at) => this.#loose[at]?.seq ?? 0, seq);
  }

  get #packedUpTo(): number {
    return this.#packs.at(-1)?.lastSeq ?? 0;
  }
}

/** The first place of so many whose number, which rise, is above this one. */
function firstAbove(length: number, numberAt: (index: number) => number, number: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numberAt(middle) > number) high = middle;
    else low = middle + 1;
  }
  return low;
}
