import {
  encodePublicKey,
  FIRST,
  signReceipt,
  TIME_SOURCE,
  toHex,
  verifyReceiptChain,
  type Receipt,
  type ReceiptHead,
  type Signer,
} from '../../index.ts';
import { hub, mallory, p, seeded } from '../people.ts';
import { HUB_ID, NOON } from '../story.ts';
import { bent, half, type JudgedCase } from './case.ts';

/** What a device checks of a hub's receipts without believing the server: docs/protocol/05-receipt.md. */

const receipt = (seq: number, change: Partial<Receipt> = {}): Receipt => ({
  iat: NOON + seq, hubId: HUB_ID, seq, timeSource: TIME_SOURCE.member, bootId: seeded('boot'), salt: seeded(`salt ${seq}`), event: 'door-opened', door: 1, ...change,
}); // prettier-ignore

interface Told {
  readonly signer?: Signer;
  readonly change?: Partial<Receipt>;
  readonly from?: ReceiptHead;
}

async function history(length: number, { signer = hub, change = {}, from = FIRST }: Told = {}): Promise<Uint8Array[]> {
  const chain: Uint8Array[] = [];
  let head = from.head;
  for (let seq = from.seq + 1; seq <= from.seq + length; seq++) {
    const link = await signReceipt(p, signer, receipt(seq, change), head);
    chain.push(link.bytes);
    head = link.hash;
  }
  return chain;
}

const endOf = (chain: readonly Uint8Array[], from = FIRST): ReceiptHead =>
  verifyReceiptChain(p, hub.key, chain, from).end;

interface Read {
  readonly from?: ReceiptHead;
  readonly hubKey?: Signer;
  readonly state?: (end: ReceiptHead) => ReceiptHead;
}

const receipts = (
  comment: string,
  made: () => Promise<{ readonly chain: readonly Uint8Array[] } & Read>,
  problem?: string,
): JudgedCase => ({
  comment,
  ask: async () => {
    const { chain, from = FIRST, hubKey = hub, state } = await made();
    const json = ({ seq, head }: ReceiptHead) => ({ seq, head: toHex(head) });
    return {
      call: 'receipts',
      messages: chain.map(toHex),
      hubKey: toHex(encodePublicKey(hubKey.key)),
      from: json(from),
      ...(state === undefined ? {} : { state: json(state(endOf(chain, from))) }),
    };
  },
  ...(problem === undefined ? {} : { problem }),
});

const left = async (length: number) => endOf(await history(length));
const movedOut = async () => {
  const { hash } = await signReceipt(p, hub, receipt(1), FIRST.head);
  return signReceipt(
    p,
    hub,
    receipt(2, { event: 'moved-out', detail: { kid: seeded('kid', 8), cause: 'button' } }),
    hash,
  );
};
const pick = async (...numbers: readonly number[]) => {
  const chain = await history(5);
  return numbers.map((n) => chain[n - 1] ?? new Uint8Array(0));
};

export const RECEIPTS: readonly JudgedCase[] = [
  receipts('from the first on', async () => ({ chain: await history(3), state: (end) => end })),
  receipts('from where a device left off', async () => ({ chain: await pick(3, 4, 5), from: await left(2) })),
  receipts('none', async () => ({ chain: [], from: await left(2), state: (end) => end })),
  receipts('fewer than the hub has', async () => ({ chain: await history(3), state: ({ seq, head }) => ({ seq: seq + 1, head }) })), // prettier-ignore
  receipts('more than an older report says', async () => ({ chain: await history(3), state: ({ seq, head }) => ({ seq: seq - 1, head }) })), // prettier-ignore
  receipts('as many as the hub has, of another past', async () => ({ chain: await history(3), state: ({ seq }) => ({ seq, head: seeded('another head', 32) }) })), // prettier-ignore
  receipts('half of the second', async () => ({ chain: [...(await pick(1)), half((await pick(2))[0] ?? new Uint8Array(0))] }), 'malformed'), // prettier-ignore
  receipts('read for another hub', async () => ({ chain: await history(2), hubKey: mallory }), 'other-hub'),
  receipts('that name another hub', async () => ({ chain: await history(1, { change: { hubId: seeded('another hub') } }) }), 'other-hub'), // prettier-ignore
  receipts('one left out', async () => ({ chain: await pick(1, 2, 4) }), 'gap'),
  receipts('two left out', async () => ({ chain: await pick(1, 2, 5) }), 'gap'),
  receipts('begun in the middle', async () => ({ chain: await pick(2, 3) }), 'gap'),
  receipts('one twice', async () => ({ chain: await pick(1, 2, 2, 3) }), 'does-not-follow'),
  receipts('one from before again', async () => ({ chain: await pick(1, 2, 1) }), 'does-not-follow'),
  receipts('changed on the way', async () => ({ chain: (await history(2)).map((one, at) => (at === 1 ? bent(one) : one)) }), 'does-not-follow'), // prettier-ignore
  receipts('signed by somebody else', async () => ({ chain: await history(1, { signer: mallory }) }), 'does-not-follow'), // prettier-ignore
  receipts('of another past than the one that was seen', async () => ({ chain: (await history(3, { change: { salt: seeded('another past') } })).slice(2), from: await left(2) }), 'does-not-follow'), // prettier-ignore
  receipts('in which the hub itself counts the same number twice', async () => {
    const chain = await history(2);
    return { chain: [...chain, (await signReceipt(p, hub, receipt(2), endOf(chain).head)).bytes] };
  }, 'does-not-follow'), // prettier-ignore
  receipts('up to where a household moved out', async () => ({ chain: [...(await history(1)), (await movedOut()).bytes] })), // prettier-ignore
  receipts('after a household moved out', async () => {
    const chain = [...(await history(1)), (await movedOut()).bytes];
    return { chain: [...chain, (await signReceipt(p, hub, receipt(3), endOf(chain).head)).bytes] };
  }, 'after-the-end'), // prettier-ignore
  receipts('the end again', async () => {
    const chain = [...(await history(1)), (await movedOut()).bytes];
    return { chain: [...chain, (await signReceipt(p, hub, receipt(2), endOf(chain).head)).bytes] };
  }, 'does-not-follow'), // prettier-ignore
];
