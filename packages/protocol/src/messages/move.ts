import { NO_BYTES, sameBytes, toHex } from '../bytes/bytes.ts';
import { ROLE } from '../claims/household.ts';
import type { Move } from '../claims/move.ts';
import type { RosterState } from '../decision/doorstate.ts';
import { verifyLink, type Link } from '../link.ts';
import { readMove } from '../objects.ts';
import type { Primitives } from '../primitives.ts';
import { ADMIN_PROBLEMS } from './said-beside.ts';
import { isServerAddress } from './server-address.ts';
import { stands, type Suspended } from './suspended.ts';

/** The hub goes on with another server: docs/protocol/29-move.md. */

export interface MoveKnowledge {
  readonly hubId: Uint8Array;
  readonly bootId: Uint8Array;
  /** The whole one. */
  readonly roster: RosterState;
  /** By hex kid. */
  readonly suspended: ReadonlyMap<string, Suspended>;
  /** A member's device has seen a newer roster than this disk holds. */
  readonly behind: boolean;
  /** It came over the line to the hub's own page. */
  readonly atHome: boolean;
  /** Hash of the move before; empty before the first. */
  readonly previous: Uint8Array;
}

export const MOVE_PROBLEMS = ['only-at-home', ...ADMIN_PROBLEMS] as const;
export type MoveProblem = (typeof MOVE_PROBLEMS)[number];

export type JudgedMove =
  { readonly ok: true; readonly link: Link<Move> } | { readonly ok: false; readonly problem: MoveProblem };

const no = (problem: MoveProblem): JudgedMove => ({ ok: false, problem });

/** As the hub looks at one, in the page's order. Changes nothing. */
export function judgeMove(p: Primitives, bytes: Uint8Array, known: MoveKnowledge): JudgedMove {
  if (!known.atHome) return no('only-at-home');
  if (known.behind) return no('roster-behind');
  const opened = openMove(p, bytes, known);
  if (!opened.ok) return opened;
  const own = known.suspended.get(toHex(opened.link.kid ?? NO_BYTES));
  if (own !== undefined && stands(own)) return no('signer-suspended');
  return sameBytes(opened.link.claims.bootId, known.bootId) ? opened : no('start-over');
}

/** As the server looks at one that a hub shows it: this hub's, by an admin of this roster. `previous` is what the hub says of it. */
export function openMove(
  p: Primitives,
  bytes: Uint8Array,
  { hubId, roster, previous }: Pick<MoveKnowledge, 'hubId' | 'roster' | 'previous'>,
): JudgedMove {
  const read = readMove(p, bytes, previous);
  if (!read.ok || !isServerAddress(read.link.claims.server)) return no('malformed');
  const { link } = read;
  if (!sameBytes(link.claims.hubId, hubId)) return no('other-hub');
  const signer = roster.members.get(toHex(link.kid ?? NO_BYTES));
  if (signer === undefined) return no('signer-unknown');
  if (signer.role !== ROLE.admin) return no('signer-not-admin');
  return verifyLink(p, link, signer.key) ? read : no('signature-wrong');
}
