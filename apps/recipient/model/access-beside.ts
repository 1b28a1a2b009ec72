import { FITTED } from '@latchkey/protocol';
import type { HeardState, VerifiedReceipt } from '@latchkey/web-kit/model';
import type { MembersState } from './members.ts';
import { suspendedMembers, type SuspendedMember } from './suspended.ts';

/** What stands beside the hub's answer to *who can open it right now*: who would but does not count, what proves presence, who could come to be somebody. */
export interface BesideAccess {
  readonly suspended: readonly SuspendedMember[];
  readonly fitted: readonly ('display' | 'tag')[];
  readonly becoming: readonly ('paper' | 'button')[];
}

interface Known {
  readonly heard: HeardState | undefined;
  readonly receipts: readonly VerifiedReceipt[];
  readonly members: MembersState;
  readonly ownKid: string;
}

export const besideAccess = (door: number, { heard, receipts, members, ownKid }: Known): BesideAccess => {
  const fitted = heard?.state.doors.find((one) => one.door === door)?.presence ?? 0;
  const paper = members.kind === 'ready' && members.code !== undefined;
  const admin = members.kind === 'ready' && members.mayChange;
  return {
    suspended: suspendedMembers(heard, receipts, { ownKid, admin }),
    fitted: (['display', 'tag'] as const).filter((what) => (fitted & FITTED[what]) !== 0),
    becoming: paper ? ['paper', 'button'] : ['button'],
  };
};
