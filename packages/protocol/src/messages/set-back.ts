import { NO_BYTES, sameBytes } from '../bytes/bytes.ts';
import type { SetBack } from '../claims/set-back.ts';
import { kidOf } from '../cose/key.ts';
import { SKEW_S } from '../decision/doorstate.ts';
import type { Link } from '../link.ts';
import { readSetBack, signSetBack } from '../objects.ts';
import { codeProblem, presenceMac, PRESENCE_SHOWN_MS } from './presence.ts';
import type { Primitives, Signer } from '../primitives.ts';
import { ADMIN_PROBLEMS, signerProblem, unlessAdmin, type BesideKnowledge } from './said-beside.ts';

/** An admin beside the hub sets its clock back, below the floor: docs/protocol/30-set-back.md. */

/** The floor of a clock that runs rises while a code is shown, and by one lift of a member's. */
const RISEN_S = PRESENCE_SHOWN_MS / 1000 + SKEW_S;

export interface SetBackKnowledge extends BesideKnowledge {
  readonly bootId: Uint8Array;
  /** The highest trusted second so far, unix seconds. */
  readonly floorS: number;
}

export const SET_BACK_PROBLEMS = [
  ...ADMIN_PROBLEMS,
  'floor-moved',
  'floor-not-ahead',
  'visit-running',
  'presence-none',
  'presence-wrong',
] as const;
export type SetBackProblem = (typeof SET_BACK_PROBLEMS)[number];

export type JudgedSetBack =
  { readonly ok: true; readonly link: Link<SetBack> } | { readonly ok: false; readonly problem: SetBackProblem };

/** Steps 1–4 of the page, in their order. Changes nothing. */
export function judgeSetBack(p: Primitives, bytes: Uint8Array, known: SetBackKnowledge): JudgedSetBack {
  const read = readSetBack(p, bytes);
  if (!read.ok) return { ok: false, problem: 'malformed' };
  const { link } = read;
  const problem =
    signerProblem(p, link, known, unlessAdmin) ??
    floorProblem(link.claims, known) ??
    (known.visited ? 'visit-running' : undefined) ??
    presenceProblem(p, link, known);
  return problem === undefined ? { ok: true, link } : { ok: false, problem };
}

function floorProblem(
  { bootId, floor, iat }: SetBack,
  { bootId: start, floorS }: SetBackKnowledge,
): SetBackProblem | undefined {
  if (!sameBytes(bootId, start)) return 'start-over';
  if (floor > floorS || floorS > floor + RISEN_S) return 'floor-moved';
  return iat < floorS - SKEW_S ? undefined : 'floor-not-ahead';
}

function presenceProblem(
  p: Primitives,
  { kid, claims: { proof, ...said } }: Link<SetBack>,
  { shown }: SetBackKnowledge,
): SetBackProblem | undefined {
  return codeProblem(shown, proof, (code) => setBackProof(p, code, { ...said, signer: kid ?? NO_BYTES }));
}

export const setBackProof = (
  p: Primitives,
  code: string,
  { hubId, signer, bootId, floor, iat }: Omit<SetBack, 'proof'> & { readonly signer: Uint8Array },
): Uint8Array => presenceMac(p, code, 'lk1-set-back', hubId, signer, bootId, uint32(floor), uint32(iat));

/** Big-endian. */
const uint32 = (value: number): Uint8Array =>
  Uint8Array.of(value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);

/** `code` as `readPresenceCode` gives it; `iat` is the device's clock, `floor` and `bootId` what the hub's state says. */
export function makeSetBack(
  p: Primitives,
  signer: Signer,
  { code, ...said }: Omit<SetBack, 'proof'> & { readonly code: string },
): Promise<Link<SetBack>> {
  const proof = setBackProof(p, code, { ...said, signer: kidOf(p, signer.key) });
  return signSetBack(p, signer, { ...said, proof });
}
