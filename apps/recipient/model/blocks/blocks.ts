import {
  PLACE,
  readBlock,
  sameBytes,
  signBlock,
  signDivert,
  TARGET,
  type BlockTarget,
  type Link,
  type Primitives,
  type Signer,
} from '@latchkey/protocol';
import {
  codeOf,
  createCell,
  type Observable,
  type RandomBytes,
  type SentBlock,
  type Shelf,
  type VerifiedReceipt,
} from '@latchkey/web-kit/model';
import type { DivertPlace } from '../parcels/divert.ts';
import { noteOf, targetOf, type WideTarget } from './wide-target.ts';

export interface BlocksParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly randomBytes: RandomBytes;
  readonly wallMs: () => number;
  readonly hubId: Uint8Array;
  readonly shelf: Shelf;
  /** Hands the block to the server; resolves with whether it went down the hub's line at once. */
  readonly sendBlock: (block: Uint8Array) => Promise<{ handedToHub: boolean }>;
  readonly sendDivert: (
    visitId: Uint8Array,
    divert: Uint8Array,
    block: Uint8Array,
    to: DivertPlace,
  ) => Promise<{ handedToHub: boolean }>;
}

type ByVisit = Readonly<Record<string, SentBlock>>;

/** Every block this device signed, by visit id, and how far it got. A reload of the page forgets none. */
export interface Blocks {
  readonly sent: Observable<ByVisit>;
  /**
   * Whether the hub may lack a block that this device signed and handed in: until a receipt answers it, this device vouches for no freshness
   * (docs/protocol/11-time.md). Each such block is handed in once more, so that none that was lost on its way keeps the device from it.
   * What never left is said to be no block.
   */
  readonly awaitsDoor: (receipts: readonly VerifiedReceipt[]) => Promise<boolean>;
  /** After a block was tapped on a notice, outside this page. */
  readonly readAgain: () => Promise<void>;
  readonly blockVisit: (visit: VisitName) => Promise<void>;
  /** Everything that a person's own key was granted here; noted under the key's id. */
  readonly blockKey: (key: VisitName) => Promise<void>;
  /** Everything, a carrier or a courier's device; `untilS`: unix seconds, absent for good. Noted under `noteOf`. */
  readonly blockWide: (target: WideTarget, untilS: number | undefined) => Promise<void>;
  readonly divertVisit: (visit: VisitName & { readonly grantHash: Uint8Array }, to: Elsewhere) => Promise<void>;
}

export interface Elsewhere {
  readonly place: DivertPlace;
  /** The details, sealed to the carrier (docs/protocol/07-divert.md). */
  readonly sealed?: Uint8Array | undefined;
}

export interface VisitName {
  readonly text: string;
  readonly bytes: Uint8Array;
}

const shelfName = 'blocks';
const places: Record<DivertPlace, number> = {
  neighbour: PLACE.neighbour,
  'collection-point': PLACE.collectionPoint,
  'parcel-box': PLACE.box,
  'other-address': PLACE.address,
  'other-day': PLACE.anotherDay,
  return: PLACE.returned,
};

export const createBlocks = async (parts: BlocksParts): Promise<Blocks> => {
  const sent = createCell<ByVisit>(await keptIn(parts.shelf));
  const note = async (visit: string, block: SentBlock) => {
    sent.update((all) => ({ ...all, [visit]: block }));
    // A notice's worker keeps blocks on the same shelf: neither writes over the other's.
    await parts.shelf.put(shelfName, { ...(await keptIn(parts.shelf)), [visit]: block });
  };
  const nowS = () => Math.floor(parts.wallMs() / 1000);
  const signed = (target: BlockTarget, exp?: number) =>
    signBlock(parts.primitives, parts.signer, {
      iat: nowS(),
      cti: parts.randomBytes(16),
      hubId: parts.hubId,
      target,
      ...(exp === undefined ? {} : { exp }),
    });
  const signedVisit = ({ bytes }: VisitName) => signed({ type: TARGET.visit, id: bytes });
  /** Says *sending* before the request leaves, and never more than what is known after it. */
  const carry = async (
    visit: Pick<VisitName, 'text'>,
    block: Link<unknown>,
    send: () => Promise<{ handedToHub: boolean }>,
  ) => {
    const pressed = { hash: block.hash, pressedMs: parts.wallMs(), block: block.bytes };
    await note(visit.text, { ...pressed, carried: 'sending' });
    try {
      const { handedToHub } = await send();
      await note(visit.text, { ...pressed, carried: handedToHub ? 'handed-to-hub' : 'hub-offline' });
    } catch (error) {
      await note(visit.text, { ...pressed, carried: 'failed' });
      if (codeOf(error) === 'internal') throw error;
    }
  };
  const isNotOver = ({ block }: { readonly block: Uint8Array }) => {
    const read = readBlock(parts.primitives, block);
    return !read.ok || read.link.claims.exp === undefined || read.link.claims.exp > nowS();
  };
  const readAgain = async () => {
    const kept = await keptIn(parts.shelf);
    sent.update((own) => ({ ...own, ...newerIn(kept, own) }));
  };
  return {
    sent,
    readAgain,
    awaitsDoor: async (receipts) => {
      // A notice's worker, or another window, may have signed one that this page has not heard of.
      await readAgain();
      const awaited = Object.values(sent.get())
        .filter((one) => mayBeLacking(one, receipts))
        .filter(isNotOver);
      for (const { block } of awaited) void parts.sendBlock(block).catch(() => undefined);
      return awaited.length > 0;
    },
    blockVisit: async (visit) => {
      const block = await signedVisit(visit);
      await carry(visit, block, () => parts.sendBlock(block.bytes));
    },
    blockKey: async (key) => {
      const block = await signed({ type: TARGET.courierKey, id: key.bytes });
      await carry(key, block, () => parts.sendBlock(block.bytes));
    },
    blockWide: async (target, untilS) => {
      const block = await signed(targetOf(target), untilS);
      await carry({ text: noteOf(target) }, block, () => parts.sendBlock(block.bytes));
    },
    divertVisit: async (visit, { place, sealed }) => {
      const block = await signedVisit(visit);
      const divert = await signDivert(
        parts.primitives,
        parts.signer,
        {
          iat: nowS(),
          cti: parts.randomBytes(16),
          hubId: parts.hubId,
          visitId: visit.bytes,
          place: places[place],
          block: block.bytes,
          ...(sealed === undefined ? {} : { sealed }),
        },
        visit.grantHash,
      );
      await carry(visit, block, () => parts.sendDivert(visit.bytes, divert.bytes, block.bytes, place));
    },
  };
};

const mayBeLacking = (
  one: SentBlock,
  receipts: readonly VerifiedReceipt[],
): one is SentBlock & { readonly block: Uint8Array } =>
  one.block !== undefined && one.carried !== 'failed' && !receipts.some(answering(one.hash));

const answering =
  (hash: Uint8Array) =>
  ({ claims: { answers } }: VerifiedReceipt): boolean =>
    answers !== undefined && sameBytes(answers, hash);

const keptIn = async (shelf: Shelf): Promise<ByVisit> => ((await shelf.get(shelfName)) as ByVisit | undefined) ?? {};

/** What was pressed at least as late as what is known here. */
const newerIn = (kept: ByVisit, own: ByVisit): ByVisit =>
  Object.fromEntries(Object.entries(kept).filter(([visit, block]) => block.pressedMs >= (own[visit]?.pressedMs ?? 0)));
