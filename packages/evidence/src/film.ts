import {
  RecordSplitter,
  RecordVerifier,
  ReportBuilder,
  openRecording,
  type BrokenWhy,
  type InitClaims,
} from '@latchkey/media';
import { sameBytes, type Link, type Primitives, type Receipt } from '@latchkey/protocol';
import type { EvidenceFile, EvidenceFilm } from './file.ts';
import { filmsNamed, type FilmNamed } from './named-films.ts';

/** What the file's films say, against the receipts that name them; docs/protocol/recording.md §6. */
export type FilmVerdict =
  /** None is in the file, and no receipt names one. */
  | { readonly kind: 'none' }
  /** None is in the file, and it says of itself that it was saved without. */
  | { readonly kind: 'left-out'; readonly named: readonly FilmNamed[] }
  /** What is there fits. `missing`: named by receipts, and not in the file. `elsewhere`: how many films of other dates they name. */
  | {
      readonly kind: 'fits';
      readonly films: readonly FilmFound[];
      readonly missing: readonly FilmNamed[];
      /** How many the receipts name. */
      readonly named: number;
      readonly elsewhere: number;
    }
  | { readonly kind: 'wrong'; readonly problem: FilmProblem };

export interface FilmFound {
  readonly recordingId: Uint8Array;
  /** Unix milliseconds by the hub's clock. `toMs` absent: nothing signed says when it ended. */
  readonly fromMs: number;
  readonly toMs: number | undefined;
  readonly frames: number;
  /** `gap`: the hub signed that pictures are missing. `holes`: records that it wrote are not in the file. `truncated`: its end is not. */
  readonly state: 'whole' | 'gap' | 'holes' | 'truncated';
  /** The key of its pictures is in the file, and is the one that the hub committed to. */
  readonly opened: boolean;
}

export type FilmProblem = BrokenWhy | 'wrong-key' | 'other-visit' | 'not-recorded' | 'other-film';

export function lookFilms(p: Primitives, file: EvidenceFile, story: readonly Link<Receipt>[]): FilmVerdict {
  const { here, elsewhere } = filmsNamed(p, file, story);
  if (file.films.length === 0) {
    if (here.length === 0) return { kind: 'none' };
    if (file.filmsLeftOut) return { kind: 'left-out', named: here };
  }
  const films: FilmFound[] = [];
  for (const film of file.films) {
    const found = lookFilm(p, file, story, film);
    if (typeof found === 'string') return { kind: 'wrong', problem: found };
    films.push(found);
  }
  const isThere = (named: FilmNamed) => films.some((film) => sameBytes(film.recordingId, named.recordingId));
  return {
    kind: 'fits',
    films,
    missing: here.filter((film) => !isThere(film)),
    named: here.length,
    elsewhere: elsewhere.length,
  };
}

/** Something that the receipts name, or the hub counted, is not in the file, and the file does not say why. */
export const lacksFilm = (film: FilmVerdict): boolean =>
  film.kind === 'fits' &&
  (film.missing.length > 0 || film.films.some(({ state }) => state === 'holes' || state === 'truncated'));

function lookFilm(
  p: Primitives,
  { hubKey, visitId }: EvidenceFile,
  story: readonly Link<Receipt>[],
  { record, key }: EvidenceFilm,
): FilmFound | FilmProblem {
  const sha256 = (bytes: Uint8Array) => p.sha256(bytes);
  const verifier = new RecordVerifier({ sha256, verify: (message, signature) => p.verify(hubKey, message, signature) });
  const report = new ReportBuilder();
  let init: InitClaims | undefined;
  for (const finding of verifier.push(record)) {
    report.note(finding);
    if (finding.kind === 'init') init = finding.init;
  }
  const { verdict, frames, close, broken, missing } = report.report();
  if (broken !== undefined) return broken.why;
  if (init === undefined) return 'no-init';
  if (visitId !== undefined && !sameBytes(init.visitId, visitId)) return 'other-visit';
  const { recordingId, startedMs: fromMs } = init;
  if (!namesFilm(story, recordingId)) return 'not-recorded';
  if (!headsFit(story, recordingId, record, sha256)) return 'other-film';
  if (key !== undefined && openRecording(sha256, key, init) === undefined) return 'wrong-key';
  const state =
    verdict === 'truncated' ? 'truncated' : missing.length > 0 ? 'holes' : verdict === 'ok' ? 'whole' : 'gap';
  return { recordingId, fromMs, toMs: close?.lastCaptureMs, frames, state, opened: key !== undefined };
}

const isOf = ({ claims }: Link<Receipt>, recordingId: Uint8Array): boolean =>
  claims.detail?.recordingId !== undefined && sameBytes(claims.detail.recordingId, recordingId);

const namesFilm = (story: readonly Link<Receipt>[], recordingId: Uint8Array): boolean =>
  story.some((receipt) => receipt.claims.event === 'recording-started' && isOf(receipt, recordingId));

/** Each receipt that names a record of this film names its hash: film and bolt vouch for each other. */
function headsFit(
  story: readonly Link<Receipt>[],
  recordingId: Uint8Array,
  bytes: Uint8Array,
  sha256: (bytes: Uint8Array) => Uint8Array,
): boolean {
  const named = story
    .filter((receipt) => isOf(receipt, recordingId))
    .flatMap(({ claims: { detail } }) =>
      detail?.filmSeq === undefined || detail.filmHead === undefined
        ? []
        : [{ seq: detail.filmSeq, head: detail.filmHead }],
    );
  const wanted = new Set(named.map(({ seq }) => seq));
  const hashes = new Map(
    new RecordSplitter()
      .push(bytes)
      .filter(({ seq }) => wanted.has(seq))
      .map((record) => [record.seq, sha256(record.bytes)]),
  );
  // A record that is not in the file is told as missing; it is no other film's.
  return named.every(({ seq, head }) => sameBytes(hashes.get(seq) ?? head, head));
}
