import {
  departureProof,
  judgeDeparture,
  kidOf,
  makeDeparture,
  signDeparture,
  SUSPENSION_MS,
  toHex,
  type DepartureKnowledge,
  type DepartureProblem,
  type DepartureSays,
  type RosterState,
  type Signer,
} from '../index.ts';
import { anna, ben, mallory, p, seeded } from './people.ts';
import { HUB_ID } from './story.ts';
import { CODE, hexKid, three } from './suspension-cases.ts';

/** What members say of the end of a household at its hub, and what the hub makes of it: vectors/departure/judged.json. */

const START = seeded('this start');
const ANNOUNCED = seeded('announcement');

export interface DepartureCase {
  readonly comment: string;
  readonly message: () => Promise<Uint8Array>;
  /** What the hub knows otherwise than in a quiet home whose button was held a while ago. */
  readonly known?: Partial<Pick<DepartureKnowledge, 'visited' | 'filmed' | 'locked' | 'behind'>>;
  readonly shown?: null;
  /** `longer`: more time was asked for. `none`: nobody held the button. */
  readonly leaving?: 'longer' | 'none';
  /** Hex kid of a suspended device. */
  readonly suspended?: string;
  readonly expect: DepartureSays | DepartureProblem;
}

interface Said {
  readonly hubId?: Uint8Array;
  readonly of?: Uint8Array;
  readonly code?: string;
}

const says =
  (signer: Signer, what: DepartureSays, { hubId = HUB_ID, of, code = CODE }: Said = {}) =>
  async () => {
    const about = { hubId, says: what, of: of ?? (what === 'hand-over' ? START : ANNOUNCED) };
    return (await makeDeparture(p, signer, what === 'longer' ? about : { ...about, code })).bytes;
  };

/** Another proof under a good signature. */
const withProof = (signer: Signer, what: 'hand-over' | 'stay', proof: Uint8Array) => async () => {
  const of = what === 'hand-over' ? START : ANNOUNCED;
  return (await signDeparture(p, signer, { hubId: HUB_ID, says: what, of, proof })).bytes;
};
const proofOf = (signer: Signer, what: DepartureSays, of: Uint8Array, hubId = HUB_ID) =>
  departureProof(p, CODE, { hubId, signer: kidOf(p, signer.key), says: what, of });

export const DEPARTURES: readonly DepartureCase[] = [
  { comment: 'an admin beside the hub hands it over', message: says(anna, 'hand-over'), leaving: 'none', expect: 'hand-over' }, // prettier-ignore
  { comment: 'also while an end is announced', message: says(anna, 'hand-over'), expect: 'hand-over' },
  { comment: 'a resident beside the hub stays', message: says(ben, 'stay'), expect: 'stay' },
  { comment: 'an admin stays after more time was asked for', message: says(anna, 'stay'), leaving: 'longer', expect: 'stay' }, // prettier-ignore
  { comment: 'a member stays while a door is open', message: says(ben, 'stay'), known: { locked: false }, expect: 'stay' }, // prettier-ignore
  { comment: 'a member stays at a hub whose roster is known to be old', message: says(ben, 'stay'), known: { behind: true }, expect: 'stay' }, // prettier-ignore
  { comment: 'a resident far away asks for more time', message: says(ben, 'longer'), shown: null, expect: 'longer' },
  { comment: 'more time, while a visitor is inside', message: says(ben, 'longer'), known: { visited: true }, expect: 'longer' }, // prettier-ignore
  { comment: 'another hub’s', message: says(anna, 'hand-over', { hubId: seeded('another hub') }), expect: 'other-hub' },
  { comment: 'at a hub whose roster is known to be old', message: says(anna, 'hand-over'), known: { behind: true }, expect: 'roster-behind' }, // prettier-ignore
  { comment: 'by somebody who is no member', message: says(mallory, 'hand-over'), expect: 'signer-unknown' },
  { comment: 'somebody who is no member stays', message: says(mallory, 'stay'), expect: 'signer-unknown' },
  { comment: 'by a suspended admin', message: says(anna, 'hand-over'), suspended: hexKid(anna), expect: 'signer-suspended' }, // prettier-ignore
  { comment: 'a suspended admin stays', message: says(anna, 'stay'), suspended: hexKid(anna), expect: 'signer-suspended' }, // prettier-ignore
  { comment: 'a suspended admin asks for more time', message: says(anna, 'longer'), suspended: hexKid(anna), expect: 'signer-suspended' }, // prettier-ignore
  { comment: 'by a resident', message: says(ben, 'hand-over'), expect: 'signer-not-admin' },
  {
    comment: 'a signature that was changed',
    message: async () => {
      const bytes = await says(anna, 'hand-over')();
      return Uint8Array.from(bytes, (byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));
    },
    expect: 'signature-wrong',
  },
  { comment: 'of an earlier start', message: says(anna, 'hand-over', { of: seeded('an earlier start') }), expect: 'start-over' }, // prettier-ignore
  { comment: 'a stay where nothing is announced', message: says(ben, 'stay'), leaving: 'none', expect: 'leaving-none' },
  { comment: 'a stay of an earlier announcement', message: says(ben, 'stay', { of: seeded('an earlier one') }), expect: 'leaving-none' }, // prettier-ignore
  { comment: 'more time of an earlier announcement', message: says(ben, 'longer', { of: seeded('an earlier one') }), expect: 'leaving-none' }, // prettier-ignore
  { comment: 'more time, once more', message: says(anna, 'longer'), leaving: 'longer', expect: 'leaving-longer-already' }, // prettier-ignore
  { comment: 'while a visitor is inside', message: says(anna, 'hand-over'), known: { visited: true }, expect: 'visit-running' }, // prettier-ignore
  { comment: 'a stay while a visitor is inside', message: says(ben, 'stay'), known: { visited: true }, expect: 'visit-running' }, // prettier-ignore
  { comment: 'while somebody is filmed who asks outside', message: says(anna, 'hand-over'), known: { filmed: true }, expect: 'visit-running' }, // prettier-ignore
  { comment: 'a stay while somebody is filmed who asks outside', message: says(ben, 'stay'), known: { filmed: true }, expect: 'stay' }, // prettier-ignore
  { comment: 'while a door is not locked', message: says(anna, 'hand-over'), known: { locked: false }, expect: 'door-not-locked' }, // prettier-ignore
  {
    comment: 'while the display shows nothing',
    message: says(anna, 'hand-over'),
    shown: null,
    expect: 'presence-none',
  },
  { comment: 'a stay from afar', message: says(ben, 'stay'), shown: null, expect: 'presence-none' },
  { comment: 'another code', message: says(anna, 'hand-over', { code: '7F3K92QDABCE' }), expect: 'presence-wrong' },
  { comment: 'another member’s proof', message: withProof(anna, 'hand-over', proofOf(ben, 'hand-over', START)), expect: 'presence-wrong' }, // prettier-ignore
  { comment: 'a proof that one stays', message: withProof(anna, 'hand-over', proofOf(anna, 'stay', START)), expect: 'presence-wrong' }, // prettier-ignore
  { comment: 'a proof of another start', message: withProof(anna, 'hand-over', proofOf(anna, 'hand-over', ANNOUNCED)), expect: 'presence-wrong' }, // prettier-ignore
  { comment: 'a proof at another hub', message: withProof(anna, 'hand-over', proofOf(anna, 'hand-over', START, seeded('another hub'))), expect: 'presence-wrong' }, // prettier-ignore
  { comment: 'half of one', message: async () => (await says(anna, 'hand-over')()).slice(0, -1), expect: 'malformed' },
];

const knowledge = (one: DepartureCase, roster: RosterState): DepartureKnowledge => ({
  hubId: HUB_ID,
  bootId: START,
  roster,
  suspended: new Map(one.suspended === undefined ? [] : [[one.suspended, { by: hexKid(ben), ranMs: SUSPENSION_MS - 1 }]]), // prettier-ignore
  shown: one.shown === null ? undefined : CODE,
  visited: false,
  filmed: false,
  locked: true,
  behind: false,
  ...one.known,
  leaving: one.leaving === 'none' ? undefined : { id: ANNOUNCED, longer: one.leaving === 'longer' },
});

export async function playDeparture(one: DepartureCase, roster: RosterState): Promise<DepartureCase['expect']> {
  const judged = judgeDeparture(p, await one.message(), knowledge(one, roster));
  return judged.ok ? judged.says : judged.problem;
}

export async function judgedDepartures(): Promise<string> {
  const { bytes } = await three();
  const cases = await Promise.all(
    DEPARTURES.map(async (one) => ({
      comment: one.comment,
      message: toHex(await one.message()),
      shown: one.shown === null ? null : CODE,
      leaving: one.leaving ?? 'announced',
      ...one.known,
      ...(one.suspended === undefined ? {} : { suspended: one.suspended }),
      expect: one.expect,
    })),
  );
  const about = { roster: toHex(bytes), hubId: toHex(HUB_ID), bootId: toHex(START), announcement: toHex(ANNOUNCED) };
  return `${JSON.stringify({ ...about, cases }, null, 1)}\n`;
}
