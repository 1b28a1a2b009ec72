import { readFileSync, writeFileSync } from 'node:fs';
import { portablePrimitives as p } from '@latchkey/keys';
import { verifyEd25519 } from '@latchkey/keys/ed25519';
import { beforeAll, describe, expect, it } from 'vitest';
import { readEvidence, verifyEvidence } from './index.ts';
import { filmsOfTwoDates, type Filmed } from './testing/index.ts';
import { evidenceEn, verdictWords } from './words/index.ts';

/** `occurrence`: the date that the file says it is about; null: none. `films`: which of the two it holds. */
const CASES = [
  { comment: 'the first date with its film', occurrence: 0, films: [0], expect: { holds: true, incomplete: false, elsewhere: 1 } }, // prettier-ignore
  { comment: 'the second date with its film', occurrence: 1, films: [1], expect: { holds: true, incomplete: false, elsewhere: 1 } }, // prettier-ignore
  { comment: 'the second date with the first one’s film', occurrence: 1, films: [0], expect: { holds: true, incomplete: true, elsewhere: 1 } }, // prettier-ignore
  { comment: 'no date, and one film', occurrence: null, films: [0], expect: { holds: true, incomplete: true, elsewhere: 0 } }, // prettier-ignore
  { comment: 'a date that the grant does not have', occurrence: 2, films: [0, 1], expect: { holds: false, incomplete: false, elsewhere: 0 } }, // prettier-ignore
] as const;

const AT = new URL('../../../vectors/evidence/two-dates.json', import.meta.url);
let file: Filmed['file'];
const stored = (): string => `${JSON.stringify({ comment: 'Somebody who comes again, and files about one date', file, cases: CASES }, undefined, 2)}\n`; // prettier-ignore

beforeAll(async () => {
  file = await filmsOfTwoDates();
  if (process.env['WRITE_VECTORS'] === '1') writeFileSync(AT, stored());
});

const verdictOf = ({ occurrence, films }: Pick<(typeof CASES)[number], 'occurrence' | 'films'>) => {
  const given = { films: films.map((at) => file.films[at]), ...(occurrence === null ? {} : { occurrence }) };
  const read = readEvidence(JSON.stringify({ ...file, ...given }));
  if (!read.ok) throw new TypeError(JSON.stringify(read));
  return verifyEvidence(p, verifyEd25519, read.file);
};

describe('P9: an evidence file of one date of somebody who comes again', () => {
  it('the stored vectors are these', () => {
    expect(readFileSync(AT, 'utf8')).toBe(stored());
  });

  it.each(CASES)('$comment', (one) => {
    const { holds, incomplete, film } = verdictOf(one);
    expect({ holds, incomplete, elsewhere: film.kind === 'fits' ? film.elsewhere : undefined }).toEqual(one.expect);
  });

  it('says how many films are of other dates', () => {
    const { findings } = verdictWords(verdictOf(CASES[0]), evidenceEn);
    const film = findings.find(({ name }) => name === 'Film');
    expect(film?.words).toContain('One more film is of another date of the same permission.');
  });
});
