import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readElements } from './elements.ts';
import { characters, lints } from './lint.ts';

const GS = '\u001d';

describe('element strings', () => {
  it.each([
    ['as printed', '(00)340433836442636597(420)10969'],
    ['as scanned', '0034043383644263659742010969'],
    ['with a separator where none is needed', `00340433836442636597${GS}42010969${GS}`],
  ])('%s', (_name, text) => {
    expect(readElements(text)).toEqual({
      outcome: 'read',
      elements: [
        { ai: '00', value: '340433836442636597' },
        { ai: '420', value: '10969' },
      ],
    });
  });

  it('end where the separator stands', () => {
    expect(readElements(`10LOT7${GS}2142`)).toMatchObject({
      elements: [
        { ai: '10', value: 'LOT7' },
        { ai: '21', value: '42' },
      ],
    });
  });

  it.each([
    ['a wrong check digit', '(00)340433836442636598', '00', 'check-digit'],
    ['one digit too few', '(00)34043383644263659', '00', 'length'],
    ['one digit too many', '(00)3404338364426365970', '00', 'length'],
    ['a letter among digits', '(00)34043383644263659A', '00', 'character'],
    ['a day that does not exist', '(17)260231', '17', 'date'],
    ['a country that does not exist', '(421)99910969', '421', 'country'],
    ['a wrong check pair', '(8013)1987654Ad4X4bL5ttr2310c2L', '8013', 'check-pair'],
  ])('say what is wrong: %s', (_name, text, ai, fault) => {
    expect(readElements(text)).toMatchObject({ outcome: 'faulty', ai, fault });
  });

  it('take the check pair of the General Specifications’ own example', () => {
    expect(readElements('(8013)1987654Ad4X4bL5ttr2310c2K')).toMatchObject({ outcome: 'read' });
  });

  it.each(['', 'LK00000000017DE', '(05)1', 'https://example.com/00/1', '('.repeat(400)])('are not in %j', (text) => {
    expect(readElements(text)).toEqual({ outcome: 'not-gs1' });
  });

  it('are read or refused, whatever is scanned', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('0', '1', '2', '4', '9', 'A', GS, '(', ')') }), (text) => {
        expect(['read', 'faulty', 'not-gs1']).toContain(readElements(text).outcome);
      }),
    );
  });
});

const cases = new URL('../../../../../../shared/data/tracking-numbers/gs1_lint_cases_dev.jsonl', import.meta.url);
const present = existsSync(cases);
interface Case {
  readonly linter: string;
  readonly value: string;
  readonly valid: boolean;
}
/** Lists that no parcel's label uses. */
const notLookedUp = new Set(['couponcode', 'couponposoffer', 'iso4217', 'mediatype', 'packagetype']);
const sets = { csetnumeric: characters.N, cset82: characters.X, cset39: characters.Y, cset64: characters.Z };

describe.skipIf(!present)(
  present ? 'GS1 syntax tests' : 'GS1 syntax tests (SKIPPED: shared/data/tracking-numbers is not on this machine)',
  () => {
    it('agree with ours, value by value', () => {
      const all = present ? readFileSync(cases, 'utf8').trim().split('\n') : [];
      const read = all.map((line) => JSON.parse(line) as Case).filter(({ linter }) => !notLookedUp.has(linter));
      const wrong = read.filter(({ linter, value, valid }) => {
        const lint = linter in sets ? sets[linter as keyof typeof sets] : lints.get(linter);
        return lint === undefined || (lint(value) === undefined) !== valid;
      });
      expect(wrong).toEqual([]);
      expect(read.length).toBeGreaterThan(2000);
    });
  },
);
