import { signResume, signTime, type Primitives, type Signer, type State } from '@latchkey/protocol';
import type { Head } from '@latchkey/web-kit/model';

/**
 * What a member's app does for the hub by itself, while it is open: after a restart it vouches for the newest history it
 * verified (`resume`), and it answers for time and freshness (`time`). Both are signed by this device only about what it knows.
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
  /** What the hub's lost memory must hold again before visitors come: a door that is not free must not be forgotten (P10). */
  readonly beforeResume?: () => Promise<void>;
  readonly tell: (method: 'resume' | 'time', message: Uint8Array) => Promise<void>;
}

export interface Duties {
  /** Give it every verified state: acts once for each start of the hub that waits for a resume. */
  readonly sawState: (state: State) => Promise<void>;
  readonly timeWanted: (nonce: Uint8Array) => Promise<void>;
  /** When this device last answered for freshness: unix milliseconds. */
  readonly freshMs: () => number | undefined;
}

export const createDuties = (parts: DutiesParts): Duties => {
  let answeredBoot = '';
  let freshMs: number | undefined;
  const nowS = () => Math.floor(parts.wallMs() / 1000);
  const claims = () => ({ iat: nowS(), hubId: parts.hubId });
  return {
    sawState: async (state) => {
      const boot = `${state.bootId.join('.')}:${parts.head().seq}`;
      if (state.resumed || boot === answeredBoot) return;
      answeredBoot = boot;
      const said = {
        ...claims(),
        bootId: state.bootId,
        ...parts.head(),
        epoch: parts.rosterEpoch(),
        blockSeq: parts.blockSeq(),
      };
      const resume = await signResume(parts.primitives, parts.signer, said);
      try {
        await parts.beforeResume?.();
        await parts.tell('resume', resume.bytes);
      } catch {
        answeredBoot = '';
      }
    },
    timeWanted: async (nonce) => {
      if (!parts.clockIsRight()) return;
      const time = await signTime(parts.primitives, parts.signer, { ...claims(), nonce, blockSeq: parts.blockSeq() });
      const signedMs = parts.wallMs();
      await parts.tell('time', time.bytes);
      freshMs = signedMs;
    },
    freshMs: () => freshMs,
  };
};
