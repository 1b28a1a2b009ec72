import { FITTED } from '@latchkey/protocol';
import type { HeardState, VerifiedReceipt } from '@latchkey/web-kit/model';
import type { MembersState } from '../devices/members.ts';
import { standingOf } from '../recovery/said.ts';
import { suspendedMembers, type SuspendedMember } from '../devices/suspended.ts';

/** What stands beside the hub's answer to *who can open it right now*: who would but does not count, what proves presence, who could come to be somebody. */
export interface BesideAccess {
  readonly suspended: readonly SuspendedMember[];
  readonly fitted: readonly ('display' | 'tag')[];
  readonly becoming: readonly ('paper' | 'button')[];
  /** A recovery waits at the hub: when it stands by itself at the earliest, in unix milliseconds by this device's clock. */
  readonly recoveryMs: number | undefined;
}

interface Known {
  readonly heard: HeardState | undefined;
  readonly receipts: readonly VerifiedReceipt[];
  readonly members: MembersState;
  readonly ownKid: string;
}

export const besideAccess = (door: number, { heard, receipts, members, ownKid }: Known): BesideAccess => {
  const fitted = heard?.state.doors.find((one) => one.door === door)?.presence ?? 0;
  const waits = heard?.state.recovery;
  // While a recovery waits the sheet is used: a second one by it ends both.
  const paper = waits === undefined && members.kind === 'ready' && standingOf(members.code, receipts) === 'good';
  const admin = members.kind === 'ready' && members.mayChange;
  return {
    suspended: suspendedMembers(heard, receipts, { ownKid, admin }),
    fitted: (['display', 'tag'] as const).filter((what) => (fitted & FITTED[what]) !== 0),
    becoming: paper ? ['paper', 'button'] : ['button'],
    recoveryMs: waits === undefined ? undefined : (heard?.askedWallMs ?? 0) + waits.leftS * 1000,
  };
};
