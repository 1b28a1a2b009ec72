import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgedVector } from './testing/judged/case.ts';
import { JUDGED } from './testing/judged/index.ts';
import { playJudged, type JudgedVector } from './testing/judged/vector.ts';

const FOLDER = new URL('../../../vectors/judged/', import.meta.url);
const PAGES = new URL('../../../docs/protocol/', import.meta.url);
const fileOf = (page: string): URL => new URL(`${page}.json`, FOLDER);

const made = async (page: string): Promise<readonly JudgedVector[]> =>
  Promise.all((JUDGED[page] ?? []).map((one) => judgedVector(one)));
const textOf = (vectors: readonly JudgedVector[]): string => `${JSON.stringify(vectors, null, 1)}\n`;

/** `WRITE_VECTORS=1 npx vitest run packages/protocol/src/judged.vectors.test.ts` writes the files anew; nothing else does. */
if (process.env['WRITE_VECTORS'] === '1') {
  mkdirSync(FOLDER, { recursive: true });
  for (const page of Object.keys(JUDGED)) writeFileSync(fileOf(page), textOf(await made(page)));
}

describe.each(Object.keys(JUDGED))('vectors/judged/%s', (page) => {
  it('holds these cases, as the fixed keys give them, and each is judged as it says', async () => {
    const stored = readFileSync(fileOf(page), 'utf8');
    expect(stored).toBe(textOf(await made(page)));
    for (const { comment, expect: wanted, ...asked } of JSON.parse(stored) as readonly JudgedVector[])
      expect(JSON.parse(JSON.stringify(playJudged(asked))), comment).toEqual(wanted);
  });

  it('names each case once, and its page is there', async () => {
    const names = (await made(page)).map(({ call, comment }) => `${call}: ${comment}`);
    expect(new Set(names).size).toBe(names.length);
    expect(readdirSync(PAGES)).toContain(`${page}.md`);
  });
});

it('there is no file without cases', () => {
  expect(readdirSync(FOLDER).sort()).toEqual(
    Object.keys(JUDGED)
      .map((page) => `${page}.json`)
      .sort(),
  );
});
