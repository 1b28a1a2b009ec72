/** A rule whose breaking no vector notices is a rule without its vectors: each place of the protocol's rules is broken, one at a time. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { breakRules, judge, readVectors } from '../world/broken-rules.ts';
import type { Breach } from '../world/rule-switches.ts';
import { root } from '../world/world.ts';

const STEPS = ['opening.ts', 'chain.ts', 'decide.ts', 'decide-member.ts', 'ask.ts', 'arm.ts', 'recheck.ts'];
const TOLD = [
  'messages/withdrawal.ts',
  'messages/approval.ts',
  'messages/look.ts',
  'messages/declaration.ts',
  'messages/readiness.ts',
  'messages/said-beside.ts',
  'messages/suspension.ts',
  'messages/suspended.ts',
  'messages/presence.ts',
  'messages/departure.ts',
  'messages/set-back.ts',
  'messages/move.ts',
  'messages/server-address.ts',
  'messages/recovery.ts',
  'passkey/roster.ts',
  'memory.ts',
  'receipts.ts',
  'rosters.ts',
];

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
const nameOf = ({ file, change }: Breach): string => `${file.replace('decision/', '')} ${change}`;

const FOLDERS = ['judged', 'resume', 'suspension', 'departure', 'set-back', 'move', 'recovery', 'passkey'];
const NO_DIFFERENCE_TOLD: Readonly<Record<string, string>> = {
  'messages/withdrawal.ts exp === undefined → false': 'absent either way',
  'messages/withdrawal.ts issuer === undefined || last === undefined → issuer === undefined':
    'a chain that was read has a last link',
  ...Object.fromEntries(
    [
      'nonce === undefined || seconds === undefined || sealingKey === undefined → false',
      'nonce === undefined || seconds === undefined || sealingKey === undefined → nonce === undefined || seconds === undefined',
      'nonce === undefined || seconds === undefined || sealingKey === undefined → sealingKey === undefined',
      'nonce === undefined || seconds === undefined → nonce === undefined',
      'nonce === undefined || seconds === undefined → seconds === undefined',
    ].map((change) => [`messages/look.ts ${change}`, 'its form has all of them or none']),
  ),
  'messages/readiness.ts issuer === undefined || issuerRefusal(chain, door) !== undefined → issuerRefusal(chain, door) !== undefined':
    'the second asks for a member, too',
  'messages/recovery.ts roster.recoveryKey === undefined || voidKeys.has(keyName(roster.recoveryKey)) → voidKeys.has(keyName(roster.recoveryKey))':
    'a recovery of a household without a key is refused before',
  'rosters.ts signer !== undefined || previous?.recoveryKey === undefined → previous?.recoveryKey === undefined':
    'a recovery key is no member’s',
  'rosters.ts recoveryKey === undefined → false': 'absent either way',
  'memory.ts roster === undefined → false': 'absent either way',
  'memory.ts ahead || own === undefined → ahead': 'what is kept no more is *too old* before',
  'messages/recovery.ts pending === undefined → false': 'absent either way',
  'messages/recovery.ts recoveryKey === undefined → false': 'absent either way',
  'messages/suspended.ts !cut.some((kid) => roster.members.has(kid)) → false': 'the same roster, made anew',
  ...Object.fromEntries(
    [
      'messages/suspension.ts ends → false',
      'messages/suspension.ts ends → true',
      'messages/presence.ts random.length !== LETTERS → false',
      'messages/presence.ts random.length !== LETTERS → true',
      'messages/presence.ts code.match(/.{1,4}/g) ?? [] → code.match(/.{1,4}/g)',
      'messages/departure.ts code === undefined → false',
      'messages/departure.ts code === undefined → true',
      'messages/recovery.ts newest.epoch + 1 → newest.epoch - 1',
    ].map((name) => [name, 'makes what others judge']),
  ),
  ...Object.fromEntries(
    ['false', '!ADDRESS_LETTERS.test(text)', 'EMPTY_NAME.test(text)'].map((now) => [
      `messages/server-address.ts !ADDRESS_LETTERS.test(text) || EMPTY_NAME.test(text) → ${now}`,
      'its form asks for the letters before, and the parser of URLs that runs here takes no empty name',
    ]),
  ),
};

const unnoticedIn = async (
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
  const files = [...STEPS, ...rules].map((name) => `decision/${name}`);
  const player = { entry: 'testing/vector.ts', name: 'playVector' };
  expect(await unnoticedIn(files, player, ['accept', 'refuse'], NO_DIFFERENCE)).toBeGreaterThan(400);
}, 600_000);

it('and so has every rule about what is told outside of a knock', async () => {
  const player = { entry: 'testing/judged/beside.ts', name: 'playTold' };
  expect(await unnoticedIn(TOLD, player, FOLDERS, NO_DIFFERENCE_TOLD)).toBeGreaterThan(500);
}, 600_000);
