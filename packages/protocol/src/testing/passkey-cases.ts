import {
  assertedRoster,
  assertionChallenge,
  openRosterChain,
  passkeyPage,
  ROLE,
  signRecovery,
  signRoster,
  toBase64url,
  toHex,
  type Assertion,
  type Link,
  type Roster,
  type RosterMember,
  type RosterProblem,
  type RosterState,
  type Signer,
} from '../index.ts';
import { encodeUtf8 } from '../cbor/utf8.ts';
import { anna, ben, mallory, p, paper, person, seeded } from './people.ts';
import { NOON, seeded65 } from './story.ts';

/** Rosters over two households, one whose admin Anna has a passkey, and what a reader makes of each: vectors/passkey/judged.json. */

const RP_ID = 'latchkey.example';
const ORIGIN = 'https://latchkey.example';

/** Authenticators, with keys of their own. */
export const finger = person('passkey of Anna');
const otherFinger = person('another passkey of Anna');
export const cleo = person('Cleo, the other admin');
const cleosFinger = person('passkey of Cleo');

export interface How {
  readonly type?: string;
  readonly challenge?: string;
  readonly origin?: string;
  readonly rpId?: string;
  readonly crossOrigin?: string;
  readonly tail?: string;
  readonly flags?: number;
  readonly counter?: number;
  readonly more?: Uint8Array;
  readonly clientData?: string;
}

/** What an authenticator and a browser make of a request to assert this roster, or of another one. */
export async function assertion(hash: Uint8Array, by: Signer = finger, how: How = {}): Promise<Assertion> {
  const { type = 'webauthn.get', challenge = toBase64url(assertionChallenge(hash)), origin = ORIGIN } = how;
  const { crossOrigin = 'false', tail = '}' } = how;
  const said = `{"type":"${type}","challenge":"${challenge}","origin":"${origin}","crossOrigin":${crossOrigin}${tail}`;
  const clientDataJSON = encodeUtf8(how.clientData ?? said);
  const { rpId = RP_ID, flags = 5, counter = 0, more = new Uint8Array(0) } = how;
  const counted = [counter >>> 24, (counter >>> 16) & 255, (counter >>> 8) & 255, counter & 255];
  const authenticatorData = Uint8Array.from([...p.sha256(encodeUtf8(rpId)), flags, ...counted, ...more]);
  const signed = Uint8Array.from([...authenticatorData, ...p.sha256(clientDataJSON)]);
  return { authenticatorData, clientDataJSON, signature: await by.sign(signed) };
}

export const passkeyOf = ({ key }: Signer, origin = ORIGIN) => ({ key, page: passkeyPage(p, RP_ID, origin) });
const member = (role: number, { key }: Signer, name: string): RosterMember => ({ role, key, sealingKey: seeded65(name), name }); // prettier-ignore

export interface Scene {
  readonly chain: readonly Uint8Array[];
  readonly state: RosterState;
}
export interface Scenes {
  /** Anna and Cleo are admins, Ben is not; nobody has a passkey. */
  readonly unbound: Scene;
  /** Anna has set one. */
  readonly bound: Scene;
}

export async function scenes(): Promise<Scenes> {
  const members = [member(ROLE.admin, anna, 'Anna'), member(ROLE.resident, ben, 'Ben'), member(ROLE.admin, cleo, 'Cleo')]; // prettier-ignore
  const first = { iat: NOON - 2000, homeId: seeded('home'), epoch: 1, members, recoveryKey: paper.key };
  const unbound = opened([(await signRoster(p, anna, first)).bytes]);
  const setting = await over(unbound, anna, withPasskey(finger), { recoveryKey: paper.key });
  return { unbound, bound: opened([...unbound.chain, (await asserted(setting)).bytes]) };
}

const opened = (chain: readonly Uint8Array[]): Scene => {
  const read = openRosterChain(p, chain);
  if (!read.ok) throw new Error(read.problem);
  return { chain, state: read.state };
};

type Change = (members: readonly RosterMember[]) => readonly RosterMember[];
const same: Change = (members) => members;
const one = (name: string, change: (member: RosterMember) => RosterMember): Change =>
  (members) => members.map((each) => (each.name === name ? change(each) : each)); // prettier-ignore
const withPasskey = (by: Signer, name = 'Anna', origin = ORIGIN): Change =>
  one(name, (each) => ({ ...each, passkey: passkeyOf(by, origin) }));
const bare = ({ role, key, sealingKey, name = '' }: RosterMember): RosterMember => ({ role, key, sealingKey, name });
const without = (name: string): Change => one(name, bare);
const removed =
  (name: string): Change =>
  (members) =>
    members.filter((each) => each.name !== name);
const both =
  (a: Change, b: Change): Change =>
  (members) =>
    b(a(members));
const mallorysFriend =
  (passkey?: RosterMember['passkey']): Change =>
  (members) => [
    ...members,
    passkey === undefined ? member(ROLE.admin, mallory, 'Dora') : { ...member(ROLE.admin, mallory, 'Dora'), passkey },
  ];

/** The next roster over this household; whoever leaves takes the key on paper with them. */
export async function over(
  { state }: Scene,
  signer: Signer,
  change: Change = same,
  more: Partial<Roster> = {},
): Promise<Link<Roster>> {
  const { homeId, epoch, head } = state;
  const members = change([...state.members.values()]);
  return signRoster(p, signer, { ...more, iat: NOON, homeId, epoch: epoch + 1, members }, head);
}

export const asserted = async (roster: Link<Roster>, by: Signer = finger, how: How = {}): Promise<Link<Roster>> =>
  assertedRoster(roster, await assertion(roster.hash, by, how));

interface PasskeyCase {
  readonly comment: string;
  readonly over: keyof Scenes;
  readonly roster: (at: Scene) => Promise<Link<Roster>>;
  readonly expect: 'taken' | RosterProblem;
}

/** Over the bound household, by Anna: what her passkey says of a roster without Ben. */
const says = (comment: string, how: How, expect: PasskeyCase['expect']): PasskeyCase => ({
  comment,
  over: 'bound',
  roster: async (at) => asserted(await over(at, anna, removed('Ben')), finger, how),
  expect,
});

export const PASSKEYS: readonly PasskeyCase[] = [
  { comment: 'an admin sets a passkey, which asserts it', over: 'unbound', roster: async (at) => asserted(await over(at, anna, withPasskey(finger))), expect: 'taken' },
  { comment: 'a passkey that does not assert its own setting', over: 'unbound', roster: (at) => over(at, anna, withPasskey(finger)), expect: 'passkey-missing' },
  { comment: 'a passkey set by the assertion of another', over: 'unbound', roster: async (at) => asserted(await over(at, anna, withPasskey(finger)), otherFinger), expect: 'passkey-wrong' },
  { comment: 'a passkey for somebody else', over: 'unbound', roster: async (at) => asserted(await over(at, anna, withPasskey(finger, 'Cleo'))), expect: 'passkey-not-yours' },
  { comment: 'a passkey for oneself and for somebody else', over: 'unbound', roster: async (at) => asserted(await over(at, anna, both(withPasskey(finger), withPasskey(finger, 'Cleo')))), expect: 'passkey-not-yours' },
  { comment: 'a new admin with a passkey', over: 'unbound', roster: async (at) => asserted(await over(at, anna, mallorysFriend(passkeyOf(finger)))), expect: 'passkey-not-yours' },
  { comment: 'a new admin with the passkey of the bound admin who takes them in', over: 'bound', roster: async (at) => asserted(await over(at, anna, mallorysFriend(passkeyOf(finger)))), expect: 'passkey-not-yours' },
  { comment: 'an unbound admin’s roster with an assertion', over: 'unbound', roster: async (at) => asserted(await over(at, anna, removed('Ben'))), expect: 'passkey-unneeded' },
  { comment: 'an unbound admin’s roster beside a bound one', over: 'bound', roster: (at) => over(at, cleo, removed('Ben')), expect: 'taken' },
  { comment: 'another admin sets the same passkey, of the same person', over: 'bound', roster: async (at) => asserted(await over(at, cleo, withPasskey(finger, 'Cleo'))), expect: 'taken' },
  { comment: 'a bound admin’s roster without an assertion', over: 'bound', roster: (at) => over(at, anna, removed('Ben')), expect: 'passkey-missing' },
  { comment: 'a bound admin’s device drops its passkey without it', over: 'bound', roster: (at) => over(at, anna, without('Anna')), expect: 'passkey-missing' },
  { comment: 'a bound admin’s device becomes a resident’s without it', over: 'bound', roster: (at) => over(at, anna, one('Anna', (each) => ({ ...bare(each), role: ROLE.resident }))), expect: 'passkey-missing' },
  { comment: 'a bound admin drops the passkey, which asserts it', over: 'bound', roster: async (at) => asserted(await over(at, anna, without('Anna'))), expect: 'taken' },
  { comment: 'a bound admin changes the passkey in one step, asserted by the old one', over: 'bound', roster: async (at) => asserted(await over(at, anna, withPasskey(otherFinger))), expect: 'passkey-not-yours' },
  { comment: 'a bound admin changes the passkey in one step, asserted by the new one', over: 'bound', roster: async (at) => asserted(await over(at, anna, withPasskey(otherFinger)), otherFinger), expect: 'passkey-not-yours' },
  { comment: 'a bound admin changes the page in one step', over: 'bound', roster: async (at) => asserted(await over(at, anna, withPasskey(finger, 'Anna', 'https://elsewhere.example'))), expect: 'passkey-not-yours' },
  { comment: 'another admin drops a lost passkey', over: 'bound', roster: (at) => over(at, cleo, without('Anna')), expect: 'taken' },
  { comment: 'another admin removes a bound one', over: 'bound', roster: (at) => over(at, cleo, removed('Anna')), expect: 'taken' },
  { comment: 'another admin changes a passkey', over: 'bound', roster: async (at) => asserted(await over(at, cleo, withPasskey(cleosFinger)), cleosFinger), expect: 'passkey-not-yours' },
  { comment: 'another admin changes a passkey and sets one', over: 'bound', roster: async (at) => asserted(await over(at, cleo, both(withPasskey(cleosFinger), withPasskey(cleosFinger, 'Cleo'))), cleosFinger), expect: 'passkey-not-yours' },
  { comment: 'a passkey alone, under a stranger’s signature and the admin’s kid', over: 'bound', roster: async (at) => asserted(await over(at, { key: anna.key, sign: mallory.sign }, removed('Ben'))), expect: 'signature-wrong' },
  { comment: 'a resident with an admin’s passkey', over: 'bound', roster: async (at) => asserted(await over(at, ben, removed('Anna'))), expect: 'signer-not-admin' },
  { comment: 'a first roster with a passkey', over: 'unbound', roster: async ({ state }) => asserted(await signRoster(p, anna, { iat: NOON, homeId: state.homeId, epoch: 1, members: withPasskey(finger)([...state.members.values()]) })), expect: 'epoch-wrong' },
  says('a bound admin’s roster, asserted', {}, 'taken'),
  says('the browser adds a member', { tail: ',"other_keys_can_be_added_here":"do not compare clientDataJSON against a template. See https://goo.gl/yabPex"}' }, 'taken'),
  says('a counter that counts', { counter: 0xffff_ffff }, 'taken'),
  says('a counter of 0 after one that counted', { counter: 0 }, 'taken'),
  says('a synced passkey (BE and BS)', { flags: 0x1d }, 'taken'),
  says('extensions beside (ED)', { flags: 0x85, more: Uint8Array.of(0xa0) }, 'taken'),
  says('nobody there', { flags: 0 }, 'passkey-nobody'),
  says('nobody there and somebody proved', { flags: 4 }, 'passkey-nobody'),
  says('somebody there, and nobody proved who', { flags: 1 }, 'passkey-nobody'),
  says('every flag but UV', { flags: 0xfb }, 'passkey-nobody'),
  says('a passkey that is being made', { type: 'webauthn.create' }, 'passkey-form'),
  says('a payment', { type: 'payment.get' }, 'passkey-form'),
  says('a frame of another page', { crossOrigin: 'true' }, 'passkey-other-page'),
  says('a frame of another page that is named', { crossOrigin: 'true', tail: ',"topOrigin":"https://evil.example"}' }, 'passkey-other-page'),
  says('another page below the same name', { origin: 'https://evil.latchkey.example' }, 'passkey-other-page'),
  says('another port', { origin: 'https://latchkey.example:8443' }, 'passkey-other-page'),
  says('another host’s passkey', { rpId: 'evil.example' }, 'passkey-other-page'),
  says('an origin that is split elsewhere', { rpId: 'latchkey.exampl', origin: `e${ORIGIN}` }, 'passkey-other-page'),
  says('no origin', { origin: '' }, 'passkey-form'),
  says('an origin with an escape', { origin: 'https:\\/\\/latchkey.example' }, 'passkey-form'),
  says('an origin of 201 letters', { origin: `https://${'a'.repeat(193)}` }, 'passkey-form'),
  says('an empty challenge', { challenge: '' }, 'passkey-form'),
  says('a challenge with padding', { challenge: `${toBase64url(new Uint8Array(42))}=` }, 'passkey-form'),
  says('a server’s challenge of 32 bytes', { challenge: toBase64url(new Uint8Array(32)) }, 'passkey-other-roster'),
  says('the order of another browser', { clientData: `{"challenge":"x","type":"webauthn.get","origin":"${ORIGIN}","crossOrigin":false}` }, 'passkey-form'),
  says('crossOrigin that is no boolean', { crossOrigin: '"false"' }, 'passkey-form'),
  says('no crossOrigin', { clientData: `{"type":"webauthn.get","challenge":"x","origin":"${ORIGIN}"}` }, 'passkey-form'),
  says('two objects', { tail: '}{}' }, 'passkey-form'),
  says('no end', { tail: '' }, 'passkey-form'),
  says('a comma and no end', { tail: ',"a":1' }, 'passkey-form'),
  says('a line before', { clientData: '\n{}' }, 'passkey-form'),
  says('a list', { clientData: '[]' }, 'passkey-form'),
  { comment: 'the bare hash as challenge, as a server could ask for it', over: 'bound', roster: async (at) => { const roster = await over(at, anna, removed('Ben')); return asserted(roster, finger, { challenge: toBase64url(roster.hash) }); }, expect: 'passkey-other-roster' },
  { comment: 'an assertion of another roster over the same one', over: 'bound', roster: async (at) => assertedRoster(await over(at, anna, removed('Cleo')), await assertion((await over(at, anna, removed('Ben'))).hash)), expect: 'passkey-other-roster' },
  { comment: 'another passkey of the same page', over: 'bound', roster: async (at) => asserted(await over(at, anna, removed('Ben')), otherFinger), expect: 'passkey-wrong' },
  { comment: 'the device’s own key as a passkey', over: 'bound', roster: async (at) => asserted(await over(at, anna, removed('Ben')), anna), expect: 'passkey-wrong' },
  { comment: 'a recovery that keeps a passkey', over: 'bound', roster: ({ state }) => signRecovery(p, paper, state, newPhone, nextPaper), expect: 'recovery-unconfirmed' },
  { comment: 'a recovery that drops a passkey', over: 'bound', roster: (at) => recovering(at, without('Anna')), expect: 'recovery-wrong' },
  { comment: 'a recovery that swaps a passkey', over: 'bound', roster: (at) => recovering(at, withPasskey(cleosFinger)), expect: 'recovery-wrong' },
  { comment: 'a recovery that gives its new admin a passkey', over: 'bound', roster: (at) => recovering(at, withPasskey(cleosFinger, 'Dora')), expect: 'recovery-wrong' },
  { comment: 'a recovery with an assertion', over: 'bound', roster: async (at) => asserted(await recovering(at, same)), expect: 'recovery-wrong' },
]; // prettier-ignore

const newPhone = { key: mallory.key, sealingKey: seeded65('Dora'), name: 'Dora' };
const nextPaper = { recoveryKey: person('next recovery code').key, iat: NOON };

async function recovering({ state }: Scene, change: Change): Promise<Link<Roster>> {
  const good = await signRecovery(p, paper, state, newPhone, nextPaper);
  return signRoster(p, paper, { ...good.claims, members: change(good.claims.members) }, state.head);
}

export async function judgedFile(): Promise<string> {
  const at = await scenes();
  const cases = await Promise.all(
    PASSKEYS.map(async ({ comment, over: which, roster, expect }) => ({
      comment,
      over: which,
      roster: toHex((await roster(at[which])).bytes),
      expect,
    })),
  );
  const rosters = { unbound: at.unbound.chain.map(toHex), bound: at.bound.chain.map(toHex) };
  return `${JSON.stringify({ rpId: RP_ID, origin: ORIGIN, rosters, cases }, null, 1)}\n`;
}
