import {
  judgeSetBack,
  kidOf,
  makeSetBack,
  setBackProof,
  signSetBack,
  SUSPENSION_MS,
  toHex,
  type RosterState,
  type SetBackKnowledge,
  type SetBackProblem,
  type Signer,
} from '../index.ts';
import { anna, ben, mallory, p, seeded } from './people.ts';
import { HUB_ID, NOON } from './story.ts';
import { CODE, hexKid, three } from './suspension-cases.ts';

/** What is said at a hub whose clock is years ahead, and what it makes of each: vectors/set-back/judged.json. */

const START = seeded('this start');
/** Nearly five years. */
export const AHEAD_S = NOON + 150_000_000;

export interface SetBackCase {
  readonly comment: string;
  readonly message: () => Promise<Uint8Array>;
  /** What the hub knows otherwise than in a quiet home whose display shows a code. */
  readonly known?: Partial<Pick<SetBackKnowledge, 'visited' | 'behind' | 'floorS'>>;
  readonly shown?: null;
  /** Hex kid of a suspended device. */
  readonly suspended?: string;
  readonly expect: 'set-back' | SetBackProblem;
}

const SAID = { hubId: HUB_ID, bootId: START, floor: AHEAD_S, iat: NOON };
type Said = Partial<typeof SAID>;

const says =
  (signer: Signer, said: Said = {}, code = CODE) =>
  async () =>
    (await makeSetBack(p, signer, { ...SAID, ...said, code })).bytes;

/** Another proof under a good signature. */
const withProof = (signer: Signer, by: Signer, of: Said) => async () => {
  const proof = setBackProof(p, CODE, { ...SAID, ...of, signer: kidOf(p, by.key) });
  return (await signSetBack(p, signer, { ...SAID, proof })).bytes;
};

export const SET_BACKS: readonly SetBackCase[] = [
  { comment: 'an admin beside the hub', message: says(anna), expect: 'set-back' },
  { comment: 'by less than a minute', message: says(anna, { iat: AHEAD_S - 31 }), expect: 'set-back' },
  { comment: 'a clock that ran on while the code was shown', message: says(anna), known: { floorS: AHEAD_S + 150 }, expect: 'set-back' }, // prettier-ignore
  { comment: 'another hub’s', message: says(anna, { hubId: seeded('another hub') }), expect: 'other-hub' },
  { comment: 'at a hub whose roster is known to be old', message: says(anna), known: { behind: true }, expect: 'roster-behind' }, // prettier-ignore
  { comment: 'by somebody who is no member', message: says(mallory), expect: 'signer-unknown' },
  { comment: 'by a suspended admin', message: says(anna), suspended: hexKid(anna), expect: 'signer-suspended' },
  { comment: 'by a resident', message: says(ben), expect: 'signer-not-admin' },
  {
    comment: 'a signature that was changed',
    message: async () => {
      const bytes = await says(anna)();
      return Uint8Array.from(bytes, (byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));
    },
    expect: 'signature-wrong',
  },
  { comment: 'of an earlier start', message: says(anna, { bootId: seeded('an earlier start') }), expect: 'start-over' },
  { comment: 'months later, over another floor', message: says(anna), known: { floorS: AHEAD_S + 8_000_000 }, expect: 'floor-moved' }, // prettier-ignore
  { comment: 'a clock that ran on for longer than a code is shown', message: says(anna), known: { floorS: AHEAD_S + 151 }, expect: 'floor-moved' }, // prettier-ignore
  { comment: 'once the floor is set back', message: says(anna), known: { floorS: NOON }, expect: 'floor-moved' },
  { comment: 'where the floor is not ahead', message: says(anna, { iat: AHEAD_S + 60 }), expect: 'floor-not-ahead' },
  { comment: 'where a member’s time would do', message: says(anna, { iat: AHEAD_S - 30 }), expect: 'floor-not-ahead' },
  { comment: 'while a visitor is inside', message: says(anna), known: { visited: true }, expect: 'visit-running' },
  { comment: 'while the display shows nothing', message: says(anna), shown: null, expect: 'presence-none' },
  { comment: 'another code', message: says(anna, {}, '7F3K92QDABCE'), expect: 'presence-wrong' },
  { comment: 'another member’s proof', message: withProof(anna, ben, {}), expect: 'presence-wrong' },
  { comment: 'a proof of another time', message: withProof(anna, anna, { iat: NOON - 1 }), expect: 'presence-wrong' },
  { comment: 'a proof of another floor', message: withProof(anna, anna, { floor: AHEAD_S - 1 }), expect: 'presence-wrong' }, // prettier-ignore
  { comment: 'a proof of another start', message: withProof(anna, anna, { bootId: seeded('an earlier start') }), expect: 'presence-wrong' }, // prettier-ignore
  { comment: 'a proof at another hub', message: withProof(anna, anna, { hubId: seeded('another hub') }), expect: 'presence-wrong' }, // prettier-ignore
  { comment: 'half of one', message: async () => (await says(anna)()).slice(0, -1), expect: 'malformed' },
];

const knowledge = (one: SetBackCase, roster: RosterState): SetBackKnowledge => ({
  hubId: HUB_ID,
  bootId: START,
  roster,
  suspended: new Map(one.suspended === undefined ? [] : [[one.suspended, { by: hexKid(ben), ranMs: SUSPENSION_MS - 1 }]]), // prettier-ignore
  shown: one.shown === null ? undefined : CODE,
  visited: false,
  behind: false,
  floorS: AHEAD_S,
  ...one.known,
});

export async function playSetBack(one: SetBackCase, roster: RosterState): Promise<SetBackCase['expect']> {
  const judged = judgeSetBack(p, await one.message(), knowledge(one, roster));
  return judged.ok ? 'set-back' : judged.problem;
}

export async function judgedSetBacks(): Promise<string> {
  const { bytes } = await three();
  const cases = await Promise.all(
    SET_BACKS.map(async (one) => ({
      comment: one.comment,
      message: toHex(await one.message()),
      shown: one.shown === null ? null : CODE,
      floorS: AHEAD_S,
      ...one.known,
      ...(one.suspended === undefined ? {} : { suspended: one.suspended }),
      expect: one.expect,
    })),
  );
  const about = { roster: toHex(bytes), hubId: toHex(HUB_ID), bootId: toHex(START) };
  return `${JSON.stringify({ ...about, cases }, null, 1)}\n`;
}
