import {
  sameBytes,
  signResume,
  signTime,
  type Primitives,
  type Resume,
  type Signer,
  type State,
} from '@latchkey/protocol';
import type { Head } from '@latchkey/web-kit/model';

/**
 * What a member's app does for the hub by itself, while it is open: after a restart it vouches for the newest history it
 * verified (`resume`), also to a hub that somebody else let go on with less than that, and it answers for time and freshness (`time`). Both are signed by
 * this device only about what it knows.
 */
export interface DutiesParts {
  readonly primitives: Primitives;
  readonly signer: Signer;
  readonly hubId: Uint8Array;
  readonly wallMs: () => number;
  /** A device whose own clock is off vouches for no time. */
  readonly clockIsRight: () => boolean;
  /** The highest receipt verified, or remembered, on this device. */
  readonly head: () => Head;
  readonly rosterEpoch: () => number;
  /** The highest block number in any verified receipt. */
  readonly blockSeq: () => number;
  /** The hub's own receipts that prove the head and the roster to a hub that has forgotten them. */
  readonly told: () => Resume['told'];
  /** The story that this device verified goes no further, or another one was told: the hub may not know of it. */
  readonly storyBroken: () => boolean;
  /** Whether the hub may lack a block that this device signed. Rejects where that cannot be told: then nothing is vouched for either. */
  readonly awaitsDoor: () => Promise<boolean>;
  /** Reads what the server has of receipts and rosters, as far as it can: whoever vouches says all that could be known. Never rejects. */
  readonly readOn: () => Promise<void>;
  /** What the hub's lost memory must hold again before visitors come: a door that is not free must not be forgotten (P10). */
  readonly beforeResume?: () => Promise<void>;
  /** Whether the hub took it. */
  readonly tell: (method: 'resume' | 'time', message: Uint8Array) => Promise<boolean>;
  /** Hands in the rosters after this epoch: a hub whose disk was put back has lost them. */
  readonly bringRosters: (afterEpoch: number) => Promise<void>;
}

export interface Duties {
  /**
   * Give it every verified state: acts once for each start and each state of this device's knowledge, where the hub waits for a resume or holds less than
   * this device has seen. Whether that is a rollback the hub judges by itself: a state may merely be older than the newest receipt.
   */
  readonly sawState: (state: State) => Promise<void>;
  /** Answers with the time; with freshness too, unless the hub may lack a block. */
  readonly timeWanted: (nonce: Uint8Array) => Promise<void>;
}

/** A number of blocks that no hub has: the time counts, the freshness does not (docs/protocol/11-time.md). */
const BEYOND_ANY_BLOCK = 0xffff_ffff;
/** From this level on a hub reads what proves a resume. */
const READS_PROOFS = 10;

type Seen = Head & { readonly epoch: number; readonly blockSeq: number };

const holdsLess = (state: State, seen: Seen): boolean =>
  state.seq < seen.seq ||
  state.epoch < seen.epoch ||
  state.blockSeq < seen.blockSeq ||
  (state.seq === seen.seq && !sameBytes(state.head, seen.head));

const nameOf = (bootId: Uint8Array, { seq, epoch, blockSeq }: Seen): string =>
  [...bootId, seq, epoch, blockSeq].join('.');

export const createDuties = (parts: DutiesParts): Duties => {
  const answered = new Set<string>();
  const nowS = () => Math.floor(parts.wallMs() / 1000);
  const claims = () => ({ iat: nowS(), hubId: parts.hubId });
  const seen = (): Seen => ({ ...parts.head(), epoch: parts.rosterEpoch(), blockSeq: parts.blockSeq() });
  const answeredAlready = ({ bootId }: State) => answered.has(nameOf(bootId, seen()));
  const answer = async ({ bootId, capability, epoch: held }: State) => {
    const said = seen();
    const name = nameOf(bootId, said);
    answered.add(name);
    const { seq, head, epoch, blockSeq } = said;
    const told = capability >= READS_PROOFS ? parts.told() : undefined;
    const resume = await signResume(parts.primitives, parts.signer, {
      ...claims(),
      bootId,
      seq,
      head,
      epoch,
      blockSeq,
      ...(told === undefined ? {} : { told }),
    });
    try {
      await parts.beforeResume?.();
      // Only behind it: a hub that has them already does not know that it lost them.
      if ((await parts.tell('resume', resume.bytes)) && held < epoch) await parts.bringRosters(held);
    } catch {
      answered.delete(name);
    }
  };
  return {
    sawState: async (state) => {
      if (answeredAlready(state)) return;
      if (!state.resumed) await parts.readOn();
      else if (!holdsLess(state, seen()) && !parts.storyBroken()) return;
      if (!answeredAlready(state)) await answer(state);
    },
    timeWanted: async (nonce) => {
      if (!parts.clockIsRight()) return;
      const blockSeq = (await parts.awaitsDoor()) ? BEYOND_ANY_BLOCK : parts.blockSeq();
      const time = await signTime(parts.primitives, parts.signer, { ...claims(), nonce, blockSeq });
      await parts.tell('time', time.bytes);
    },
  };
};
