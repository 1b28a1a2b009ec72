import type { Run } from '@latchkey/evidence';
import { encodePublicKey, toBase64url } from '@latchkey/protocol';
import type { VerifiedReceipt } from '@latchkey/web-kit/model';
import type { SavedFilm } from './film.ts';
import type { LogDesk } from '../log/desk.ts';
import type { KeptFinding } from '../log/findings.ts';
import type { Household } from '../household.ts';
import type { StagedVisit } from '../visits/today.ts';

/** The household's whole story, of every door, visit and device: the hub's key, every receipt from the first on, and what a log has to say of them. */
export const storyFile = (
  household: Pick<Household, 'hubKey'>,
  receipts: readonly Pick<VerifiedReceipt, 'bytes'>[],
  log: LoggedIn | undefined,
): string =>
  JSON.stringify(
    {
      format: 'latchkey-receipts-1',
      hubKey: toBase64url(encodePublicKey(household.hubKey)),
      receipts: receipts.map(({ bytes }) => toBase64url(bytes)),
      ...(log === undefined ? {} : { log: ofTheNewest(log) }),
    },
    null,
    2,
  );

/** A proof of the newest receipt is one of all. */
const ofTheNewest = ({ proofs, ...said }: LoggedIn) =>
  proofs === undefined ? said : { ...said, proof: proofs.at(-1) };

interface LogView {
  /** Also of earlier openings. */
  readonly found: readonly KeptFinding[];
  readonly keys: LogDesk['keys'];
}

/** What the public log has to say in the file: a proof for each run of receipts, and the states that contradict each other. */
export interface LoggedIn {
  readonly key: string;
  readonly witnesses: readonly string[];
  readonly proofs?: readonly string[];
  readonly contradiction?: { readonly before: string; readonly now: string; readonly path: readonly string[] };
  readonly shrunk?: { readonly before: string; readonly now: string };
}

export const loggedIn = ({ found, keys }: LogView, proofs?: readonly string[]): LoggedIn | undefined => {
  const known = keys();
  if (known === undefined) return undefined;
  const states = found.map((one) => {
    const { before, now } = one;
    return one.kind === 'shrunk'
      ? { shrunk: { before, now } }
      : { contradiction: { before, now, path: one.path.map(toBase64url) } };
  });
  const said = Object.assign({}, proofs === undefined ? {} : { proofs }, ...states) as Omit<
    LoggedIn,
    'key' | 'witnesses'
  >;
  return Object.keys(said).length === 0 ? undefined : { key: known.log, witnesses: known.witnesses, ...said };
};

interface VisitGiven {
  readonly visit: Pick<StagedVisit['visit'], 'visitId' | 'grant' | 'assignments'>;
  /** Whoever comes again, with the number of the date. */
  readonly person?: { readonly occurrence: number } | undefined;
}

export interface VisitShown {
  readonly runs: readonly Run[];
  /** Absent where the hub gave none. */
  readonly tally: Uint8Array | undefined;
}

/**
 * What a third party needs to check this visit without us, and nothing of any other (docs/protocol/evidence.md). All bytes are base64url of
 * COSE_Sign1 objects. `films`: what was to be had, or `left-out` where somebody chose a file without.
 */
export const evidenceFile = (
  household: Pick<Household, 'hubKey'>,
  { visit, person }: VisitGiven,
  { runs, tally }: VisitShown,
  log: LoggedIn | undefined,
  films: readonly SavedFilm[] | 'left-out',
): string =>
  JSON.stringify(
    {
      format: 'latchkey-visit-1',
      hubKey: toBase64url(encodePublicKey(household.hubKey)),
      visitId: visit.visitId,
      grant: visit.grant,
      // Whoever comes again knocks with the grant itself; one of its dates is this visit.
      assignments: person === undefined ? visit.assignments : [],
      ...(person === undefined ? {} : { occurrence: person.occurrence }),
      runs: runs.map(({ previous, receipts }) => ({
        ...(previous.length === 0 ? {} : { previous: toBase64url(previous) }),
        receipts: receipts.map(toBase64url),
      })),
      ...(tally === undefined ? {} : { tally: toBase64url(tally) }),
      ...(log === undefined ? {} : { log }),
      ...(films === 'left-out' ? { filmsLeftOut: true } : { films }),
    },
    null,
    2,
  );
