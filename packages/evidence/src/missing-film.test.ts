import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { portablePrimitives as p } from '@latchkey/keys';
import { verifyEd25519 } from '@latchkey/keys/ed25519';
import { toBase64url } from '@latchkey/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { readEvidence, verifyEvidence } from './index.ts';
import { twoFilms, type Filmed } from './testing/index.ts';
import { evidenceDe, evidenceEn, verdictWords } from './words/index.ts';

/** `films`: which of the file's are left in it. `missing`: recording ids, base64url. */
interface Case {
  readonly comment: string;
  readonly films: readonly number[];
  readonly filmsLeftOut?: boolean;
  readonly expect: {
    readonly holds: boolean;
    readonly incomplete: boolean;
    readonly kind: string;
    readonly missing?: readonly string[];
  };
}

const FIRST = toBase64url(new TextEncoder().encode('recording-id-16b'));
const SECOND = toBase64url(new Uint8Array(16).fill(0x62));
const held = { holds: true, incomplete: false };
const lacking = (...missing: string[]) => ({ holds: true, incomplete: true, kind: 'fits', missing });

const CASES: readonly Case[] = [
  { comment: 'both films that the receipts name', films: [0, 1], expect: { ...held, kind: 'fits', missing: [] } },
  { comment: 'the two in another order', films: [1, 0], expect: { ...held, kind: 'fits', missing: [] } },
  { comment: 'the second film is not there', films: [0], expect: lacking(SECOND) },
  { comment: 'the first film is not there', films: [1], expect: lacking(FIRST) },
  { comment: 'one film twice stands for no other', films: [1, 1], expect: lacking(FIRST) },
  { comment: 'no film, and nobody left one out', films: [], expect: lacking(FIRST, SECOND) },
  { comment: 'films left out by whoever saved the file', films: [], filmsLeftOut: true, expect: { ...held, kind: 'left-out' } }, // prettier-ignore
  { comment: 'a file that says so and holds one film after all', films: [1], filmsLeftOut: true, expect: lacking(FIRST) }, // prettier-ignore
];

const AT = new URL('../../../vectors/evidence/two-films.json', import.meta.url);
let file: Filmed['file'];
const stored = (): string => `${JSON.stringify({ comment: 'A visit with two films, and files that hold some of them', file, cases: CASES }, undefined, 2)}\n`; // prettier-ignore

beforeAll(async () => {
  file = await twoFilms();
  if (process.env['WRITE_VECTORS'] !== '1') return;
  mkdirSync(new URL('.', AT), { recursive: true });
  writeFileSync(AT, stored());
});

const verdictOf = (change: Record<string, unknown>) => {
  const read = readEvidence(JSON.stringify({ ...file, ...change }));
  if (!read.ok) throw new TypeError(JSON.stringify(read));
  return verifyEvidence(p, verifyEd25519, read.file);
};
const fileOf = ({ films, filmsLeftOut }: Pick<Case, 'films' | 'filmsLeftOut'>) => ({
  films: films.map((at) => file.films[at]),
  ...(filmsLeftOut === undefined ? {} : { filmsLeftOut }),
});
const filmWords = (change: Record<string, unknown>, words = evidenceEn) => {
  const { sum, findings } = verdictWords(verdictOf(change), words);
  const film = findings.find(({ name }) => name === 'Film');
  return { sum, fit: film?.fit, words: film?.words ?? '' };
};

describe('P9: an evidence file of a visit with two films', () => {
  it('the stored vectors are these', () => {
    expect(readFileSync(AT, 'utf8')).toBe(stored());
  });

  it.each(CASES)('$comment', (one) => {
    const { holds, incomplete, film } = verdictOf(fileOf(one));
    const missing = film.kind === 'fits' ? film.missing.map(({ recordingId }) => toBase64url(recordingId)) : undefined;
    expect({ holds, incomplete, kind: film.kind, ...(missing && { missing }) }).toEqual(one.expect);
  });

  it('says which one is missing, by the receipts that say its beginning and its end', () => {
    const said = filmWords(fileOf({ films: [0] }));
    expect(said).toMatchObject({ fit: 'lacks', sum: 'What is in it holds. It is incomplete: film is missing.' });
    expect(said.words).toContain('One of 2 films that the receipts name is not in the file, and it does not say that any was left out: begun 2026-09-21 14:13:23 UTC, ended 2026-09-21 14:13:24 UTC (receipt 4).'); // prettier-ignore
    expect(said.words).toContain('20 pictures');
    const german = filmWords(fileOf({ films: [0] }), evidenceDe);
    expect(german.sum).toBe('Was darin ist, stimmt. Der Beweis ist unvollständig: Film fehlt.');
    expect(german.words).toContain('Einer von 2 Filmen, die die Belege nennen, ist nicht in der Datei');
  });

  it('tells what was left out from what was lost', () => {
    const [left, lost] = [fileOf({ films: [], filmsLeftOut: true }), fileOf({ films: [] })].map((one) =>
      filmWords(one),
    );
    expect(left).toMatchObject({ fit: 'fits', sum: 'It holds.' });
    expect(left?.words).toContain(
      'left out when the file was saved, as the file says itself. The receipts name 2: begun',
    );
    expect(lost).toMatchObject({ fit: 'lacks' });
    expect(lost?.words).toContain('2 of 2 films that the receipts name are not in the file');
  });

  it('is not called incomplete where it contradicts: that is worse', () => {
    const [first] = file.films;
    const broken = { films: [{ ...first, key: toBase64url(new Uint8Array(32)) }] };
    expect(filmWords(broken)).toMatchObject({ fit: 'contradicts', sum: 'It does not hold.' });
  });
});
