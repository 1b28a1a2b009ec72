import {
  encodePublicKey,
  openRosterChain,
  readRecoveryCall,
  signRecovery,
  signRecoveryCall,
  signRecoveryReply,
  signRoster,
  signVeto,
  toHex,
  type PublicKey,
  type RosterState,
  type Signer,
} from '../../index.ts';
import { doorToJson } from '../door-json.ts';
import { anna, ben, hub, mallory, p, paper, person, seeded } from '../people.ts';
import { doorState, household, HUB_ID, NOON, seeded65 } from '../story.ts';
import { bent, half, type JudgedCase } from './case.ts';

/** Beside a recovery: who may refuse it, who may call, and what a new device believes of the answer. docs/protocol/19-recovery.md */

type Made = () => Promise<Uint8Array>;
const PENDING = seeded('hash of a recovery', 32);
const elsewhere = seeded('another hub');
const nextPaper = person('next recovery code');

const vetoes =
  (signer: Signer, hubId = HUB_ID, over = PENDING): Made =>
  async () =>
    (await signVeto(p, signer, { iat: NOON, hubId }, over)).bytes;

const veto = (comment: string, made: Made, problem?: string, pending: Uint8Array | null = PENDING): JudgedCase => ({
  comment,
  ask: async () => ({
    call: 'veto',
    message: toHex(await made()),
    pending: pending === null ? null : toHex(pending),
    door: doorToJson(await doorState()),
  }),
  ...(problem === undefined ? {} : { problem }),
});

export const VETOES: readonly JudgedCase[] = [
  veto('an admin refuses', vetoes(anna)),
  veto('a resident refuses', vetoes(ben)),
  veto('where nothing waits', vetoes(anna), 'recovery-none', null),
  veto('half of one', async () => half(await vetoes(anna)()), 'malformed'),
  veto('another hub’s', vetoes(anna, elsewhere), 'other-hub'),
  veto('by somebody who is no member', vetoes(mallory), 'signer-unknown'),
  veto('by whoever holds the code', vetoes(paper), 'signer-unknown'),
  veto('changed on the way', async () => bent(await vetoes(anna)()), 'signature-wrong'),
  veto('of another recovery', vetoes(anna, HUB_ID, seeded('hash of another recovery', 32)), 'signature-wrong'),
];

const calls =
  (signer: Signer = paper, hubId = HUB_ID): Made =>
  async () =>
    (await signRecoveryCall(p, signer, { nonce: seeded('nonce of the new device'), hubId })).bytes;

const call = (comment: string, made: Made, problem?: string, key: PublicKey | null = paper.key): JudgedCase => ({
  comment,
  ask: async () => ({
    call: 'recovery-call',
    message: toHex(await made()),
    hubId: toHex(HUB_ID),
    recoveryKey: key === null ? null : toHex(encodePublicKey(key)),
  }),
  ...(problem === undefined ? {} : { problem }),
});

export const CALLS: readonly JudgedCase[] = [
  call('of whoever holds the code', calls()),
  call('half of one', async () => half(await calls()()), 'not-heard'),
  call('to another hub', calls(paper, elsewhere), 'not-heard'),
  call('changed on the way', async () => bent(await calls()()), 'not-heard'),
  call('of whoever holds another code', calls(nextPaper), 'not-heard'),
  call('of a member', calls(anna), 'not-heard'),
  call('where the household has no code', calls(), 'not-heard', null),
];

const CODE = { hubId: HUB_ID, secret: seeded('secret on paper') };

interface Rosters {
  readonly chain: readonly Uint8Array[];
  readonly newest: Uint8Array;
  readonly state: RosterState;
}

/** A household whose newest roster, the second, has a recovery key; or whose first is its newest. */
const rosters = async (count: 1 | 2): Promise<Rosters> => {
  const first = await household();
  if (count === 1) return { newest: first.bytes, chain: [first.bytes], state: first.state };
  const members = [...first.state.members.values()];
  const claims = { iat: NOON, homeId: first.state.homeId, epoch: 2, members, recoveryKey: paper.key };
  const newest = (await signRoster(p, anna, claims, first.state.head)).bytes;
  const opened = openRosterChain(p, [first.bytes, newest]);
  if (!opened.ok) throw new Error(opened.problem);
  return { newest, chain: [first.bytes, newest], state: opened.state };
};

const device = { key: person('new phone').key, sealingKey: seeded65('new phone') };
const recovers = async (count: 1 | 2): Promise<Uint8Array> => {
  const { state } = await rosters(count);
  return (await signRecovery(p, paper, state, device, { recoveryKey: nextPaper.key, iat: NOON })).bytes;
};

const recovery = (comment: string, count: 1 | 2, problem?: string): JudgedCase => ({
  comment,
  ask: async () => ({
    call: 'recovery',
    message: toHex(await recovers(count)),
    rosters: (await rosters(count)).chain.map(toHex),
  }),
  ...(problem === undefined ? {} : { problem }),
});

/** The rest stands in vectors/recovery. */
export const RECOVERS: readonly JudgedCase[] = [
  recovery('of a household with a code', 2),
  recovery('of a household that has none', 1, 'recovery-wrong'),
];

interface Replying {
  readonly by?: Signer;
  /** Of whom the reply says that they signed it. */
  readonly hubKey?: PublicKey;
  readonly count?: 1 | 2;
  readonly roster?: Uint8Array;
  readonly pending?: true;
  readonly over?: Uint8Array;
  readonly sent?: (bytes: Uint8Array) => Uint8Array;
}

const callHash = async (): Promise<Uint8Array> => {
  const read = readRecoveryCall(p, await calls()());
  if (!read.ok) throw new Error('it must be readable');
  return read.link.hash;
};

const reply = (comment: string, said: Replying = {}, problem?: string): JudgedCase => ({
  comment,
  ask: async () => {
    const { by = hub, hubKey = by.key, count = 2, over, sent = (same) => same } = said;
    const { newest, state } = await rosters(count);
    const claims = {
      hubKey,
      roster: said.roster ?? newest,
      previous: state.earlier[0] ?? new Uint8Array(0),
      doors: [{ id: 1, name: 'Wohnungstür', kind: 1 }],
      capability: 3,
      ...(said.pending === undefined ? {} : { pending: { hash: PENDING, leftS: 172_800 } }),
    };
    const { bytes } = await signRecoveryReply(p, by, claims, over ?? (await callHash()));
    return {
      call: 'recovery-reply',
      message: toHex(sent(bytes)),
      to: toHex(await callHash()),
      code: { hubId: toHex(CODE.hubId), secret: toHex(CODE.secret) },
    };
  },
  ...(problem === undefined ? {} : { problem }),
});

export const REPLIES: readonly JudgedCase[] = [
  reply('of the hub that the sheet names'),
  reply('over the household’s first roster', { count: 1 }),
  reply('while a recovery waits', { pending: true }),
  reply('half of one', { sent: half }, 'not-heard'),
  reply('of another hub', { by: mallory }, 'not-heard'),
  reply('of somebody else, in the hub’s name', { by: mallory, hubKey: hub.key }, 'not-heard'),
  reply('changed on the way', { sent: bent }, 'not-heard'),
  reply('to another call', { over: seeded('hash of another call', 32) }, 'not-heard'),
  reply('with something that is no roster', { roster: seeded('no roster', 90) }, 'not-heard'),
];
