import { sameBytes, toHex } from './bytes/bytes.ts';
import { ROLE, type Roster, type RosterMember } from './claims/household.ts';
import { kidOf, sameKey } from './cose/key.ts';
import type { RosterState } from './decision/doorstate.ts';
import { verifyLink, type Link } from './link.ts';
import { readRoster } from './objects.ts';
import { passkeyProblem, samePasskey, type PasskeyProblem } from './passkey/roster.ts';
import type { Primitives, PublicKey } from './primitives.ts';

/** docs/protocol/00-roster.md and 19-recovery.md */
export type RosterProblem =
  | 'malformed'
  | 'kid-repeated'
  | 'epoch-wrong'
  | 'home-changed'
  | 'recovery-key-kept'
  | 'signer-not-admin'
  | 'signature-wrong'
  | 'recovery-wrong'
  | 'recovery-unconfirmed'
  | PasskeyProblem;
type No = { readonly ok: false; readonly problem: RosterProblem };

export type OpenedRoster = { readonly ok: true; readonly link: Link<Roster>; readonly state: RosterState } | No;

/** Whether a recovery of this hash stands: the hub knows it itself, everybody else by the hub's receipt. */
export type Recovered = (hash: Uint8Array) => boolean;
const nothingRecovered: Recovered = () => false;

/**
 * The next roster of a home, or its first. A successor is signed by an admin of the roster before it, which its parent names;
 * the first by an admin that it lists itself (whether to believe *that* is settled by pairing). A successor that the recovery key signed
 * counts only where the hub has let it stand. Hubs, servers and members' devices call this.
 */
export function openRoster(
  p: Primitives,
  bytes: Uint8Array,
  previous?: RosterState,
  recovered: Recovered = nothingRecovered,
): OpenedRoster {
  const read = readSuccessor(p, bytes, previous);
  if (!read.ok) return read;
  const { link, state } = read;
  const kid = link.kid ?? new Uint8Array(0);
  const signer = (previous?.members ?? state.members).get(toHex(kid));
  if (signer?.role === ROLE.admin) return signedByAdmin(p, read, signer.key, previous);
  if (signer !== undefined || previous?.recoveryKey === undefined || !names(p, kid, previous.recoveryKey))
    return no('signer-not-admin');
  const problem = recoveryProblem(p, read.link, previous, previous.recoveryKey);
  if (problem !== undefined) return no(problem);
  return recovered(link.hash) ? read : no('recovery-unconfirmed');
}

function signedByAdmin(
  p: Primitives,
  read: Extract<OpenedRoster, { ok: true }>,
  key: PublicKey,
  previous: RosterState | undefined,
): OpenedRoster {
  if (!verifyLink(p, read.link, key)) return no('signature-wrong');
  const problem = passkeyProblem(p, read.link, read.state.members, previous);
  return problem === undefined ? read : no(problem);
}

/** A recovery over the newest roster, as the hub looks at it before it lets it wait. Whether it may stand is for the hub's clock, members and button. */
export function openRecovery(p: Primitives, bytes: Uint8Array, newest: RosterState): OpenedRoster {
  const read = readSuccessor(p, bytes, newest);
  if (!read.ok) return read;
  const { recoveryKey } = newest;
  if (recoveryKey === undefined || !names(p, read.link.kid ?? new Uint8Array(0), recoveryKey))
    return no('recovery-wrong');
  const problem = recoveryProblem(p, read.link, newest, recoveryKey);
  return problem === undefined ? read : no(problem);
}

/** Everything but who signed it. */
function readSuccessor(p: Primitives, bytes: Uint8Array, previous: RosterState | undefined): OpenedRoster {
  const read = readRoster(p, bytes, previous?.head);
  if (!read.ok) return no('malformed');
  const { link } = read;
  const { epoch, homeId, members, recoveryKey } = link.claims;
  const byKid = new Map(members.map((member): [string, RosterMember] => [toHex(kidOf(p, member.key)), member]));
  const asMember = recoveryKey !== undefined && byKid.has(toHex(kidOf(p, recoveryKey)));
  if (byKid.size !== members.length || asMember) return no('kid-repeated');
  if (epoch !== (previous?.epoch ?? 0) + 1) return no('epoch-wrong');
  if (previous !== undefined && !sameBytes(previous.homeId, homeId)) return no('home-changed');
  if (previous !== undefined && keepsKeyWithoutMember(previous, byKid, recoveryKey)) return no('recovery-key-kept');
  const earlier = previous === undefined ? [] : [previous.head, ...previous.earlier].slice(0, 8);
  const state = { head: link.hash, epoch, homeId, members: byKid, earlier };
  return { ok: true, link, state: recoveryKey === undefined ? state : { ...state, recoveryKey } };
}

/** Whoever left, or is no admin any more, may have a photograph of the sheet. */
function keepsKeyWithoutMember(
  previous: RosterState,
  members: ReadonlyMap<string, RosterMember>,
  key: PublicKey | undefined,
): boolean {
  if (key === undefined || previous.recoveryKey === undefined || !sameKey(key, previous.recoveryKey)) return false;
  return [...previous.members].some(([kid, { role }]) => {
    const now = members.get(kid);
    return now === undefined || (role === ROLE.admin && now.role !== ROLE.admin);
  });
}

const names = (p: Primitives, kid: Uint8Array, key: PublicKey): boolean => sameBytes(kid, kidOf(p, key));

/** One new admin behind the members as they were, another recovery key, and the old one's signature; nothing else. */
function recoveryProblem(
  p: Primitives,
  link: Link<Roster>,
  previous: RosterState,
  key: PublicKey,
): RosterProblem | undefined {
  if (!verifyLink(p, link, key)) return 'signature-wrong';
  const { members, recoveryKey } = link.claims;
  const before = [...previous.members.values()];
  const kept = before.every((member, at) => sameMember(member, members[at]));
  const added = members.length === before.length + 1 ? members.at(-1) : undefined;
  const oneMore = added?.role === ROLE.admin && added.passkey === undefined;
  const rotated = recoveryKey !== undefined && !sameKey(recoveryKey, key);
  return kept && oneMore && rotated && link.assertion === undefined ? undefined : 'recovery-wrong';
}

const sameMember = (a: RosterMember, b: RosterMember | undefined): boolean =>
  b !== undefined &&
  a.role === b.role &&
  sameKey(a.key, b.key) &&
  sameBytes(a.sealingKey, b.sealingKey) &&
  a.name === b.name &&
  samePasskey(a.passkey, b.passkey);

const no = (problem: RosterProblem): No => ({ ok: false, problem });

/** A whole chain from the first roster (or from a pinned state) on. `at` is the index of the roster that does not follow. */
export function openRosterChain(
  p: Primitives,
  chain: readonly Uint8Array[],
  pinned?: RosterState,
  recovered: Recovered = nothingRecovered,
):
  | { readonly ok: true; readonly state: RosterState }
  | { readonly ok: false; readonly at: number; readonly problem: RosterProblem } {
  let state = pinned;
  for (const [at, bytes] of chain.entries()) {
    const opened = openRoster(p, bytes, state, recovered);
    if (!opened.ok) return { ok: false, at, problem: opened.problem };
    state = opened.state;
  }
  return state === undefined ? { ok: false, at: 0, problem: 'malformed' } : { ok: true, state };
}
