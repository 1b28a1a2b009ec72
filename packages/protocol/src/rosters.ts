import { sameBytes, toHex } from './bytes.ts';
import { ROLE, type Roster, type RosterMember } from './claims/household.ts';
import { kidOf } from './cose/key.ts';
import type { RosterState } from './doorstate.ts';
import { verifyLink, type Link } from './link.ts';
import { readRoster } from './objects.ts';
import type { Primitives } from './primitives.ts';

/** docs/protocol/00-roster.md */
export type RosterProblem =
  'malformed' | 'kid-repeated' | 'epoch-wrong' | 'home-changed' | 'signer-not-admin' | 'signature-wrong';

export type OpenedRoster =
  | { readonly ok: true; readonly link: Link<Roster>; readonly state: RosterState }
  | { readonly ok: false; readonly problem: RosterProblem };

/**
 * The next roster of a home, or its first. A successor is signed by an admin of the roster before it, which its parent names;
 * the first by an admin that it lists itself (whether to believe *that* is settled by pairing). Both hubs and carriers call this.
 */
export function openRoster(p: Primitives, bytes: Uint8Array, previous?: RosterState): OpenedRoster {
  const read = readRoster(p, bytes, previous?.head);
  if (!read.ok) return { ok: false, problem: 'malformed' };
  const { link } = read;
  const { epoch, homeId, members } = link.claims;
  const byKid = new Map(members.map((member): [string, RosterMember] => [toHex(kidOf(p, member.key)), member]));
  if (byKid.size !== members.length) return { ok: false, problem: 'kid-repeated' };
  if (epoch !== (previous?.epoch ?? 0) + 1) return { ok: false, problem: 'epoch-wrong' };
  if (previous !== undefined && !sameBytes(previous.homeId, homeId)) return { ok: false, problem: 'home-changed' };
  const signer = (previous?.members ?? byKid).get(toHex(link.kid ?? new Uint8Array(0)));
  if (signer?.role !== ROLE.admin) return { ok: false, problem: 'signer-not-admin' };
  if (!verifyLink(p, link, signer.key)) return { ok: false, problem: 'signature-wrong' };
  const earlier = previous === undefined ? [] : [previous.head, ...previous.earlier].slice(0, 8);
  return { ok: true, link, state: { head: link.hash, epoch, homeId, members: byKid, earlier } };
}

/** A whole chain from the first roster (or from a pinned state) on. `at` is the index of the roster that does not follow. */
export function openRosterChain(
  p: Primitives,
  chain: readonly Uint8Array[],
  pinned?: RosterState,
):
  | { readonly ok: true; readonly state: RosterState }
  | { readonly ok: false; readonly at: number; readonly problem: RosterProblem } {
  let state = pinned;
  for (const [at, bytes] of chain.entries()) {
    const opened = openRoster(p, bytes, state);
    if (!opened.ok) return { ok: false, at, problem: opened.problem };
    state = opened.state;
  }
  return state === undefined ? { ok: false, at: 0, problem: 'malformed' } : { ok: true, state };
}
