import {
  encodePublicKey,
  judgeRecovery,
  keyName,
  makeRecoveryBeside,
  readRoster,
  openRosterChain,
  ROLE,
  signRecovery,
  signRoster,
  toHex,
  type RecoveryProblem,
  type Roster,
  type RosterState,
  type Signer,
} from '../index.ts';
import { anna, ben, mallory, p, paper, person, seeded } from './people.ts';
import { household, HUB_ID, NOON, seeded65 } from './story.ts';

const CODE = '7F3K92QDABCD';

/** Recoveries over one household's newest roster, and what its hub makes of each: vectors/recovery/judged.json. */
export interface RecoveryCase {
  readonly comment: string;
  readonly recovery: (at: Recoverable) => Promise<Uint8Array>;
  readonly pending?: (at: Recoverable) => Promise<Uint8Array>;
  readonly void?: true;
  readonly behind?: true;
  /** What was sent with it, by somebody beside the hub. */
  readonly beside?: (recovery: Uint8Array) => Promise<Uint8Array>;
  readonly shown?: null;
  readonly visited?: true;
  readonly expect: 'waits' | 'waits already' | 'stands' | RecoveryProblem;
}

/** Anna's household whose newest roster has a recovery key. */
export interface Recoverable {
  readonly chain: readonly Uint8Array[];
  readonly newest: RosterState;
}

export const phone = person('new phone');
export const nextPaper = person('next recovery code');
const device = { key: phone.key, sealingKey: seeded65('new phone') };
const next = { recoveryKey: nextPaper.key, iat: NOON };

export async function recoverable(): Promise<Recoverable> {
  const first = await household();
  const members = [...first.state.members.values()];
  const claims = { iat: NOON - 1000, homeId: first.state.homeId, epoch: 2, members, recoveryKey: paper.key };
  const second = await signRoster(p, anna, claims, first.state.head);
  const chain = [first.bytes, second.bytes];
  const opened = openRosterChain(p, chain);
  if (!opened.ok) throw new Error(opened.problem);
  return { chain, newest: opened.state };
}

/** The roster of a good recovery, with something changed. */
export async function changed(
  { newest }: Recoverable,
  change: (claims: Roster) => Partial<Roster>,
  signer: Signer = paper,
): Promise<Uint8Array> {
  const good = await signRecovery(p, paper, newest, device, next);
  return (await signRoster(p, signer, { ...good.claims, ...change(good.claims) }, newest.head)).bytes;
}

export const good = async ({ newest }: Recoverable): Promise<Uint8Array> =>
  (await signRecovery(p, paper, newest, device, next)).bytes;

const mallorys = { role: ROLE.admin, key: mallory.key, sealingKey: seeded65('Mallory') };
const others = ({ newest }: Recoverable) => signRecovery(p, paper, newest, mallorys, next);

/** The letters of the display, as `signer` sends them with a recovery over the newest roster, or with `other`. */
const letters =
  ({ signer = paper, code = CODE, hubId = HUB_ID, other }: Letters = {}) =>
  async (recovery: Uint8Array): Promise<Uint8Array> => {
    const { newest } = await recoverable();
    const read = readRoster(p, other ?? recovery, newest.head);
    if (!read.ok) throw new Error('no recovery');
    return (await makeRecoveryBeside(p, signer, { hubId, code, recovery: read.link.hash })).bytes;
  };
interface Letters {
  readonly signer?: Signer;
  readonly code?: string;
  readonly hubId?: Uint8Array;
  readonly other?: Uint8Array;
}
const mallorysOne = async (at: Recoverable): Promise<Uint8Array> => (await others(at)).bytes;

export const RECOVERIES: readonly RecoveryCase[] = [
  { comment: 'the code’s holder adds one new admin and another code', recovery: good, expect: 'waits' },
  { comment: 'the very same recovery again', recovery: good, pending: good, expect: 'waits already' },
  {
    comment: 'another good recovery while one waits',
    recovery: good,
    pending: async (at) => (await others(at)).bytes,
    expect: 'two-at-once',
  },
  { comment: 'with the letters of the display', recovery: good, beside: letters(), expect: 'stands' },
  { comment: 'with the letters, while it waits', recovery: good, pending: good, beside: letters(), expect: 'stands' },
  { comment: 'with the letters, while another waits by the same code', recovery: good, pending: mallorysOne, beside: letters(), expect: 'stands' },
  { comment: 'with the letters, by a void code', recovery: good, void: true, beside: letters(), expect: 'code-void' },
  { comment: 'with the letters, at a hub whose roster is known to be old', recovery: good, behind: true, beside: letters(), expect: 'roster-behind' },
  { comment: 'with half of the letters’ proof', recovery: good, beside: async (bytes) => (await letters()(bytes)).slice(0, -1), expect: 'malformed' },
  { comment: 'with the letters of another hub', recovery: good, beside: letters({ hubId: seeded('another hub') }), expect: 'other-hub' },
  { comment: 'with letters that a member signed', recovery: good, beside: letters({ signer: anna }), expect: 'signature-wrong' },
  { comment: 'with letters that were sent with another recovery', recovery: good, beside: async () => letters()(await mallorysOne(await recoverable())), expect: 'signature-wrong' },
  { comment: 'with the letters, while a visitor may be inside', recovery: good, beside: letters(), visited: true, expect: 'visit-running' },
  { comment: 'with letters, while the display shows nothing', recovery: good, beside: letters(), shown: null, expect: 'presence-none' },
  { comment: 'with other letters', recovery: good, beside: letters({ code: '7F3K92QDABCE' }), expect: 'presence-wrong' },
  { comment: 'with other letters, while another waits: neither is over', recovery: good, pending: mallorysOne, beside: letters({ code: '7F3K92QDABCE' }), expect: 'presence-wrong' },
  { comment: 'a void code', recovery: good, void: true, expect: 'code-void' },
  { comment: 'a hub whose roster is known to be old', recovery: good, behind: true, expect: 'roster-behind' },
  {
    comment: 'a recovery that keeps the used code',
    recovery: (at) => changed(at, () => ({ recoveryKey: paper.key })),
    expect: 'recovery-wrong',
  },
  {
    comment: 'a recovery without another code',
    recovery: (at) => changed(at, () => ({ recoveryKey: undefined }) as unknown as Partial<Roster>),
    expect: 'recovery-wrong',
  },
  {
    comment: 'a recovery that removes a member',
    recovery: (at) => changed(at, ({ members }) => ({ members: members.filter(({ name }) => name !== 'Ben') })),
    expect: 'recovery-wrong',
  },
  {
    comment: 'a recovery that makes a resident an admin',
    recovery: (at) =>
      changed(at, ({ members }) => ({ members: members.map((one) => ({ ...one, role: ROLE.admin })) })),
    expect: 'recovery-wrong',
  },
  {
    comment: 'a recovery that swaps a member’s sealing key',
    recovery: (at) =>
      changed(at, ({ members }) => ({
        members: members.map((one) => (one.name === 'Ben' ? { ...one, sealingKey: seeded65('Mallory') } : one)),
      })),
    expect: 'recovery-wrong',
  },
  {
    comment: 'a recovery that adds two',
    recovery: (at) => changed(at, ({ members }) => ({ members: [...members, mallorys] })),
    expect: 'recovery-wrong',
  },
  {
    comment: 'a recovery that adds a resident',
    recovery: (at) =>
      changed(at, ({ members }) => ({
        members: members.map((one, i) => (i === members.length - 1 ? { ...one, role: ROLE.resident } : one)),
      })),
    expect: 'recovery-wrong',
  },
  {
    comment: 'a recovery that adds nobody',
    recovery: (at) => changed(at, ({ members }) => ({ members: members.slice(0, -1) })),
    expect: 'recovery-wrong',
  },
  {
    comment: 'a recovery that adds the recovery key itself',
    recovery: (at) => changed(at, ({ members }) => ({ members: [...members.slice(0, -1), { ...mallorys, key: nextPaper.key }] })),
    expect: 'kid-repeated',
  },
  {
    comment: 'a recovery over an earlier roster',
    recovery: async ({ newest }) =>
      (await signRecovery(p, paper, { ...newest, epoch: 1, head: newest.earlier[0] ?? newest.head }, device, next)).bytes,
    expect: 'epoch-wrong',
  },
  {
    comment: 'a recovery whose epoch fits and whose parent is an earlier roster',
    recovery: async ({ newest }) =>
      (await signRecovery(p, paper, { ...newest, head: newest.earlier[0] ?? newest.head }, device, next)).bytes,
    expect: 'signature-wrong',
  },
  {
    comment: 'a recovery of another home',
    recovery: (at) => changed(at, () => ({ homeId: seeded('another home') })),
    expect: 'home-changed',
  },
  { comment: 'another code’s holder', recovery: (at) => changed(at, () => ({}), nextPaper), expect: 'recovery-wrong' },
  { comment: 'a resident', recovery: (at) => changed(at, () => ({}), ben), expect: 'recovery-wrong' },
  { comment: 'an admin’s roster in a recovery’s place', recovery: (at) => changed(at, () => ({}), anna), expect: 'recovery-wrong' },
  {
    comment: 'a forged signature under the recovery key’s kid',
    recovery: async (at) => {
      const bytes = await good(at);
      return Uint8Array.from(bytes, (byte, i) => (i === bytes.length - 1 ? byte ^ 1 : byte));
    },
    expect: 'signature-wrong',
  },
  { comment: 'half a recovery', recovery: async (at) => (await good(at)).slice(0, -1), expect: 'malformed' },
]; // prettier-ignore

export async function play(one: RecoveryCase, at: Recoverable): Promise<RecoveryCase['expect']> {
  const pending = one.pending === undefined ? undefined : await one.pending(at);
  const waiting = pending === undefined ? undefined : judgeRecovery(p, pending, knowing(at));
  if (waiting?.ok === false) throw new Error(waiting.problem);
  const voidKeys = new Set(one.void === true ? [keyName(paper.key)] : []);
  const known = {
    ...knowing(at),
    voidKeys,
    pending: waiting?.link.hash,
    behind: one.behind === true,
    shown: one.shown === null ? undefined : CODE,
    visited: one.visited === true,
  };
  const recovery = await one.recovery(at);
  const judged = judgeRecovery(p, recovery, known, await one.beside?.(recovery));
  if (!judged.ok) return judged.problem;
  if (judged.stands) return 'stands';
  return judged.again ? 'waits already' : 'waits';
}

export const knowing = ({ newest }: Recoverable) => ({
  hubId: HUB_ID,
  roster: newest,
  voidKeys: new Set<string>(),
  pending: undefined,
  behind: false,
  shown: undefined,
  visited: false,
});

export async function judgedFile(): Promise<string> {
  const at = await recoverable();
  const cases = await Promise.all(
    RECOVERIES.map(async (one) => ({
      comment: one.comment,
      recovery: toHex(await one.recovery(at)),
      ...(one.beside === undefined ? {} : { beside: toHex(await one.beside(await one.recovery(at))), shown: one.shown === null ? null : CODE }), // prettier-ignore
      ...(one.visited === undefined ? {} : { visited: true }),
      ...(one.pending === undefined ? {} : { pending: toHex(await one.pending(at)) }),
      ...(one.void === undefined ? {} : { void: true }),
      ...(one.behind === undefined ? {} : { behind: true }),
      expect: one.expect,
    })),
  );
  const file = {
    hubId: toHex(HUB_ID),
    rosters: at.chain.map(toHex),
    recoveryKey: toHex(encodePublicKey(paper.key)),
    cases,
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}
