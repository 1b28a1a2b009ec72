import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readSetBack, SET_BACK_PROBLEMS } from '../index.ts';
import { p } from '../testing/people.ts';
import { judgedSetBacks, playSetBack, SET_BACKS } from '../testing/set-back-cases.ts';
import { three } from '../testing/suspension-cases.ts';

const FOLDER = new URL('../../../../vectors/set-back/', import.meta.url);

if (process.env['WRITE_VECTORS'] === '1') {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL('judged.json', FOLDER), await judgedSetBacks());
}

describe('a hub’s clock that is set back', () => {
  it('the stored cases are these', async () => {
    expect(readFileSync(new URL('judged.json', FOLDER), 'utf8')).toBe(await judgedSetBacks());
  });

  it.each(SET_BACKS.map((one) => [one.comment, one] as const))('%s', async (_comment, one) => {
    expect(await playSetBack(one, (await three()).state)).toBe(one.expect);
  });

  it('each refusal has a case, and the page names each', () => {
    const cased = new Set<string>(SET_BACKS.map((one) => one.expect));
    const page = readFileSync(new URL('../../../../docs/protocol/30-set-back.md', import.meta.url), 'utf8');
    expect(SET_BACK_PROBLEMS.filter((problem) => !cased.has(problem))).toEqual([]);
    expect(SET_BACK_PROBLEMS.filter((problem) => problem !== 'malformed' && !page.includes(`\`${problem}\``))).toEqual([]);
  }); // prettier-ignore

  it('one that is longer than it can be is not looked at', () => {
    expect(readSetBack(p, new Uint8Array(513)).ok).toBe(false);
  });
});
