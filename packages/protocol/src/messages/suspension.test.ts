import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  countingRoster,
  inGroups,
  presenceCode,
  presenceProof,
  readPresenceCode,
  SUSPENSION_MS,
  SUSPENSION_PROBLEMS,
} from '../index.ts';
import { anna, ben, p, seeded } from '../testing/people.ts';
import { CODE, hexKid, judgedFile, play, SUSPENSIONS, three } from '../testing/suspension-cases.ts';

const FOLDER = new URL('../../../../vectors/suspension/', import.meta.url);

if (process.env['WRITE_VECTORS'] === '1') {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(new URL('judged.json', FOLDER), await judgedFile());
}

describe('at the hub of three', () => {
  it('the stored suspensions are these', async () => {
    expect(readFileSync(new URL('judged.json', FOLDER), 'utf8')).toBe(await judgedFile());
  });

  it.each(SUSPENSIONS.map((one) => [one.comment, one] as const))('%s', async (_comment, one) => {
    expect(await play(one, (await three()).state)).toBe(one.expect);
  });

  it('each refusal has a case, and the page names each', () => {
    const cased = new Set<string>(SUSPENSIONS.map((one) => one.expect));
    const page = readFileSync(new URL('../../../../docs/protocol/22-suspension.md', import.meta.url), 'utf8');
    expect(SUSPENSION_PROBLEMS.filter((problem) => !cased.has(problem))).toEqual([]);
    expect(SUSPENSION_PROBLEMS.filter((problem) => problem !== 'malformed' && !page.includes(`\`${problem}\``))).toEqual([]);
  }); // prettier-ignore
});

describe('the code on the display', () => {
  it('is twelve letters, read as a person types them', () => {
    const code = presenceCode(seeded('display', 12));
    expect(readPresenceCode(code)).toBe(code);
    expect(readPresenceCode(` ${inGroups(code).toLowerCase().replace(/ /g, '-')} `)).toBe(code);
    expect(readPresenceCode('o0i1-l111-1111')).toBe('001111111111');
    for (const wrong of ['', CODE.slice(1), `${CODE}0`, `${CODE.slice(1)}U`, ' '.repeat(1000)])
      expect(readPresenceCode(wrong)).toBeUndefined();
  });

  it('cannot be read out of a proof of it, and each proof is for one thing', () => {
    const said = { hubId: seeded('hub'), signer: seeded('a', 8), member: seeded('b', 8), ends: false };
    const proofs = [
      said,
      { ...said, ends: true },
      { ...said, member: seeded('c', 8) },
      { ...said, signer: seeded('c', 8) },
      { ...said, hubId: seeded('another hub') },
    ].map((one) => presenceProof(p, CODE, one).join());
    expect(new Set(proofs).size).toBe(proofs.length);
  });
});

it('a suspended device is in no roster, until its time is over', async () => {
  const { state } = await three();
  const at = (ranMs: number) => countingRoster(state, new Map([[hexKid(anna), { by: hexKid(ben), ranMs }]]));
  expect([...at(0).members.keys()]).toEqual([...state.members.keys()].filter((kid) => kid !== hexKid(anna)));
  expect(at(0).head).toBe(state.head);
  expect(at(SUSPENSION_MS)).toBe(state);
});
