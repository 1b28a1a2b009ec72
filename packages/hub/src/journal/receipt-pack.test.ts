import { describe, expect, it } from 'vitest';
import { ReceiptLedger } from '../memory/receipt-ledger.ts';
import { isPack, packsOf, ReceiptPack, type KeptReceipt } from './receipt-pack.ts';

const receipt = (seq: number, length = 200): KeptReceipt => ({
  seq,
  hash: new Uint8Array(32).fill(seq % 251),
  bytes: new Uint8Array(length).fill(seq % 256),
  ...(seq % 3 === 0 ? {} : { visit: 'AAECAwQFBgcICQoLDA0ODw' }),
});
/** Numbers with holes in them, as a rollback leaves them, and one that needs more than 32 bits. */
const seqs = [1, 2, 3, 7, 8, 50, 51, 2 ** 40 + 5];
const receipts = seqs.map((seq) => receipt(seq));

describe('receipts in packs', () => {
  it('are the same ones, each by its number', () => {
    const [pack, ...more] = packsOf(receipts);
    if (pack === undefined) throw new Error('no pack');
    expect(more).toEqual([]);
    expect(isPack(pack.payload)).toBe(true);
    const read = ReceiptPack.read(pack.payload);
    expect(seqs.map((_, at) => read?.at(at))).toEqual(receipts);
    expect([read?.length, read?.lastSeq, read?.at(seqs.length), read?.seqAt(-1)]).toEqual([
      8,
      2 ** 40 + 5,
      undefined,
      0,
    ]);
  });

  it('are in as many packs as their records take', () => {
    const many = Array.from({ length: 40 }, (_, at) => receipt(at + 1, 50_000));
    const packs = [...packsOf(many)];
    expect(packs.length).toBe(4);
    expect(packs.flatMap((pack) => Array.from({ length: pack.length }, (_, at) => pack.seqAt(at)))).toEqual(many.map(({ seq }) => seq)); // prettier-ignore
    expect([...packsOf([])]).toEqual([]);
  });

  it('are not read where a byte is missing, too much, of another version, or a number does not rise', () => {
    const payload = [...packsOf(receipts)][0]?.payload ?? new Uint8Array();
    for (let length = 0; length < payload.length; length++) {
      const read = ReceiptPack.read(payload.slice(0, length));
      // A pack ends after any receipt.
      if (read !== undefined) expect(Array.from({ length: read.length }, (_, at) => read.at(at))).toEqual(receipts.slice(0, read.length)); // prettier-ignore
    }
    expect(ReceiptPack.read(Uint8Array.of(...payload, 0))).toBeUndefined();
    expect(ReceiptPack.read(payload.with(1, 2))).toBeUndefined();
    expect(() => [...packsOf([receipt(4), receipt(4)])]).toThrow('order of their numbers');
  });
});

describe('a ledger', () => {
  it('finds each receipt and tells those after any number, packed or not', () => {
    for (let packed = 0; packed <= receipts.length; packed++) {
      const ledger = new ReceiptLedger();
      for (const half of [receipts.slice(0, packed / 2), receipts.slice(packed / 2, packed)])
        for (const pack of packsOf(half)) ledger.addPack(pack);
      // What stays in the journal beside its pack comes again, and is not kept twice.
      for (const one of receipts) ledger.add(one);
      expect([...ledger]).toEqual(receipts);
      expect([ledger.length, ledger.loose, ledger.last]).toEqual([8, 8 - packed, receipts.at(-1)]);
      for (let seq = 0; seq < 60; seq++) {
        expect(ledger.find(seq)).toEqual(receipts.find((one) => one.seq === seq));
        expect([...ledger.after(seq)]).toEqual(receipts.filter((one) => one.seq > seq));
      }
      const more = Math.max(6, packed);
      ledger.pack([...packsOf(receipts.slice(0, more))]);
      expect([[...ledger], ledger.loose]).toEqual([receipts, 8 - more]);
    }
  });
});
