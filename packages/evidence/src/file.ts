import { decodePublicKey, fromBase64url, NO_BYTES, type PublicKey } from '@latchkey/protocol';
import type { Run } from './runs.ts';

/**
 * What a third party needs to check one visit, or a household's whole story (docs/protocol/evidence.md). With all receipts of the hub from the
 * first on it tells of other visits, doors and devices too: when, which door, which key; no names, no other permission, no other film.
 */

export interface EvidenceFile {
  /** `visit`: the receipts of one visit, without the others. `whole`: all of the hub, from the first on, in one run. */
  readonly form: 'visit' | 'whole';
  readonly hubKey: PublicKey;
  /** 16 bytes; a story of the whole door names none. */
  readonly visitId: Uint8Array | undefined;
  readonly grant: Uint8Array | undefined;
  readonly assignments: readonly Uint8Array[];
  readonly runs: readonly Run[];
  /** Of one visit: the hub's word which of its receipts are of it. */
  readonly tally: Uint8Array | undefined;
  readonly log: EvidenceLog | undefined;
  readonly films: readonly EvidenceFilm[];
  /** Whoever saved the file says that it was to be without film. Its own word, and one only where it holds no film. */
  readonly filmsLeftOut: boolean;
  /** Which date of a permission for many the file is about, counted from 0; absent: the whole visit. */
  readonly occurrence: number | undefined;
}

export interface VisitFile extends EvidenceFile {
  readonly form: 'visit';
  readonly visitId: Uint8Array;
}

/** Reading lets no other one through. */
export const isOfOneVisit = (file: EvidenceFile): file is VisitFile =>
  file.form === 'visit' && file.visitId !== undefined;

/** One recording of the visit, as docs/protocol/recording.md has it. */
export interface EvidenceFilm {
  readonly record: Uint8Array;
  /** 32 bytes that open its pictures; absent: it can be checked, and not seen. */
  readonly key: Uint8Array | undefined;
}

export interface EvidenceLog {
  /** Verifier keys as the device remembered them. */
  readonly key: string;
  readonly witnesses: readonly string[];
  /** A tlog-proof file for the newest receipt of each run. */
  readonly proofs: readonly string[];
  /** Two signed states of one log that do not follow each other. */
  readonly contradiction: Contradiction | undefined;
  /** Two signed states, the second of fewer entries, in the order in which the device says it saw them. */
  readonly shrunk: Shrinking | undefined;
}

/** Signed notes. */
export interface Shrinking {
  readonly before: string;
  readonly now: string;
}

export interface Contradiction extends Shrinking {
  /** From the newer tree to what it says of the older one; empty for two trees of one size. */
  readonly path: readonly Uint8Array[];
}

export type FileProblem =
  | { readonly problem: 'too-large' }
  | { readonly problem: 'no-json' }
  /** `what` is the format that the file names, if it names any. */
  | { readonly problem: 'other-format'; readonly what: string }
  /** `where`: the field that is missing or not what it should be. */
  | { readonly problem: 'wrong-field'; readonly where: string };

/** A quarter of an hour of film. */
const LIMIT_LETTERS = 256 * 1024 * 1024;
const RECEIPTS_ONLY = 'latchkey-receipts-1';
const ONE_VISIT = 'latchkey-visit-1';
const FORMATS = new Set([ONE_VISIT, 'latchkey-evidence-1', RECEIPTS_ONLY]);

class Wrong extends Error {
  readonly where: string;
  constructor(where: string) {
    super(where);
    this.where = where;
  }
}

export function readEvidence(
  text: string,
): { readonly ok: true; readonly file: EvidenceFile } | ({ readonly ok: false } & FileProblem) {
  if (text.length > LIMIT_LETTERS) return { ok: false, problem: 'too-large' };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'no-json' };
  }
  const fields = recordIn(value);
  const format = fields?.['format'];
  if (fields === undefined || typeof format !== 'string' || !FORMATS.has(format))
    return { ok: false, problem: 'other-format', what: typeof format === 'string' ? format.slice(0, 100) : '' };
  try {
    return { ok: true, file: fileIn(fields) };
  } catch (error) {
    if (error instanceof Wrong) return { ok: false, problem: 'wrong-field', where: error.where };
    throw error;
  }
}

type Fields = Readonly<Record<string, unknown>>;

const recordIn = (value: unknown): Fields | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;

function fileIn(fields: Fields): EvidenceFile {
  const hubKey = keyIn(fields['hubKey']);
  const visitId = fields['visitId'] === undefined ? undefined : bytesIn(fields['visitId'], 'visitId');
  const form = fields['format'] === ONE_VISIT ? 'visit' : 'whole';
  if (visitId === undefined ? form === 'visit' : visitId.length !== 16) throw new Wrong('visitId');
  const { filmsLeftOut = false, occurrence } = fields;
  if (typeof filmsLeftOut !== 'boolean') throw new Wrong('filmsLeftOut');
  if (occurrence !== undefined && !isIndex(occurrence)) throw new Wrong('occurrence');
  return {
    form,
    hubKey,
    visitId,
    grant: fields['grant'] === undefined ? undefined : bytesIn(fields['grant'], 'grant'),
    assignments: fields['assignments'] === undefined ? [] : listIn(fields['assignments'], 'assignments', bytesIn),
    runs: form === 'visit' ? listIn(fields['runs'], 'runs', runIn) : [allIn(fields)],
    tally: form === 'whole' || fields['tally'] === undefined ? undefined : bytesIn(fields['tally'], 'tally'),
    log: fields['log'] === undefined ? undefined : logIn(fields['log'], form),
    films: fields['films'] === undefined ? [] : listIn(fields['films'], 'films', filmIn),
    filmsLeftOut: filmsLeftOut || fields['format'] === RECEIPTS_ONLY,
    occurrence,
  };
}

const allIn = (fields: Fields): Run => ({
  previous: NO_BYTES,
  receipts: listIn(fields['receipts'], 'receipts', bytesIn),
});

function runIn(value: unknown, where: string): Run {
  const fields = recordIn(value);
  if (fields === undefined) throw new Wrong(where);
  const previous = fields['previous'] === undefined ? NO_BYTES : bytesIn(fields['previous'], `${where}.previous`);
  if (previous.length !== 0 && previous.length !== 32) throw new Wrong(`${where}.previous`);
  return { previous, receipts: listIn(fields['receipts'], `${where}.receipts`, bytesIn) };
}

const isIndex = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 0;

function keyIn(value: unknown): PublicKey {
  const bytes = bytesIn(value, 'hubKey');
  try {
    return decodePublicKey(bytes);
  } catch {
    throw new Wrong('hubKey');
  }
}

function logIn(value: unknown, form: EvidenceFile['form']): EvidenceLog {
  const fields = recordIn(value);
  if (fields === undefined) throw new Wrong('log');
  const { contradiction, shrunk } = fields;
  return {
    key: textIn(fields['key'], 'log.key'),
    witnesses: listIn(fields['witnesses'], 'log.witnesses', textIn),
    proofs: proofsIn(fields, form),
    contradiction: contradiction === undefined ? undefined : contradictionIn(contradiction),
    shrunk: shrunk === undefined ? undefined : shrinkingIn(shrunk, 'log.shrunk'),
  };
}

function proofsIn({ proof, proofs }: Fields, form: EvidenceFile['form']): readonly string[] {
  if (form === 'visit') return proofs === undefined ? [] : listIn(proofs, 'log.proofs', textIn);
  return proof === undefined ? [] : [textIn(proof, 'log.proof')];
}

function filmIn(value: unknown, where: string): EvidenceFilm {
  const fields = recordIn(value);
  if (fields === undefined) throw new Wrong(where);
  const key = fields['key'] === undefined ? undefined : bytesIn(fields['key'], `${where}.key`);
  if (key !== undefined && key.length !== 32) throw new Wrong(`${where}.key`);
  return { record: bytesIn(fields['record'], `${where}.record`), key };
}

function shrinkingIn(value: unknown, where: string): Shrinking {
  const fields = recordIn(value);
  if (fields === undefined) throw new Wrong(where);
  return { before: textIn(fields['before'], `${where}.before`), now: textIn(fields['now'], `${where}.now`) };
}

function contradictionIn(value: unknown): Contradiction {
  const both = shrinkingIn(value, 'log.contradiction');
  return { ...both, path: listIn(recordIn(value)?.['path'], 'log.contradiction.path', bytesIn) };
}

function textIn(value: unknown, where: string): string {
  if (typeof value !== 'string') throw new Wrong(where);
  return value;
}

function bytesIn(value: unknown, where: string): Uint8Array {
  const bytes = typeof value === 'string' ? fromBase64url(value) : undefined;
  if (bytes === undefined) throw new Wrong(where);
  return bytes;
}

function listIn<T>(value: unknown, where: string, read: (one: unknown, where: string) => T): T[] {
  if (!Array.isArray(value)) throw new Wrong(where);
  return value.map((one, at) => read(one, `${where}[${at}]`));
}
