import { NO_BYTES, sameBytes, toHex } from './bytes.ts';
import { ROLE } from './claims/household.ts';
import type { Suspension } from './claims/suspension.ts';
import { kidOf } from './cose/key.ts';
import type { RosterState } from './doorstate.ts';
import { verifyLink, type Link } from './link.ts';
import { readSuspension, signSuspension } from './objects.ts';
import { presenceProof, provesPresence } from './presence.ts';
import type { Primitives, Signer } from './primitives.ts';

/** Whoever stands beside the hub cuts another device off for three days: docs/protocol/22-suspension.md. */

/** Of the hub's own running time. */
export const SUSPENSION_MS = 72 * 60 * 60 * 1000;
/** After one that ran out, before the same member may suspend the same device again. */
export const SUSPENSION_RESTS_MS = 24 * 60 * 60 * 1000;

/** One that was, by the kid of the device (hex) that it is about. It stays while it stands, and then while it rests. */
export interface Suspended {
  /** Hex kid of who suspended. */
  readonly by: string;
  /** Of the hub's own running time, since it began. */
  readonly ranMs: number;
}

export const stands = ({ ranMs }: Suspended): boolean => ranMs < SUSPENSION_MS;
export const rests = ({ ranMs }: Suspended): boolean => ranMs < SUSPENSION_MS + SUSPENSION_RESTS_MS;

/** The roster as it counts at this hub: a suspended device is in none. Its head and epoch are the roster's own. */
export function countingRoster(roster: RosterState, suspended: ReadonlyMap<string, Suspended>): RosterState {
  const cut = [...suspended].filter(([, one]) => stands(one)).map(([kid]) => kid);
  if (!cut.some((kid) => roster.members.has(kid))) return roster;
  return { ...roster, members: new Map([...roster.members].filter(([kid]) => !cut.includes(kid))) };
}

export interface SuspensionKnowledge {
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

export const SUSPENSION_PROBLEMS = [
  'malformed',
  'other-hub',
  'roster-behind',
  'signer-unknown',
  'signer-suspended',
  'signature-wrong',
  'target-self',
  'target-unknown',
  'visit-running',
  'presence-none',
  'presence-wrong',
  'suspended-already',
  'suspension-rests',
  'suspension-none',
  'not-yours',
] as const;
export type SuspensionProblem = (typeof SUSPENSION_PROBLEMS)[number];

export type JudgedSuspension =
  | {
      readonly ok: true;
      readonly says: 'begin' | 'end';
      readonly link: Link<Suspension>;
      /** Hex kids. */
      readonly signer: string;
      readonly member: string;
    }
  | { readonly ok: false; readonly problem: SuspensionProblem };

/** Steps 1–4 of the page, in their order. Changes nothing. */
export function judgeSuspension(p: Primitives, bytes: Uint8Array, known: SuspensionKnowledge): JudgedSuspension {
  const read = readSuspension(p, bytes);
  if (!read.ok) return { ok: false, problem: 'malformed' };
  const { link } = read;
  const signer = toHex(link.kid ?? NO_BYTES);
  const member = toHex(link.claims.member);
  const ends = link.claims.ends === true;
  const problem =
    signerProblem(p, link, signer, known) ??
    targetProblem(signer, member, ends, known) ??
    presenceProblem(p, link, known) ??
    (ends ? endProblem(signer, member, known) : beginProblem(signer, member, known));
  if (problem !== undefined) return { ok: false, problem };
  return { ok: true, says: ends ? 'end' : 'begin', link, signer, member };
}

function signerProblem(
  p: Primitives,
  link: Link<Suspension>,
  kid: string,
  { hubId, roster, suspended, behind }: SuspensionKnowledge,
): SuspensionProblem | undefined {
  if (!sameBytes(link.claims.hubId, hubId)) return 'other-hub';
  if (behind) return 'roster-behind';
  const signer = roster.members.get(kid);
  if (signer === undefined) return 'signer-unknown';
  const own = suspended.get(kid);
  if (own !== undefined && stands(own)) return 'signer-suspended';
  return verifyLink(p, link, signer.key) ? undefined : 'signature-wrong';
}

function targetProblem(
  signer: string,
  member: string,
  ends: boolean,
  { roster }: SuspensionKnowledge,
): SuspensionProblem | undefined {
  if (signer === member) return 'target-self';
  return ends || roster.members.has(member) ? undefined : 'target-unknown';
}

function presenceProblem(
  p: Primitives,
  { kid, claims }: Link<Suspension>,
  { hubId, shown, visited }: SuspensionKnowledge,
): SuspensionProblem | undefined {
  if (visited) return 'visit-running';
  if (shown === undefined) return 'presence-none';
  const { member, proof, ends = false } = claims;
  const proven = { hubId, signer: kid ?? NO_BYTES, member, ends };
  return provesPresence(p, shown, proof, proven) ? undefined : 'presence-wrong';
}

function beginProblem(signer: string, member: string, { suspended }: SuspensionKnowledge): SuspensionProblem | undefined {
  const before = suspended.get(member);
  if (before === undefined) return undefined;
  if (stands(before)) return 'suspended-already';
  return before.by === signer && rests(before) ? 'suspension-rests' : undefined;
} // prettier-ignore

function endProblem(
  signer: string,
  member: string,
  { suspended, roster }: SuspensionKnowledge,
): SuspensionProblem | undefined {
  const before = suspended.get(member);
  if (before === undefined || !stands(before)) return 'suspension-none';
  const admin = roster.members.get(signer)?.role === ROLE.admin;
  return admin || before.by === signer ? undefined : 'not-yours';
}

/** `code` as `readPresenceCode` gives it. `member` is the kid of the device that it is about. */
export function makeSuspension(
  p: Primitives,
  signer: Signer,
  said: { readonly hubId: Uint8Array; readonly member: Uint8Array; readonly code: string; readonly ends: boolean },
): Promise<Link<Suspension>> {
  const { hubId, member, code, ends } = said;
  const proof = presenceProof(p, code, { hubId, signer: kidOf(p, signer.key), member, ends });
  return signSuspension(p, signer, { hubId, member, proof, ...(ends ? { ends: true } : {}) });
}

export const SUSPENSION_ENDS = ['time-over', 'lifted'] as const;
export type SuspensionEnd = (typeof SUSPENSION_ENDS)[number];
