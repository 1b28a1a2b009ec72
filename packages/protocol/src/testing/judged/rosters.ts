import {
  openRosterChain,
  readRoster,
  ROLE,
  signRecovery,
  signRoster,
  toHex,
  type Roster,
  type RosterMember,
  type RosterState,
  type Signer,
} from '../../index.ts';
import { finger, passkeyOf } from '../passkey-cases.ts';
import { anna, ben, mallory, p, paper, person, seeded } from '../people.ts';
import { NOON, seeded65, without as strip } from '../story.ts';
import { bent, half, type JudgedCase } from './case.ts';

/** Who belongs to a household, roster after roster; passkeys have cases of their own. docs/protocol/00-roster.md, 19-recovery.md */

const cleo = person('Cleo, the other admin');
const nextPaper = person('next recovery code');
const phone = person('new phone');

const member = (who: Signer, role: number, name: string): RosterMember => ({ role, key: who.key, sealingKey: seeded65(name), name }); // prettier-ignore
const members = [member(anna, ROLE.admin, 'Anna'), member(ben, ROLE.resident, 'Ben'), member(cleo, ROLE.admin, 'Cleo')];
const first: Roster = { iat: NOON, homeId: seeded('home'), epoch: 1, members, recoveryKey: paper.key };

interface Before {
  readonly chain: readonly Uint8Array[];
  readonly state: RosterState;
}

const stateOf = (chain: readonly Uint8Array[]): Before => {
  const opened = openRosterChain(p, chain);
  if (!opened.ok) throw new Error(opened.problem);
  return { chain, state: opened.state };
};

/** The household after its first roster. */
const one = async (): Promise<Before> => stateOf([(await signRoster(p, anna, first)).bytes]);
/** After its second, in which nothing changed. */
const two = async (): Promise<Before> => {
  const { chain, state } = await one();
  return stateOf([...chain, (await signRoster(p, anna, { ...first, epoch: 2 }, state.head)).bytes]);
};

type Made = (before: RosterState | undefined) => Promise<Uint8Array>;
const next =
  (change: Partial<Roster> = {}, signer: Signer = anna, over?: Uint8Array): Made =>
  async (before) =>
    (await signRoster(p, signer, { ...first, epoch: (before?.epoch ?? 0) + 1, ...change }, over ?? before?.head)).bytes;
const recovers: Made = async (before) => {
  if (before === undefined) throw new Error('there is nothing to recover');
  const device = { key: phone.key, sealingKey: seeded65('new phone') };
  return (await signRecovery(p, paper, before, device, { recoveryKey: nextPaper.key, iat: NOON })).bytes;
};
const without = (name: string) => members.filter((who) => who.name !== name);
const renamed = (name: string, change: Partial<RosterMember>) => members.map((who) => (who.name === name ? { ...who, ...change } : who)); // prettier-ignore
const noKey: Roster = strip(first, 'recoveryKey');

interface Over {
  readonly before?: (() => Promise<Before>) | null;
  /** The hub has let it stand. */
  readonly stands?: true;
}

const roster = (comment: string, made: Made, problem?: string, { before = one, stands }: Over = {}): JudgedCase => ({
  comment,
  ask: async () => {
    const at = before === null ? undefined : await before();
    const message = await made(at?.state);
    const recovered = stands === undefined ? [] : [toHex(hashOf(message, at))];
    return { call: 'roster', message: toHex(message), previous: (at?.chain ?? []).map(toHex), recovered };
  },
  ...(problem === undefined ? {} : { problem }),
});

const hashOf = (message: Uint8Array, at: Before | undefined): Uint8Array => {
  const read = readRoster(p, message, at?.state.head);
  if (!read.ok) throw new Error('it must be readable');
  return read.link.hash;
};

export const ROSTERS: readonly JudgedCase[] = [
  roster('the first, by an admin whom it lists', next(), undefined, { before: null }),
  roster('the next, by an admin of the one before', next()),
  roster('by another admin of the one before', next({}, cleo)),
  roster('over the second', next(), undefined, { before: two }),
  roster('with one member fewer, and another recovery key', next({ members: without('Ben'), recoveryKey: nextPaper.key })), // prettier-ignore
  roster('that removes its own signer', next({ members: without('Anna'), recoveryKey: nextPaper.key })),
  roster('that makes a resident an admin', next({ members: members.map((who) => ({ ...who, role: ROLE.admin })) })),
  roster('with one member more, and the same recovery key', next({ members: [...members, member(mallory, ROLE.resident, 'Mallory')] })), // prettier-ignore
  roster('that removes a member and has no recovery key any more', async (before) => (await signRoster(p, anna, { ...noKey, epoch: 2, members: without('Ben') }, before?.head)).bytes), // prettier-ignore
  roster('a recovery that the hub has let stand', recovers, undefined, { stands: true }),
  roster('half of one', async (before) => half(await next()(before)), 'malformed'),
  roster('with the same key twice', next({ members: [...members, member(ben, ROLE.resident, 'Ben again')] }), 'kid-repeated'), // prettier-ignore
  roster('whose recovery key is a member’s', next({ recoveryKey: ben.key }), 'kid-repeated'),
  roster('with the same number', next({ epoch: 1 }), 'epoch-wrong'),
  roster('with a number left out', next({ epoch: 3 }), 'epoch-wrong'),
  roster('the first, with the number two', next({ epoch: 2 }), 'epoch-wrong', { before: null }),
  roster('of another home', next({ homeId: seeded('another home') }), 'home-changed'),
  roster('that removes a member and keeps the recovery key', next({ members: without('Ben') }), 'recovery-key-kept'),
  roster('that makes an admin a resident and keeps the recovery key', next({ members: members.map((who) => (who.name === 'Cleo' ? { ...who, role: ROLE.resident } : who)) }), 'recovery-key-kept'), // prettier-ignore
  roster('by a resident', next({}, ben), 'signer-not-admin'),
  roster('by somebody whom only it makes an admin', next({ members: [...members, member(mallory, ROLE.admin, 'Mallory')] }, mallory), 'signer-not-admin'), // prettier-ignore
  roster('the first, by a resident whom it lists', next({}, ben), 'signer-not-admin', { before: null }),
  roster('the first, by the recovery key', next({}, paper), 'signer-not-admin', { before: null }),
  roster('by another recovery key', next({}, nextPaper), 'signer-not-admin'),
  roster('by the recovery key of a household that has none', next({ ...noKey, epoch: 2 }, paper), 'signer-not-admin', { before: async () => stateOf([(await signRoster(p, anna, noKey)).bytes]) }), // prettier-ignore
  roster('changed on the way', async (before) => bent(await next()(before)), 'signature-wrong'),
  roster('over another roster than the one before', next({}, anna, seeded('another roster', 32)), 'signature-wrong'),
  roster('over the one before the one before', async (before) => next({}, anna, before?.earlier[0])(before), 'signature-wrong', { before: two }), // prettier-ignore
  roster('a recovery that the hub has not let stand', recovers, 'recovery-unconfirmed'),
  roster('a recovery that was changed', async (before) => bent(await recovers(before)), 'signature-wrong', { stands: true }), // prettier-ignore
  roster('a recovery that removes a member', next({ members: [...without('Ben'), member(phone, ROLE.admin, 'Phone')], recoveryKey: nextPaper.key }, paper), 'recovery-wrong', { stands: true }), // prettier-ignore
  roster('a recovery that keeps its key', next({ members: [...members, member(phone, ROLE.admin, 'Phone')] }, paper), 'recovery-wrong', { stands: true }), // prettier-ignore
  roster('a recovery that leaves one member and adds nobody', next({ members: members.slice(0, 1), recoveryKey: nextPaper.key }, paper), 'recovery-wrong', { stands: true }), // prettier-ignore
  roster('a recovery that calls a member something else', next({ members: [...renamed('Ben', { name: 'Mallory' }), member(phone, ROLE.admin, 'Phone')], recoveryKey: nextPaper.key }, paper), 'recovery-wrong', { stands: true }), // prettier-ignore
  roster('a recovery that swaps a member’s key', next({ members: [...renamed('Ben', { key: mallory.key }), member(phone, ROLE.admin, 'Phone')], recoveryKey: nextPaper.key }, paper), 'recovery-wrong', { stands: true }), // prettier-ignore
  roster('a recovery that gives an admin a passkey', next({ members: [...renamed('Cleo', { passkey: passkeyOf(finger) }), member(phone, ROLE.admin, 'Phone')], recoveryKey: nextPaper.key }, paper), 'recovery-wrong', { stands: true }), // prettier-ignore
  roster('the first, with a passkey', next({ members: renamed('Anna', { passkey: passkeyOf(finger) }) }), 'passkey-not-yours', { before: null }), // prettier-ignore
  roster('a recovery that adds a resident', next({ members: [...members, member(phone, ROLE.resident, 'Phone')], recoveryKey: nextPaper.key }, paper), 'recovery-wrong', { stands: true }), // prettier-ignore
];

const chain = (comment: string, made: () => Promise<readonly Uint8Array[]>, problem?: string): JudgedCase => ({
  comment,
  ask: async () => ({ call: 'roster-chain', messages: (await made()).map(toHex) }),
  ...(problem === undefined ? {} : { problem }),
});

export const ROSTER_CHAINS: readonly JudgedCase[] = [
  chain('from the first on', async () => (await two()).chain),
  chain('nothing', () => Promise.resolve([]), 'malformed'),
  chain('begun in the middle', async () => (await two()).chain.slice(1), 'epoch-wrong'),
  chain('the second changed on the way', async () => (await two()).chain.map((bytes, at) => (at === 1 ? bent(bytes) : bytes)), 'signature-wrong'), // prettier-ignore
];
