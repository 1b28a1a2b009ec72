import { sameBytes, toHex } from '../bytes/bytes.ts';
import { ROLE, type Roster, type RosterMember, type Veto } from '../claims/household.ts';
import type { RecoveryBeside, RecoveryCall } from '../claims/recovery.ts';
import type { DoorDescription, PendingRecovery } from '../claims/report.ts';
import { hubIdOf, keyName, kidOf } from '../cose/key.ts';
import type { RosterState } from '../decision/doorstate.ts';
import { verifyLink, type Link } from '../link.ts';
import {
  readRecoveryBeside,
  readRecoveryCall,
  readRecoveryReply,
  readRoster,
  readVeto,
  signRecoveryBeside,
  signRoster,
} from '../objects.ts';
import type { Primitives, PublicKey, Signer } from '../primitives.ts';
import { codeProblem, presenceMac } from './presence.ts';
import type { RecoveryCode } from './recovery-code.ts';
import { openRecovery, type RosterProblem } from '../rosters.ts';

/** How a household without devices comes back: docs/protocol/19-recovery.md. */

/** Of the hub's own running time. */
export const RECOVERY_WAIT_MS = 48 * 60 * 60 * 1000;
/** What passes between two looks of the hub at its clock counts at most so much: a process that stood still does not age. */
export const RECOVERY_LOOK_MS = 10_000;

/** What a hub knows of it. */
export interface RecoveryKnowledge {
  readonly hubId: Uint8Array;
  readonly roster: RosterState;
  /** `keyName`s of recovery keys whose code is void. */
  readonly voidKeys: ReadonlySet<string>;
  /** Hash of the one that waits. */
  readonly pending: Uint8Array | undefined;
  /** A newer roster than this disk holds was proven to it. */
  readonly behind: boolean;
  /** What the display shows now; undefined: nothing. */
  readonly shown: string | undefined;
  /** A visitor may be inside, and stand beside the hub. */
  readonly visited: boolean;
}

export type BesideProblem =
  'malformed' | 'other-hub' | 'signature-wrong' | 'visit-running' | 'presence-none' | 'presence-wrong';
export type RecoveryProblem =
  RosterProblem | BesideProblem | 'recovery-none' | 'code-void' | 'two-at-once' | 'roster-behind';

export type JudgedRecovery =
  /** `again`: it is the one that waits already. `stands`: whoever sent it has the letters of the hub's display. */
  | { readonly ok: true; readonly link: Link<Roster>; readonly again: boolean; readonly stands: boolean }
  /** `two-at-once`: two hold the code; both recoveries are over and the code is void. */
  | { readonly ok: false; readonly problem: RecoveryProblem };

/** `beside`: what was sent with it by somebody who read the hub's display. */
export function judgeRecovery(
  p: Primitives,
  bytes: Uint8Array,
  known: RecoveryKnowledge,
  beside?: Uint8Array,
): JudgedRecovery {
  const { roster, voidKeys, pending } = known;
  const opened = openRecovery(p, bytes, roster);
  if (!opened.ok) return opened;
  if (roster.recoveryKey === undefined || voidKeys.has(keyName(roster.recoveryKey)))
    return { ok: false, problem: 'code-void' };
  if (known.behind) return { ok: false, problem: 'roster-behind' };
  const { link } = opened;
  const again = pending !== undefined && sameBytes(pending, link.hash);
  if (beside !== undefined) {
    const problem = besideProblem(p, beside, link, roster.recoveryKey, known);
    return problem === undefined ? { ok: true, link, again, stands: true } : { ok: false, problem };
  }
  if (pending !== undefined && !again) return { ok: false, problem: 'two-at-once' };
  return { ok: true, link, again, stands: false };
}

function besideProblem(
  p: Primitives,
  bytes: Uint8Array,
  { hash }: Link<Roster>,
  key: PublicKey,
  { hubId, shown, visited }: RecoveryKnowledge,
): BesideProblem | undefined {
  const read = readRecoveryBeside(p, bytes, hash);
  if (!read.ok) return 'malformed';
  if (!sameBytes(read.link.claims.hubId, hubId)) return 'other-hub';
  if (!verifyLink(p, read.link, key)) return 'signature-wrong';
  if (visited) return 'visit-running';
  return codeProblem(shown, read.link.claims.proof, (code) => besideProof(p, code, hubId, hash));
}

export const besideProof = (p: Primitives, code: string, hubId: Uint8Array, recovery: Uint8Array): Uint8Array =>
  presenceMac(p, code, 'lk1-recovery', hubId, recovery);

/** `signer` holds the code's key; `code` as `readPresenceCode` gives it; `recovery` is the hash of the one that it goes with. */
export function makeRecoveryBeside(
  p: Primitives,
  signer: Signer,
  { hubId, code, recovery }: { readonly hubId: Uint8Array; readonly code: string; readonly recovery: Uint8Array },
): Promise<Link<RecoveryBeside>> {
  return signRecoveryBeside(p, signer, { hubId, proof: besideProof(p, code, hubId, recovery) }, recovery);
}

export type VetoProblem = 'malformed' | 'recovery-none' | 'other-hub' | 'signer-unknown' | 'signature-wrong';
export type JudgedVeto =
  { readonly ok: true; readonly link: Link<Veto> } | { readonly ok: false; readonly problem: VetoProblem };

/** Any current member may refuse; the parent says what. */
export function judgeVeto(p: Primitives, bytes: Uint8Array, known: RecoveryKnowledge): JudgedVeto {
  if (known.pending === undefined) return { ok: false, problem: 'recovery-none' };
  const read = readVeto(p, bytes, known.pending);
  if (!read.ok) return { ok: false, problem: 'malformed' };
  const { link } = read;
  if (!sameBytes(link.claims.hubId, known.hubId)) return { ok: false, problem: 'other-hub' };
  const member = known.roster.members.get(toHex(link.kid ?? new Uint8Array(0)));
  if (member === undefined) return { ok: false, problem: 'signer-unknown' };
  return verifyLink(p, link, member.key) ? { ok: true, link } : { ok: false, problem: 'signature-wrong' };
}

/** Whether the holder of this household's code speaks. Hub and server both ask it; what is not one is nobody's. */
export function openCall(
  p: Primitives,
  bytes: Uint8Array,
  hubId: Uint8Array,
  recoveryKey: PublicKey | undefined,
): Link<RecoveryCall> | undefined {
  const read = readRecoveryCall(p, bytes);
  if (!read.ok || recoveryKey === undefined || !sameBytes(read.link.claims.hubId, hubId)) return undefined;
  return verifyLink(p, read.link, recoveryKey) ? read.link : undefined;
}

export interface Heard {
  readonly hubKey: PublicKey;
  readonly roster: RosterState;
  readonly doors: readonly DoorDescription[];
  readonly capability: number;
  readonly pending?: PendingRecovery;
}

/** At the new device: the hub that the sheet names answers this very call. Undefined for anything else, whoever sent it. */
export function readReply(p: Primitives, bytes: Uint8Array, call: Uint8Array, code: RecoveryCode): Heard | undefined {
  const read = readRecoveryReply(p, bytes, call);
  if (!read.ok) return undefined;
  const { hubKey, roster: newest, previous, doors, capability, pending } = read.link.claims;
  if (!sameBytes(hubIdOf(p, hubKey), code.hubId) || !verifyLink(p, read.link, hubKey)) return undefined;
  const roster = readRoster(p, newest, previous);
  if (!roster.ok) return undefined;
  const heard = { hubKey, roster: stateOf(p, roster.link, previous), doors, capability };
  return pending === undefined ? heard : { ...heard, pending };
}

/** The hub has vouched for it. */
function stateOf(p: Primitives, { hash, claims }: Link<Roster>, previous: Uint8Array): RosterState {
  const { epoch, homeId, members, recoveryKey } = claims;
  const byKid = new Map(members.map((member) => [toHex(kidOf(p, member.key)), member]));
  const state = { head: hash, epoch, homeId, members: byKid, earlier: previous.length === 0 ? [] : [previous] };
  return recoveryKey === undefined ? state : { ...state, recoveryKey };
}

/** `signer` holds the code's key, `next` the next sheet's; the new device is the new admin. */
export function signRecovery(
  p: Primitives,
  signer: Signer,
  newest: RosterState,
  device: Pick<RosterMember, 'key' | 'sealingKey'>,
  next: { readonly recoveryKey: PublicKey; readonly iat: number },
): Promise<Link<Roster>> {
  const members = [...newest.members.values(), { role: ROLE.admin, ...device }];
  const claims = { ...next, homeId: newest.homeId, epoch: newest.epoch + 1, members };
  return signRoster(p, signer, claims, newest.head);
}
