import { readGrant, sameBytes, type Grant, type Link, type Primitives, type Receipt } from '@latchkey/protocol';
import type { EvidenceFile } from './file.ts';

/** A film that the visit's receipts name: what the file has to hold, whoever made it. */
export interface FilmNamed {
  readonly recordingId: Uint8Array;
  /** Number of the first receipt that names it. */
  readonly seq: number;
  /** Unix seconds by the hub's clock; absent where it did not know, or where no receipt says the end. */
  readonly begunS: number | undefined;
  readonly endedS: number | undefined;
}

export interface FilmsNamed {
  /** Of the visit, or of the one date of it that the file is about. */
  readonly here: readonly FilmNamed[];
  /** Of other dates of the same permission: not what this file is about, and said. */
  readonly elsewhere: readonly FilmNamed[];
}

/** The films that receipts name, in their order. A date's are those that begin before the next date of the signed grant does. */
export function filmsNamed(p: Primitives, file: EvidenceFile, story: readonly Link<Receipt>[]): FilmsNamed {
  const all = namedIn(story);
  const span = dateOf(p, file);
  if (span === undefined) return { here: all, elsewhere: [] };
  const isHere = ({ begunS }: FilmNamed) => begunS === undefined || (begunS >= span.fromS && begunS < span.toS);
  return { here: all.filter(isHere), elsewhere: all.filter((film) => !isHere(film)) };
}

/** A look names one too, and leaves none behind. */
export function namedIn(story: readonly Pick<Link<Receipt>, 'claims'>[]): FilmNamed[] {
  const films: FilmNamed[] = [];
  for (const { claims } of story) {
    const recordingId = claims.detail?.recordingId;
    if (recordingId === undefined || claims.event === 'look-began' || claims.event === 'look-ended') continue;
    const at = films.findIndex((film) => sameBytes(film.recordingId, recordingId));
    const known = films[at];
    const endedS = claims.event === 'recording-closed' ? claims.iat : known?.endedS;
    if (known === undefined) films.push({ recordingId, seq: claims.seq, begunS: claims.iat, endedS });
    else films[at] = { ...known, endedS };
  }
  return films;
}

/** An ask may come this much before its date by the other clock. */
const EARLY_S = 60;

/** Undefined: the file is about the whole visit, or names a date that the grant does not have, which the permission's verdict says. */
function dateOf(p: Primitives, { grant, occurrence }: EvidenceFile): { fromS: number; toS: number } | undefined {
  if (grant === undefined || occurrence === undefined) return undefined;
  const read = readGrant(p, grant);
  if (!read.ok || read.link.claims.occurrences?.[occurrence] === undefined) return undefined;
  const begins = beginOf(read.link.claims);
  return { fromS: occurrence === 0 ? 0 : begins(occurrence), toS: begins(occurrence + 1) };
}

const beginOf =
  ({ nbf, occurrences = [] }: Grant) =>
  (index: number): number => {
    const start = occurrences[index]?.[0];
    return start === undefined ? Number.POSITIVE_INFINITY : nbf + start * 60 - EARLY_S;
  };
