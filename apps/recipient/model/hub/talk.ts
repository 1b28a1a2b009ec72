import { routes } from '@latchkey/contract';
import { readState, sameBytes, toBase64url, verifyLink, type Primitives, type State } from '@latchkey/protocol';
import {
  bytesFrom,
  createDoorWatch,
  createReceiptStore,
  type DoorWatch,
  type Head,
  type ReceiptStore,
  type SeenHead,
} from '@latchkey/web-kit/model';
import { createBlocks, type Blocks } from '../blocks/blocks.ts';
import type { HomeParts } from '../home.ts';
import { hubIdText, keepFork, keepHead, type Household } from '../household.ts';
import type { HubAnswer } from '../doors/member-knock.ts';

export type MemberMethod = (typeof routes.memberMethods)[number];

export type TellHub = (method: MemberMethod, message: Uint8Array) => Promise<HubAnswer>;

/** What passes between this device and its hub; the server only carries it. */
export const tellHub = ({ client, household }: HomeParts): TellHub => {
  const hubId = hubIdText(household);
  return (method, message) =>
    client(routes.tellHub, { params: { hubId }, body: { method, message: toBase64url(message) } });
};

export const watchHub = (parts: HomeParts, tell: TellHub): DoorWatch =>
  createDoorWatch({
    ...parts,
    ask: async (nonce) => answerBytes(await tell('state', nonce)),
    read: (bytes) => readHubState(parts.primitives, parts.household, bytes),
  });

/** A state of this household's hub, with its signature checked; the bytes come from the server. */
export const readHubState = (p: Primitives, household: Household, bytes: Uint8Array): State | undefined => {
  const read = readState(p, bytes);
  if (!read.ok || !sameBytes(read.link.claims.hubId, household.hubId)) return undefined;
  return verifyLink(p, read.link, household.hubKey) ? read.link.claims : undefined;
};

const answerBytes = (answer: HubAnswer): Uint8Array => {
  if (!answer.ok || answer.message === undefined) throw new Error('the hub gave no state');
  return bytesFrom(answer.message);
};

export const higher = (a: Head, b: SeenHead): SeenHead => (a.seq >= b.seq ? a : b);

export const receiptsOfHub = ({
  client,
  primitives,
  household,
  seenBefore,
  forkSeen,
  shelf,
}: HomeParts): ReceiptStore => {
  const hubId = hubIdText(household);
  return createReceiptStore({
    primitives,
    hubKey: household.hubKey,
    seenBefore,
    forkSeen,
    keepFork: (fork) => void keepFork(shelf, fork),
    remember: (head) => {
      if (head.seq > seenBefore.seq) void keepHead(shelf, head);
    },
    fetchAfter: async (after) => {
      const page = await client(routes.listHomeReceipts, { params: { hubId }, query: { after } });
      return { receipts: page.receipts.map(bytesFrom), forks: page.forks.map(bytesFrom), more: page.more };
    },
  });
};

export const blocksOfHome = ({
  client,
  primitives,
  keys,
  randomBytes,
  clock,
  household,
  shelf,
}: HomeParts): Promise<Blocks> => {
  const hubId = hubIdText(household);
  return createBlocks({
    primitives,
    signer: keys.signer,
    randomBytes,
    wallMs: () => clock.wallMs(),
    hubId: household.hubId,
    shelf,
    sendBlock: (block) => client(routes.newBlock, { body: { hubId, block: toBase64url(block) } }),
    sendDivert: (visitId, divert, block, to) =>
      client(routes.newDivert, {
        params: { visitId: toBase64url(visitId) },
        body: { divert: toBase64url(divert), block: toBase64url(block), to },
      }),
  });
};
