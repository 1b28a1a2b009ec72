/** A rule whose breaking no vector notices is a rule without its vectors: each place of the door's decision is broken, one at a time. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { breakRules, judge, readVectors } from '../world/broken-rules.ts';
import type { Breach } from '../world/rule-switches.ts';
import { root } from '../world/world.ts';

const STEPS = ['opening.ts', 'chain.ts', 'decide.ts', 'decide-member.ts', 'ask.ts', 'arm.ts', 'recheck.ts'];

/** Broken, these decide as before; each says why. */
const NO_DIFFERENCE: Readonly<Record<string, string>> = {
  'opening.ts door.armed instanceof ArmedChains → false': 'spares reading a chain that is held',
  'opening.ts held === undefined → true': 'spares reading a chain that is held',
  'chain.ts !(error instanceof MalformedInput) → false': 'reading throws nothing else',
  'chain.ts !held && !p.verify(key, link.toBeSigned, link.signature) → !p.verify(key, link.toBeSigned, link.signature)':
    'spares verifying what was verified',
  'chain.ts last?.door === door && last.occurrence === occurrence → false': 'spares making names again',
  'decide.ts isArmed(chain, door) → false': 'spares verifying what was verified',
  'ask.ts now.unixS === undefined → false': 'step 7 has refused before',
  'ask.ts again === undefined → false': 'absent either way',
  'arm.ts issuer === undefined → false': 'step 5 has refused before',
  'rules/once.ts nowS === undefined → false': 'step 7 has refused before',
  'rules/parcels.ts CANONICAL.test(text) → false': 'spares writing a canonical number anew',
  'rules/parcels.ts CANONICAL.test(text) → true': 'a knock carries canonical numbers only; the apps write them so',
  'rules/uses.ts i < names.length → i <= names.length': 'there is no link after the last',
  'rules/uses.ts grant.nbf + start * 60 > nowS → grant.nbf + start * 60 >= nowS':
    'an occurrence that begins now is inside',
};
const nameOf = ({ file, change }: Breach): string => `${file} ${change}`;

it('every rule of the decision has vectors: broken at any one place, it fails one of them', async () => {
  const rules = (await readdir(join(root, 'packages/protocol/src/decision/rules'))).map((name) => `rules/${name}`);
  const broken = await breakRules([...STEPS, ...rules]);
  const { wrong, unnoticed } = judge(broken, await readVectors(), (breach) => nameOf(breach) in NO_DIFFERENCE);
  expect(wrong).toEqual([]);
  expect(unnoticed.map(nameOf)).toEqual([]);
  expect(broken.breaches.length).toBeGreaterThan(400);
  const names = new Set(broken.breaches.map(nameOf));
  expect(Object.keys(NO_DIFFERENCE).filter((name) => !names.has(name))).toEqual([]);
}, 600_000);
