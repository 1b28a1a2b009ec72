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

/** What the file's films say, against the receipts that name them; docs/protocol/recording.md §6. */
export type FilmVerdict =
  /** `recorded`: the receipts say that the camera recorded. */
  | { readonly kind: 'absent'; readonly recorded: boolean }
  | { readonly kind: 'fits'; readonly films: readonly FilmFound[] }
  | { readonly kind: 'wrong'; readonly problem: FilmProblem };

export interface FilmFound {
  readonly recordingId: Uint8Array;
  /** Unix milliseconds by the hub's clock. `toMs` absent: nothing signed says when it ended. */
  readonly fromMs: number;
  readonly toMs: number | undefined;
  readonly frames: number;
  /** `gap`: the hub signed that pictures are missing, or records are. `truncated`: its end is not in the file. */
  readonly state: 'whole' | 'gap' | 'truncated';
  /** The key of its pictures is in the file, and is the one that the hub committed to. */
  readonly opened: boolean;
}

export type FilmProblem = BrokenWhy | 'wrong-key' | 'other-visit' | 'not-recorded' | 'other-film';

export function lookFilms(p: Primitives, file: EvidenceFile, story: readonly Link<Receipt>[]): FilmVerdict {
  const recorded = story.some(({ claims }) => claims.event === 'recording-started');
  if (file.films.length === 0) return { kind: 'absent', recorded };
  const films: FilmFound[] = [];
  for (const film of file.films) {
    const found = lookFilm(p, file, story, film);
    if (typeof found === 'string') return { kind: 'wrong', problem: found };
    films.push(found);
  }
  return { kind: 'fits', films };
}

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
  const { verdict, frames, close, broken } = report.report();
  if (broken !== undefined) return broken.why;
  if (init === undefined) return 'no-init';
  if (visitId !== undefined && !sameBytes(init.visitId, visitId)) return 'other-visit';
  const { recordingId, startedMs: fromMs } = init;
  if (!namesFilm(story, recordingId)) return 'not-recorded';
  if (!headsFit(story, recordingId, record, sha256)) return 'other-film';
  if (key !== undefined && openRecording(sha256, key, init) === undefined) return 'wrong-key';
  const state = verdict === 'ok' ? 'whole' : verdict === 'gap' ? 'gap' : 'truncated';
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
