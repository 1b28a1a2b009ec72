import { NO_BYTES, sameBytes, toHex } from '../bytes/bytes.ts';
import type { RosterState } from '../decision/doorstate.ts';
import { ROLE, type RosterMember } from '../claims/household.ts';
import { verifyLink, type Link } from '../link.ts';
import type { Primitives } from '../primitives.ts';
import { stands, type Suspended } from './suspended.ts';

/** What a member says to the hub while they stand beside it: a suspension, the end of a household, a set-back of its clock. */
export interface BesideKnowledge {
  readonly hubId: Uint8Array;
  /** The whole one. */
  readonly roster: RosterState;
  /** By hex kid. */
  readonly suspended: ReadonlyMap<string, Suspended>;
  /** What the display shows now; undefined: nothing. */
  readonly shown: string | undefined;
  /** Somebody who visits was let in and has not left: they may stand beside the hub. */
  readonly visited: boolean;
  /** A member's device has seen a newer roster than this disk holds. */
  readonly behind: boolean;
}

export type SignerProblem = 'other-hub' | 'roster-behind' | 'signer-unknown' | 'signer-suspended' | 'signature-wrong';

/** What is wrong with an admin's words before what they say is looked at: their form, their signer, and the hub's start that they name. */
export const ADMIN_PROBLEMS = [
  'malformed',
  'other-hub',
  'roster-behind',
  'signer-unknown',
  'signer-suspended',
  'signer-not-admin',
  'signature-wrong',
  'start-over',
] as const;

/** Step 1 of their pages, in its order. `allows`: what else the member must be; asked before the signature. */
export function signerProblem<More extends string = never>(
  p: Primitives,
  link: Link<{ readonly hubId: Uint8Array }>,
  { hubId, roster, suspended, behind }: Pick<BesideKnowledge, 'hubId' | 'roster' | 'suspended' | 'behind'>,
  allows: (signer: RosterMember) => More | undefined = () => undefined,
): SignerProblem | More | undefined {
  if (!sameBytes(link.claims.hubId, hubId)) return 'other-hub';
  if (behind) return 'roster-behind';
  const kid = toHex(link.kid ?? NO_BYTES);
  const signer = roster.members.get(kid);
  if (signer === undefined) return 'signer-unknown';
  const own = suspended.get(kid);
  if (own !== undefined && stands(own)) return 'signer-suspended';
  return allows(signer) ?? (verifyLink(p, link, signer.key) ? undefined : 'signature-wrong');
}

export const unlessAdmin = ({ role }: RosterMember): 'signer-not-admin' | undefined =>
  role === ROLE.admin ? undefined : 'signer-not-admin';
