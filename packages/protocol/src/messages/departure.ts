import { NO_BYTES, sameBytes } from '../bytes/bytes.ts';
import { DEPARTURE_SAYS, type Departure, type DepartureSays } from '../claims/departure.ts';
import { kidOf } from '../cose/key.ts';
import type { Link } from '../link.ts';
import { readDeparture, signDeparture } from '../objects.ts';
import { codeProblem, presenceMac } from './presence.ts';
import type { Primitives, Signer } from '../primitives.ts';
import { ADMIN_PROBLEMS, signerProblem, unlessAdmin, type BesideKnowledge } from './said-beside.ts';

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

export interface DepartureKnowledge extends BesideKnowledge {
  readonly bootId: Uint8Array;
  /** A film runs, which would end with the household. Who asks outside is filmed, too. */
  readonly filmed: boolean;
  /** Every door is LOCKED, as sensors say a moment ago. */
  readonly locked: boolean;
  readonly leaving: Pick<Leaving, 'id' | 'longer'> | undefined;
}

export const DEPARTURE_PROBLEMS = [
  ...ADMIN_PROBLEMS,
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
    speakerProblem(p, link, known) ??
    subjectProblem(link.claims, known) ??
    roomProblem(link.claims, known) ??
    presenceProblem(p, link, known);
  return problem === undefined ? { ok: true, says: link.claims.says, link } : { ok: false, problem };
}

/** A hand-over is an admin's, and of a roster that nobody has seen a newer one of. */
function speakerProblem(p: Primitives, link: Link<Departure>, known: DepartureKnowledge): DepartureProblem | undefined {
  if (link.claims.says === 'hand-over') return signerProblem(p, link, known, unlessAdmin);
  return signerProblem(p, link, { ...known, behind: false });
}

function subjectProblem(
  { says, of }: Departure,
  { bootId, leaving }: DepartureKnowledge,
): DepartureProblem | undefined {
  if (says === 'hand-over') return sameBytes(of, bootId) ? undefined : 'start-over';
  if (leaving === undefined || !sameBytes(of, leaving.id)) return 'leaving-none';
  return says === 'longer' && leaving.longer ? 'leaving-longer-already' : undefined;
}

function roomProblem(
  { says }: Departure,
  { visited, filmed, locked }: DepartureKnowledge,
): DepartureProblem | undefined {
  if (says === 'longer') return undefined;
  if (visited) return 'visit-running';
  if (says === 'stay') return undefined;
  if (filmed) return 'visit-running';
  return locked ? undefined : 'door-not-locked';
}

function presenceProblem(
  p: Primitives,
  { kid, claims: { hubId, says, of, proof } }: Link<Departure>,
  { shown }: DepartureKnowledge,
): DepartureProblem | undefined {
  if (proof === undefined) return undefined;
  return codeProblem(shown, proof, (code) => departureProof(p, code, { hubId, signer: kid ?? NO_BYTES, says, of }));
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
