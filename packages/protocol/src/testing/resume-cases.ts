import {
  encodePublicKey,
  judgeResume,
  NO_BYTES,
  signReceipt,
  signResume,
  toHex,
  type EventName,
  type HubMemory,
  type Link,
  type MemoryProblem,
  type Receipt,
  type ReceiptDetail,
  type Resume,
  type Signer,
} from '../index.ts';
import { anna, ben, hub, mallory, p, seeded } from './people.ts';
import { household, HUB_ID, NOON } from './story.ts';

/** What members' devices say of a hub's past, and what the hub makes of it: vectors/resume/judged.json. */

const BOOT = seeded('boot');

/** The hub holds receipts 1 to 7, of which it keeps 3 and later. It once went on to 10, and once from 5 to 9 on another way. */
interface Stories {
  readonly own: readonly Link<Receipt>[];
  readonly lost: readonly Link<Receipt>[];
  readonly other: readonly Link<Receipt>[];
}

type Event = readonly [EventName, ReceiptDetail?];
const opened: Event = ['door-opened'];
const brings = (event: 'paired' | 'roster' | 'recovered', epoch: number): Event => [
  event,
  {
    epoch,
    rosterHash: seeded(`roster ${epoch}`, 32),
    ...(event === 'recovered' ? { cause: 'button' } : {}),
  },
];
const pends: Event = ['recovery-pending', { epoch: 3, rosterHash: seeded('recovery', 32), lengthMs: 1000 }];

async function goOn(
  before: readonly Link<Receipt>[],
  events: readonly Event[],
  salt: string,
): Promise<readonly Link<Receipt>[]> {
  const story = [...before];
  for (const [event, detail] of events) {
    const seq = story.length + 1;
    const claims = {
      iat: NOON + seq,
      hubId: HUB_ID,
      seq,
      timeSource: 3,
      bootId: BOOT,
      salt: seeded(`${salt} ${seq}`),
      event,
      ...(event === 'door-opened' ? { door: 1 } : {}),
      ...(detail === undefined ? {} : { detail }),
    };
    story.push(await signReceipt(p, hub, claims, story.at(-1)?.hash));
  }
  return story;
}

async function stories(): Promise<Stories> {
  const own = await goOn([], [opened, opened, brings('paired', 1), opened, opened, opened, opened], 'own');
  const lost = await goOn(own, [brings('roster', 2), opened, pends], 'lost');
  const other = await goOn(own.slice(0, 5), [brings('recovered', 2), opened, opened, opened], 'other');
  return { own, lost, other };
}

type Told = NonNullable<Resume['told']>[number];
type Said = Partial<Resume>;

const at = (story: readonly Link<Receipt>[], seq: number): Link<Receipt> => {
  const found = story[seq - 1];
  if (found === undefined) throw new RangeError(`no receipt ${seq}`);
  return found;
};
const told = (story: readonly Link<Receipt>[], seq: number): Told => [
  story[seq - 2]?.hash ?? NO_BYTES,
  at(story, seq).bytes,
];
const seen = (story: readonly Link<Receipt>[], seq: number): Said => ({ seq, head: at(story, seq).hash });
const proves = (story: readonly Link<Receipt>[], ...seqs: readonly [number, ...number[]]): Said => ({
  ...seen(story, seqs[0]),
  told: seqs.map((seq) => told(story, seq)),
});

export interface ResumeCase {
  readonly comment: string;
  readonly says: (stories: Stories) => Said | Promise<Said>;
  readonly by?: Signer;
  /** What of the hub's memory is otherwise. */
  readonly held?: (stories: Stories) => { readonly epochSeen?: number; readonly answered?: readonly [number, Uint8Array] };
  readonly expect:
    'resumed' | 'claimed' | 'proven' | { readonly proven: { readonly epoch: number } } | MemoryProblem;
} // prettier-ignore

const forged = async (signer: Signer, { own }: Stories, hubId = HUB_ID): Promise<Said> => {
  const { bootId, salt, timeSource } = at(own, 7).claims;
  const claims = { iat: NOON + 8, hubId, seq: 8, timeSource, bootId, salt, event: 'roster' as const, ...rosterTwo };
  const link = await signReceipt(p, signer, claims, at(own, 7).hash);
  return { seq: 8, head: link.hash, epoch: 2, told: [[at(own, 7).hash, link.bytes]] };
};
const rosterTwo = { detail: { epoch: 2, rosterHash: seeded('roster 2', 32) } };

export const RESUMES: readonly ResumeCase[] = [
  { comment: 'all that the hub holds', says: ({ own }) => seen(own, 7), expect: 'resumed' },
  { comment: 'all that this start began with, by a resident', says: ({ own }) => seen(own, 5), by: ben, expect: 'resumed' },
  { comment: 'less than this start began with', says: ({ own }) => seen(own, 4), expect: 'behind' },
  { comment: 'a receipt that the hub keeps no more', says: ({ own }) => seen(own, 2), expect: 'too-old' },
  { comment: 'a stranger', says: ({ own }) => seen(own, 7), by: mallory, expect: 'signer-unknown' },
  { comment: 'of an earlier start', says: ({ own }) => ({ ...seen(own, 7), bootId: seeded('an earlier start') }), expect: 'other-boot' },
  { comment: 'another hub’s', says: ({ own }) => ({ ...seen(own, 7), hubId: seeded('another hub') }), expect: 'other-hub' },
  { comment: 'more receipts, proven', says: ({ lost }) => proves(lost, 9), expect: 'proven' },
  { comment: 'more receipts, claimed', says: ({ lost }) => seen(lost, 9), expect: 'claimed' },
  { comment: 'a number that no hub comes to', says: () => ({ seq: 2 ** 31, head: seeded('made up', 32) }), expect: 'malformed' },
  { comment: 'another receipt under a number that the hub holds, proven', says: ({ other }) => proves(other, 7), expect: 'proven' },
  { comment: 'another receipt under a number that the hub holds, claimed', says: ({ other }) => seen(other, 7), expect: 'claimed' },
  { comment: 'another way that goes further, proven', says: ({ other }) => proves(other, 9), expect: 'proven' },
  { comment: 'a newer roster that nothing proves is passed over', says: ({ own }) => ({ ...seen(own, 7), epoch: 2 }), expect: 'resumed' },
  { comment: 'the farthest roster that nothing proves is passed over', says: ({ own }) => ({ ...seen(own, 7), epoch: 2 ** 31 - 1 }), expect: 'resumed' },
  { comment: 'a newer roster in the receipt that is the newest', says: ({ lost }) => ({ ...proves(lost, 8), epoch: 2 }), expect: { proven: { epoch: 2 } } },
  { comment: 'a newer roster in an earlier receipt', says: ({ lost }) => ({ ...proves(lost, 9, 8), epoch: 2 }), expect: { proven: { epoch: 2 } } },
  { comment: 'a newer roster that is a recovery', says: ({ other }) => ({ ...proves(other, 9, 6), epoch: 2 }), expect: { proven: { epoch: 2 } } },
  { comment: 'a newer roster beside receipts that do not bring it', says: ({ lost }) => ({ ...proves(lost, 9), epoch: 2 }), expect: 'proven' },
  { comment: 'a still newer roster than the one that is proven', says: ({ lost }) => ({ ...proves(lost, 9, 8), epoch: 3 }), expect: 'proven' },
  { comment: 'a roster that only waited', says: ({ lost }) => ({ ...proves(lost, 10), epoch: 3 }), expect: 'proven' },
  { comment: 'a roster that the hub waits for already', says: ({ lost }) => ({ ...proves(lost, 9, 8), epoch: 2 }), held: () => ({ epochSeen: 2 }), expect: 'proven' },
  { comment: 'a receipt that the hub holds itself proves nothing', says: ({ own }) => ({ ...proves(own, 7, 3), epoch: 2 }), expect: 'resumed' },
  { comment: 'one that it keeps no more proves nothing either', says: ({ own }) => proves(own, 2), expect: 'too-old' },
  { comment: 'a block that the hub has lost, beside a receipt that it holds', says: ({ own }) => ({ ...proves(own, 7), blockSeq: 3 }), expect: 'claimed' },
  { comment: 'a block that the hub has lost, proven', says: ({ lost }) => ({ ...proves(lost, 9), blockSeq: 3 }), expect: 'proven' },
  { comment: 'a receipt that is not the one that is claimed', says: ({ lost }) => ({ ...proves(lost, 9), ...seen(lost, 10) }), expect: 'signature-wrong' },
  { comment: 'a receipt over another one before it', says: ({ lost, other }) => ({ ...seen(lost, 9), told: [[at(other, 8).hash, at(lost, 9).bytes]] }), expect: 'signature-wrong' },
  { comment: 'the right receipts in the wrong order', says: ({ lost }) => ({ ...seen(lost, 9), told: [told(lost, 8), told(lost, 9)] }), expect: 'signature-wrong' },
  { comment: 'a good receipt, and beside it one that the hub did not sign', says: async (all) => ({ ...proves(all.lost, 9), told: [told(all.lost, 9), ...((await forged(mallory, all)).told ?? [])] }), expect: 'signature-wrong' },
  { comment: 'a receipt that a member signed', says: (all) => forged(anna, all), expect: 'signature-wrong' },
  { comment: 'a receipt of another hub', says: (all) => forged(mallory, all, seeded('another hub')), expect: 'signature-wrong' },
  { comment: 'the end of a claim that was answered', says: ({ lost }) => seen(lost, 9), held: ({ lost }) => ({ answered: [9, at(lost, 9).hash] }), expect: 'resumed' },
  { comment: 'the same, with more blocks', says: ({ lost }) => ({ ...seen(lost, 9), blockSeq: 9 }), held: ({ lost }) => ({ answered: [9, at(lost, 9).hash] }), expect: 'resumed' },
  { comment: 'a story that was answered, and a newer roster in it, proven', says: ({ other }) => ({ ...proves(other, 7, 6), epoch: 2 }), held: ({ other }) => ({ answered: [7, at(other, 7).hash] }), expect: { proven: { epoch: 2 } } },
  { comment: 'nothing at all', says: () => ({ seq: 0, head: NO_BYTES, blockSeq: 0 }), expect: 'behind' },
  { comment: 'a roster whose number no hub comes to', says: ({ own }) => ({ ...seen(own, 7), epoch: 2 ** 31 }), expect: 'malformed' },
  { comment: 'a block whose number no hub comes to', says: ({ own }) => ({ ...seen(own, 7), blockSeq: 2 ** 31 }), expect: 'malformed' },
  { comment: 'the roster of a hub that was led so far', says: ({ own }) => ({ ...seen(own, 7), epoch: 2 ** 31 }), held: () => ({ epochSeen: 2 ** 31 }), expect: 'resumed' },
  { comment: 'something that is no receipt', says: ({ lost }) => ({ ...seen(lost, 9), told: [[at(lost, 8).hash, seeded('no receipt', 90)]] }), expect: 'signature-wrong' },
  { comment: 'a receipt under another number than its own', says: ({ lost }) => ({ ...proves(lost, 8), seq: 9 }), expect: 'signature-wrong' },
  { comment: 'a receipt under its number, with another hash', says: ({ lost }) => ({ ...proves(lost, 8), head: seeded('another hash', 32) }), expect: 'signature-wrong' },
  { comment: 'the same, and now it is proven', says: ({ lost }) => proves(lost, 9), held: ({ lost }) => ({ answered: [9, at(lost, 9).hash] }), expect: 'proven' },
]; // prettier-ignore

const memoryOf = async (all: Stories, held: ReturnType<NonNullable<ResumeCase['held']>> = {}): Promise<HubMemory> => ({
  hubId: HUB_ID,
  hubKey: hub.key,
  bootId: BOOT,
  seq: 7,
  hashAt: (seq) => (seq >= 3 ? all.own[seq - 1]?.hash : undefined),
  startSeq: 5,
  blockSeq: 2,
  roster: (await household()).state,
  epochSeen: held.epochSeen ?? 0,
  answeredFork: (seq, head) => held.answered?.[0] === seq && toHex(held.answered[1]) === toHex(head),
});

const message = async ({ says, by = anna }: ResumeCase, all: Stories): Promise<Uint8Array> => {
  const claims = { iat: NOON, hubId: HUB_ID, bootId: BOOT, epoch: 1, blockSeq: 2, ...seen(all.own, 7), ...(await says(all)) }; // prettier-ignore
  return (await signResume(p, by, claims as Resume)).bytes;
};

export async function playResume(one: ResumeCase): Promise<ResumeCase['expect']> {
  const all = await stories();
  const judged = judgeResume(p, await message(one, all), await memoryOf(all, one.held?.(all)));
  if (!judged.ok) return judged.problem;
  if (judged.outcome === 'resumed') return 'resumed';
  if (judged.roster !== undefined) return { proven: { epoch: judged.roster.epoch } };
  return judged.proven ? 'proven' : 'claimed';
}

export async function judgedResumes(): Promise<string> {
  const all = await stories();
  const cases = await Promise.all(
    RESUMES.map(async (one) => {
      const { epochSeen, answered } = one.held?.(all) ?? {};
      return {
        comment: one.comment,
        message: toHex(await message(one, all)),
        ...(epochSeen === undefined ? {} : { epochSeen }),
        ...(answered === undefined ? {} : { answered: [answered[0], toHex(answered[1])] }),
        expect: one.expect,
      };
    }),
  );
  const holds = {
    hubKey: toHex(encodePublicKey(hub.key)),
    hubId: toHex(HUB_ID),
    bootId: toHex(BOOT),
    roster: toHex((await household()).bytes),
    receipts: all.own.slice(2).map(({ bytes }) => toHex(bytes)),
    beforeThem: toHex(at(all.own, 2).hash),
    startSeq: 5,
    blockSeq: 2,
  };
  return `${JSON.stringify({ ...holds, cases }, null, 1)}\n`;
}
