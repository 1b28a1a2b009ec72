import { NO_BYTES, toHex } from '../bytes/bytes.ts';
import { ROLE } from '../claims/household.ts';
import type { Suspension } from '../claims/suspension.ts';
import { kidOf } from '../cose/key.ts';
import type { Link } from '../link.ts';
import { readSuspension, signSuspension } from '../objects.ts';
import { codeProblem, presenceProof } from './presence.ts';
import type { Primitives, Signer } from '../primitives.ts';
import { signerProblem, type BesideKnowledge } from './said-beside.ts';
import { rests, stands } from './suspended.ts';

/** Whoever stands beside the hub cuts another device off for three days: docs/protocol/22-suspension.md. */

export type SuspensionKnowledge = BesideKnowledge;

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
    signerProblem(p, link, known) ??
    targetProblem(signer, member, ends, known) ??
    presenceProblem(p, link, known) ??
    (ends ? endProblem(signer, member, known) : beginProblem(signer, member, known));
  if (problem !== undefined) return { ok: false, problem };
  return { ok: true, says: ends ? 'end' : 'begin', link, signer, member };
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
  const { member, proof, ends = false } = claims;
  const proven = { hubId, signer: kid ?? NO_BYTES, member, ends };
  return codeProblem(shown, proof, (code) => presenceProof(p, code, proven));
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
