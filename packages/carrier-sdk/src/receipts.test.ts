import { beforeAll, describe, expect, it } from 'vitest';
import { encodePublicKey } from '@latchkey/protocol';
import { toBase64url } from './encoding.ts';
import { readFacts, verifyReceipts, type ReceiptPage } from './receipts.ts';
import { newHome, p, receiptsOf, VISIT, type Home, type Told } from './testing/people.ts';

const OTHER_VISIT = new Uint8Array(16).fill(8);
const story: readonly Told[] = [
  { event: 'asked' },
  { event: 'refused', detail: { reason: 'door-busy' }, visitId: OTHER_VISIT },
  { event: 'unlocked' },
  { event: 'door-opened' },
  { event: 'door-closed' },
  { event: 'locked' },
];

let home: Home;
let all: ReceiptPage['receipts'];
let page: ReceiptPage;
beforeAll(async () => {
  home = await newHome();
  all = await receiptsOf(home, story);
  page = {
    hubKey: toBase64url(encodePublicKey(home.hub.key)),
    receipts: all.filter(({ seq }) => seq !== 2),
    more: false,
  };
});

const of = () => ({ hubId: home.hubId, visitId: VISIT });
const verified = (receipts: ReceiptPage['receipts']) => () => verifyReceipts(p, of(), { ...page, receipts });
const forged = expect.objectContaining({ fault: 'receipt-forged' }) as unknown;

describe('the receipts of one visit', () => {
  it('verify without the neighbours between them', () => {
    const facts = verifyReceipts(p, of(), page);
    expect(facts.map(({ event }) => event)).toEqual(['asked', 'unlocked', 'door-opened', 'door-closed', 'locked']);
    expect(facts.map(({ seq }) => seq)).toEqual([1, 3, 4, 5, 6]);
  });

  it('P9: are refused when one is changed, moved, repeated, or another visit’s', () => {
    const [first, , third, fourth] = all;
    if (first === undefined || third === undefined || fourth === undefined) throw new Error('too few');
    const flipped = { ...third, receipt: third.receipt.replace(/.$/, (letter) => (letter === 'A' ? 'B' : 'A')) };
    expect(verified([first, flipped])).toThrow(forged);
    expect(verified([third, first])).toThrow(forged);
    expect(verified([first, first])).toThrow(forged);
    expect(verified(all)).toThrow(forged);
    expect(verified([{ ...third, parent: fourth.parent }])).toThrow(forged);
  });

  it('P9: are refused from another hub, even with another hub’s key beside them', async () => {
    const other = await newHome();
    const theirs = await receiptsOf(other, story);
    expect(verified(theirs.slice(0, 1))).toThrow(forged);
    const hubKey = toBase64url(encodePublicKey(other.hub.key));
    expect(() => verifyReceipts(p, of(), { hubKey, receipts: theirs, more: false })).toThrow(
      expect.objectContaining({ fault: 'hub-key-wrong' }) as Error,
    );
  });

  it('are read page by page, and a page that goes back is refused', async () => {
    const pages = new Map([
      [-1, { ...page, receipts: page.receipts.slice(0, 2), more: true }],
      [3, { ...page, receipts: page.receipts.slice(2), more: false }],
    ]);
    const read = await readFacts(p, of(), (after) => Promise.resolve(pages.get(after) ?? page));
    expect(read.map(({ seq }) => seq)).toEqual([1, 3, 4, 5, 6]);
    await expect(readFacts(p, of(), () => Promise.resolve({ ...page, more: true }))).rejects.toEqual(forged);
  });
});
