import { NO_BYTES, sameBytes, toHex } from './bytes.ts';
import { DEPARTURE_SAYS, type Departure, type DepartureSays } from './claims/departure.ts';
import { ROLE } from './claims/household.ts';
import { kidOf } from './cose/key.ts';
import type { RosterState } from './doorstate.ts';
import { verifyLink, type Link } from './link.ts';
import { readDeparture, signDeparture } from './objects.ts';
import { presenceMac, sameProof } from './presence.ts';
import type { Primitives, Signer } from './primitives.ts';
import { stands, type Suspended } from './suspension.ts';

/** The household ends at this hub: docs/protocol/23-departure.md. All of the hub's own running time. */

const HOUR_MS = 60 * 60 * 1000;
/** Between the button, held, and the end. */
export const LEAVING_MS = 24 * HOUR_MS;
/** The same, where a member asked for more time, from anywhere. */
export const LEAVING_LONGER_MS = 7 * 24 * HOUR_MS;
/** After the wait a visitor or an open door holds the end up, but for so long at most. */
export const LEAVING_HELD_UP_MS = 24 * HOUR_MS;
/** After the wait the end also waits for films that the server does not have yet, but for so long at most. */
export const LEAVING_FILMS_MS = 6 * HOUR_MS;
/** How long the last receipt, and what is left of the films, wait for the server to keep them, before the key that signed them goes. */
export const LAST_WORD_MS = HOUR_MS / 6;

/** The button was held: when `ranMs` has reached the wait, the household ends. */
export interface Leaving {
  readonly id: Uint8Array;
  readonly ranMs: number;
  readonly longer: boolean;
}

export const leavingWaitMs = ({ longer }: Pick<Leaving, 'longer'>): number => (longer ? LEAVING_LONGER_MS : LEAVING_MS);

export interface DepartureKnowledge {
  readonly hubId: Uint8Array;
  readonly bootId: Uint8Array;
  /** The whole one. */
  readonly roster: RosterState;
  /** By hex kid. */
  readonly suspended: ReadonlyMap<string, Suspended>;
  /** What the display shows now; undefined: nothing. */
  readonly shown: string | undefined;
  /** Somebody who visits was let in and has not left, or is filmed. */
  readonly visited: boolean;
  /** Every door is LOCKED, as sensors say a moment ago. */
  readonly locked: boolean;
  /** A member's device has seen a newer roster than this disk holds. */
  readonly behind: boolean;
  readonly leaving: Pick<Leaving, 'id' | 'longer'> | undefined;
}

export const DEPARTURE_PROBLEMS = [
  'malformed',
  'other-hub',
  'roster-behind',
  'signer-unknown',
  'signer-suspended',
  'signer-not-admin',
  'signature-wrong',
  'start-over',
  'leaving-none',
  'leaving-longer-already',
  'visit-running',
  'door-not-locked',
  'presence-none',
  'presence-wrong',
] as const;
export type DepartureProblem = (typeof DEPARTURE_PROBLEMS)[number];

export type JudgedDeparture =
  | { readonly ok: true; readonly says: DepartureSays; readonly link: Link<Departure> }
  | { readonly ok: false; readonly problem: DepartureProblem };

/** Steps 1–4 of the page, in their order. Changes nothing. */
export function judgeDeparture(p: Primitives, bytes: Uint8Array, known: DepartureKnowledge): JudgedDeparture {
  const read = readDeparture(p, bytes);
  if (!read.ok) return { ok: false, problem: 'malformed' };
  const { link } = read;
  const problem =
    signerProblem(p, link, known) ??
    subjectProblem(link.claims, known) ??
    roomProblem(link.claims, known) ??
    presenceProblem(p, link, known);
  return problem === undefined ? { ok: true, says: link.claims.says, link } : { ok: false, problem };
}

function signerProblem(
  p: Primitives,
  link: Link<Departure>,
  { hubId, roster, suspended, behind }: DepartureKnowledge,
): DepartureProblem | undefined {
  const handsOver = link.claims.says === 'hand-over';
  if (!sameBytes(link.claims.hubId, hubId)) return 'other-hub';
  if (handsOver && behind) return 'roster-behind';
  const kid = toHex(link.kid ?? NO_BYTES);
  const signer = roster.members.get(kid);
  if (signer === undefined) return 'signer-unknown';
  const own = suspended.get(kid);
  if (own !== undefined && stands(own)) return 'signer-suspended';
  if (handsOver && signer.role !== ROLE.admin) return 'signer-not-admin';
  return verifyLink(p, link, signer.key) ? undefined : 'signature-wrong';
}

function subjectProblem(
  { says, of }: Departure,
  { bootId, leaving }: DepartureKnowledge,
): DepartureProblem | undefined {
  if (says === 'hand-over') return sameBytes(of, bootId) ? undefined : 'start-over';
  if (leaving === undefined || !sameBytes(of, leaving.id)) return 'leaving-none';
  return says === 'longer' && leaving.longer ? 'leaving-longer-already' : undefined;
}

function roomProblem({ says }: Departure, { visited, locked }: DepartureKnowledge): DepartureProblem | undefined {
  if (says === 'longer') return undefined;
  if (visited) return 'visit-running';
  return says === 'hand-over' && !locked ? 'door-not-locked' : undefined;
}

function presenceProblem(
  p: Primitives,
  { kid, claims: { hubId, says, of, proof } }: Link<Departure>,
  { shown }: DepartureKnowledge,
): DepartureProblem | undefined {
  if (proof === undefined) return undefined;
  if (shown === undefined) return 'presence-none';
  const expected = departureProof(p, shown, { hubId, signer: kid ?? NO_BYTES, says, of });
  return sameProof(expected, proof) ? undefined : 'presence-wrong';
}

export const departureProof = (
  p: Primitives,
  code: string,
  { hubId, signer, says, of }: Pick<Departure, 'hubId' | 'says' | 'of'> & { readonly signer: Uint8Array },
): Uint8Array =>
  presenceMac(p, code, 'lk1-departure', hubId, signer, of, Uint8Array.of(DEPARTURE_SAYS.indexOf(says) + 1));

/** `code` as `readPresenceCode` gives it; none for `longer`. `of`: the hub's start, or the announcement. */
export function makeDeparture(
  p: Primitives,
  signer: Signer,
  said: Pick<Departure, 'hubId' | 'says' | 'of'> & { readonly code?: string },
): Promise<Link<Departure>> {
  const { hubId, says, of, code } = said;
  const proof =
    code === undefined ? {} : { proof: departureProof(p, code, { hubId, says, of, signer: kidOf(p, signer.key) }) };
  return signDeparture(p, signer, { hubId, says, of, ...proof });
}
