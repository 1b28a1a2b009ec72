/** A rule whose breaking no vector notices is a rule without its vectors: each place of the protocol's rules is broken, one at a time. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { breakRules, judge, readVectors } from '../world/broken-rules.ts';
import { IN_THE_DECISION, nameOf, OUTSIDE_OF_A_KNOCK } from '../world/no-difference.ts';
import { root } from '../world/world.ts';

const STEPS = ['opening', 'chain', 'decide', 'decide-member', 'ask', 'arm', 'recheck'];
const HOUSEHOLD = [
  'suspension',
  'suspended',
  'presence',
  'departure',
  'set-back',
  'move',
  'server-address',
  'recovery',
];
const MESSAGES = ['withdrawal', 'approval', 'look', 'declaration', 'readiness', 'said-beside', ...HOUSEHOLD, 'pairing', 'enrolment', 'invitation', 'shown', 'mailbox']; // prettier-ignore
const BESIDE = ['passkey/roster.ts', 'door-code.ts', 'memory.ts', 'receipts.ts', 'rosters.ts'];
const FOLDERS = ['judged', 'resume', 'suspension', 'departure', 'set-back', 'move', 'recovery', 'passkey'];

/** How many places were broken, after each was noticed. */
const noticed = async (
  files: readonly string[],
  player: Parameters<typeof breakRules>[1],
  folders: readonly string[],
  spared: Readonly<Record<string, string>>,
): Promise<number> => {
  const broken = await breakRules(files, player);
  const { wrong, unnoticed } = judge(broken, await readVectors(...folders), (breach) => nameOf(breach) in spared);
  expect(wrong).toEqual([]);
  expect(unnoticed.map(nameOf)).toEqual([]);
  const names = new Set(broken.breaches.map(nameOf));
  expect(Object.keys(spared).filter((name) => !names.has(name))).toEqual([]);
  return broken.breaches.length;
};

it('every rule of the decision has vectors: broken at any one place, it fails one of them', async () => {
  const rules = (await readdir(join(root, 'packages/protocol/src/decision/rules'))).map((name) => `rules/${name}`);
  const files = [...STEPS.map((name) => `${name}.ts`), ...rules].map((name) => `decision/${name}`);
  const player = { entry: 'testing/vector.ts', name: 'playVector' };
  expect(await noticed(files, player, ['accept', 'refuse'], IN_THE_DECISION)).toBeGreaterThan(400);
}, 600_000);

it('and so has every rule about what is told outside of a knock', async () => {
  const player = { entry: 'testing/judged/beside.ts', name: 'playTold' };
  const files = [...MESSAGES.map((name) => `messages/${name}.ts`), ...BESIDE];
  expect(await noticed(files, player, FOLDERS, OUTSIDE_OF_A_KNOCK)).toBeGreaterThan(600);
}, 600_000);
