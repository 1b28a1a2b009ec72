import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { REASONS, sentence } from './index.ts';
import { vectorOf, type Case } from './testing/case.ts';
import { ACCEPTED as ACCEPTED_ANYWHERE } from './testing/cases-accept.ts';
import { ACCEPTED_AT_DOOR } from './testing/cases-at-door.ts';
import { CONTENT_EDGES_ACCEPTED } from './testing/edges-content.ts';
import { PROOF_EDGES_ACCEPTED } from './testing/edges-proof.ts';
import { TURN_EDGES_ACCEPTED } from './testing/edges-turn.ts';
import { REFUSED } from './testing/cases-refuse.ts';
import { playVector, type Vector } from './testing/vector.ts';

const ACCEPTED = [
  ...ACCEPTED_ANYWHERE,
  ...ACCEPTED_AT_DOOR,
  ...CONTENT_EDGES_ACCEPTED,
  ...PROOF_EDGES_ACCEPTED,
  ...TURN_EDGES_ACCEPTED,
];
const FOLDER = new URL('../../../vectors/', import.meta.url);
const pathOf = (kind: string, name: string): URL => new URL(`${kind}/${name}.json`, FOLDER);
const textOf = (vector: Vector): string => `${JSON.stringify(vector, null, 1)}\n`;

/** `WRITE_VECTORS=1 npx vitest run packages/protocol/src/vectors.test.ts` writes the files anew; nothing else does. */
if (process.env['WRITE_VECTORS'] === '1') {
  for (const [kind, cases] of [
    ['accept', ACCEPTED],
    ['refuse', REFUSED],
  ] as const) {
    // prettier-ignore
    mkdirSync(new URL(`${kind}/`, FOLDER), { recursive: true });
    for (const made of cases) writeFileSync(pathOf(kind, made.name), textOf(await vectorOf(made)));
  }
}

describe.each([
  ['accept', ACCEPTED],
  ['refuse', REFUSED],
] as const)('vectors/%s', (kind, cases) => {
  it.each(cases.map((made): [string, Case] => [made.comment, made]))('%s', async (_comment, made) => {
    const stored = readFileSync(pathOf(kind, made.name), 'utf8');
    expect(stored, 'the stored bytes are those that the fixed keys give').toBe(textOf(await vectorOf(made)));
    const vector = JSON.parse(stored) as Vector;
    expect(playVector(vector)).toEqual(vector.expect);
  });

  it('has a case for each file and a file for each case', () => {
    const files = readdirSync(new URL(`${kind}/`, FOLDER)).sort();
    expect(files).toEqual(cases.map(({ name }) => `${name}.json`).sort());
    expect(new Set(cases.map(({ comment }) => comment)).size).toBe(cases.length);
  });
});

it('every refusal has a vector, and every vector a refusal that exists', () => {
  const shown = new Set(REFUSED.map(({ refusal }) => refusal?.reason ?? 'none'));
  expect([...shown].sort()).toEqual([...REASONS].sort());
});

it.each(REASONS)('%s has a sentence and a way on for both readers in both languages', (reason) => {
  const refusal = REFUSED.find((made) => made.refusal?.reason === reason)?.refusal;
  if (refusal === undefined) throw new Error('no vector');
  const said = (['en', 'de'] as const).flatMap((language) =>
    (['courier', 'member'] as const).map((reader) => sentence(refusal, language, reader)),
  );
  for (const { title, next } of said) {
    expect(title).toMatch(/^[\p{Lu}\d].*[.]$/u);
    expect(next).toMatch(/^\p{Lu}.*[.]$/u);
    expect(title + next).not.toMatch(/undefined|NaN|\[object/);
  }
  const [english, , german] = said;
  expect(english?.title).not.toBe(german?.title);
});
