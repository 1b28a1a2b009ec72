import { runsOf, type MadeRun } from '@latchkey/evidence';
import { bytesFrom, type VerifiedReceipt } from '@latchkey/web-kit/model';
import type { SavedFilm } from '../../model/evidence/film.ts';
import { evidenceFile, loggedIn } from '../../model/evidence/evidence.ts';
import type { Home } from '../../model/home.ts';
import { tellHub } from '../../model/hub/talk.ts';
import type { StagedVisit } from '../../model/visits/today.ts';
import { visitTally } from '../../model/evidence/visit-tally.ts';
import type { useLog } from '../log/use-log.ts';

export interface MadeEvidence {
  readonly text: string;
  /** The hub itself says in it that these are all receipts of the visit. */
  readonly tallied: boolean;
  /** The log proves the receipts in it. */
  readonly logged: boolean;
}

interface Making {
  readonly home: Home;
  readonly staged: StagedVisit;
  /** The hub's story, as this device verified it. */
  readonly receipts: readonly VerifiedReceipt[];
  readonly log: ReturnType<typeof useLog>;
}

const WITNESSES_MS = 1_000;
const LOOKS = 3;

/** The file of this visit alone, with what hub and log have to say to it now. */
export const makeEvidence = async (
  { home, staged, receipts, log }: Making,
  films: readonly SavedFilm[] | 'left-out',
): Promise<MadeEvidence> => {
  const visitId = bytesFrom(staged.visit.visitId);
  const runs = runsOf(receipts, visitId);
  const numbers = runs.flatMap(({ end, receipts: { length } }) => Array.from({ length }, (_, n) => end.claims.seq - n));
  const parts = { ...home.parts, tell: tellHub(home.parts) };
  const [tally, proofs] = await Promise.all([visitTally(parts, visitId, numbers), proofsOf(home, log, runs)]);
  const text = evidenceFile(home.household, staged, { runs, tally }, loggedIn(log, proofs), films);
  return { text, tallied: tally !== undefined, logged: proofs !== undefined };
};

/** Witnesses sign a moment after a log has grown; a few looks later the file goes without the others. */
const proofsOf = async (home: Home, { desk }: Making['log'], runs: readonly MadeRun[]) => {
  const ends = runs.map(({ end }) => ({ seq: end.claims.seq, hash: end.hash }));
  for (let look = 1; ; look++) {
    const found = await desk?.proofs(ends);
    if (found === undefined || found.unsigned === 0 || look === LOOKS) return found?.proofs;
    await new Promise<void>((resolve) => void home.parts.later(resolve, WITNESSES_MS));
  }
};
