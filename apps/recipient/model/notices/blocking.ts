import { routes } from '@latchkey/contract';
import { sameBytes, toBase64url, verifyReceiptChain, type Primitives, type Receipt } from '@latchkey/protocol';
import {
  bytesFrom,
  createSignedInClient,
  noHead,
  readDeviceKeys,
  type Client,
  type RandomBytes,
  type Shelf,
} from '@latchkey/web-kit/model';
import { createBlocks } from '../blocks/blocks.ts';
import { hubIdText, readHead, readHousehold, type Household } from '../household.ts';

/** How far a block has come that was tapped on a notice. Only the hub's own signature makes it `confirmed` (P3). */
export type BlockStep =
  | { readonly kind: 'sending' | 'sent' | 'not-confirmed' | 'not-sent' | 'no-keys' }
  | { readonly kind: 'confirmed'; readonly receipt: Receipt };

export interface NoticeBlockParts {
  readonly primitives: Primitives;
  /** The app's own shelf: the same keys, and the same list of what was blocked. */
  readonly shelf: Shelf;
  /** Without a session. */
  readonly client: Client;
  readonly newKey: () => string;
  readonly wallMs: () => number;
  readonly randomBytes: RandomBytes;
  readonly pause: (ms: number) => Promise<void>;
  readonly say: (step: BlockStep) => Promise<void>;
}

/** A browser ends a worker that stays busy for long; a confirmation takes well under a second where it comes at all. */
const pausesMs = [100, 200, 400, 800, 1500, 3000, 4000, 5000];

/** Signs with this device's key, sends, and watches for the door's answer, all without a page. */
export const blockFromNotice = async (parts: NoticeBlockParts, visitId: string): Promise<void> => {
  const { primitives, shelf, client: unsigned, newKey, say } = parts;
  const household = await readHousehold(shelf);
  const keys = await readDeviceKeys(shelf, 'keys').catch(() => undefined);
  if (household === undefined || keys === undefined) {
    await say({ kind: 'no-keys' });
    return;
  }
  await say({ kind: 'sending' });
  const client = createSignedInClient(unsigned, keys.signer, 'member', newKey);
  const hubId = hubIdText(household);
  // What the door has signed so far was seen before the block left: its answer can only come after.
  const from = await readHead(shelf, noHead);
  const blocks = await createBlocks({
    ...parts,
    primitives,
    signer: keys.signer,
    hubId: household.hubId,
    sendBlock: (block) => client(routes.newBlock, { body: { hubId, block: toBase64url(block) } }),
    sendDivert: () => Promise.reject(new TypeError('a notice diverts nothing')),
  });
  await blocks.blockVisit({ text: visitId, bytes: bytesFrom(visitId) });
  const sent = blocks.sent.get()[visitId];
  if (sent === undefined || sent.carried === 'failed') {
    await say({ kind: 'not-sent' });
    return;
  }
  await say({ kind: 'sent' });
  const receipt = await confirmation(parts, client, household, sent.hash, from);
  await say(receipt === undefined ? { kind: 'not-confirmed' } : { kind: 'confirmed', receipt });
};

/** The receipt that answers this very block, in an unbroken chain of the hub's signatures from the last one this device saw. */
const confirmation = async (
  { primitives, pause }: NoticeBlockParts,
  client: Client,
  household: Household,
  hash: Uint8Array,
  from: { readonly seq: number; readonly head: Uint8Array },
): Promise<Receipt | undefined> => {
  let head = from;
  for (const waitMs of pausesMs) {
    await pause(waitMs);
    const params = { hubId: hubIdText(household) };
    const page = await client(routes.listHomeReceipts, { params, query: { after: head.seq } }).catch(() => undefined);
    const chain = verifyReceiptChain(primitives, household.hubKey, (page?.receipts ?? []).map(bytesFrom), head);
    const answer = chain.receipts.find(({ claims }) => claims.answers !== undefined && sameBytes(claims.answers, hash));
    if (answer?.claims.event === 'blocked') return answer.claims;
    head = chain.end;
  }
  return undefined;
};
