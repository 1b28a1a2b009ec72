import {
  readEvidence,
  verifyEvidence,
  type EvidenceFilm,
  type FileProblem,
  type Trust,
  type Verdict,
} from '@latchkey/evidence';
import { portablePrimitives } from '@latchkey/keys';
import { verifyEd25519 } from '@latchkey/keys/ed25519';
import { readVerifierKey } from '@latchkey/log';

/** What has been found about a file, without any server. */
export type Found =
  | { readonly kind: 'unreadable'; readonly problem: FileProblem }
  | { readonly kind: 'judged'; readonly verdict: Verdict; readonly shown: readonly EvidenceFilm[] };

export const check = (text: string, trust: Trust): Found => {
  const read = readEvidence(text);
  if (!read.ok) return { kind: 'unreadable', problem: read };
  const verdict = verifyEvidence(portablePrimitives, verifyEd25519, read.file, trust);
  // Pictures that do not belong to the story are not shown beside it.
  const fits = verdict.film.kind === 'fits';
  return { kind: 'judged', verdict, shown: fits ? read.file.films.filter(({ key }) => key !== undefined) : [] };
};

/** Keys as somebody pastes them: one a line. */
export interface OwnKeys {
  readonly log: string;
  readonly witnesses: string;
}

export const noKeys: OwnKeys = { log: '', witnesses: '' };

const isKey = (text: string): boolean => readVerifierKey(portablePrimitives.sha256, text) !== undefined;
const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** Which of the two fields holds something that is no key. */
export const wrongKeys = ({ log, witnesses }: OwnKeys): { readonly log: boolean; readonly witnesses: boolean } => ({
  log: log.trim() !== '' && !isKey(log.trim()),
  witnesses: !linesIn(witnesses).every(isKey),
});

/** Only keys that are some: half a key, while it is typed, does not make the file wrong. */
export const trustIn = (keys: OwnKeys): Trust => {
  const wrong = wrongKeys(keys);
  const witnesses = linesIn(keys.witnesses);
  return {
    ...(keys.log.trim() === '' || wrong.log ? {} : { log: keys.log.trim() }),
    ...(witnesses.length === 0 || wrong.witnesses ? {} : { witnesses }),
  };
};
