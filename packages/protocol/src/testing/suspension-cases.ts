import {
  kidOf,
  makeSuspension,
  openRoster,
  presenceProof,
  ROLE,
  judgeSuspension,
  signRoster,
  signSuspension,
  SUSPENSION_MS,
  SUSPENSION_RESTS_MS,
  toHex,
  type RosterState,
  type Signer,
  type Suspended,
  type SuspensionProblem,
} from '../index.ts';
import { anna, ben, mallory, p, person, seeded } from './people.ts';
import { HUB_ID, NOON, seeded65 } from './story.ts';

/** Suspensions at one household's hub, and what it makes of each: vectors/suspension/judged.json. */
export const cleo = person('Cleo, admin');
export const CODE = '7F3K92QDABCD';

export const hexKid = (who: Signer): string => toHex(kidOf(p, who.key));

export async function three(): Promise<{ readonly bytes: Uint8Array; readonly state: RosterState }> {
  const member = (who: Signer, role: 1 | 2, name: string) => ({ role, key: who.key, sealingKey: seeded65(name), name });
  const members = [
    member(anna, ROLE.admin, 'Anna'),
    member(ben, ROLE.resident, 'Ben'),
    member(cleo, ROLE.admin, 'Cleo'),
  ];
  const { bytes } = await signRoster(p, anna, { iat: NOON - 1000, homeId: seeded('home of three'), epoch: 1, members });
  const opened = openRoster(p, bytes);
  if (!opened.ok) throw new Error(opened.problem);
  return { bytes, state: opened.state };
}

export interface SuspensionCase {
  readonly comment: string;
  readonly message: () => Promise<Uint8Array>;
  readonly shown?: null;
  readonly visited?: true;
  readonly behind?: true;
  /** By hex kid of the device. */
  readonly suspended?: Readonly<Record<string, Suspended>>;
  readonly expect: 'begin' | 'end' | SuspensionProblem;
}

const about = (who: Signer, ends = false, code = CODE) => ({ hubId: HUB_ID, member: kidOf(p, who.key), code, ends });
const begins =
  (signer: Signer, who: Signer, code = CODE) =>
  async () =>
    (await makeSuspension(p, signer, about(who, false, code))).bytes;
const lifts = (signer: Signer, who: Signer) => async () => (await makeSuspension(p, signer, about(who, true))).bytes;
/** Another proof under a good signature. */
const withProof =
  (signer: Signer, who: Signer, proof: Uint8Array, ends = false) =>
  async () =>
    (
      await signSuspension(p, signer, {
        hubId: HUB_ID,
        member: kidOf(p, who.key),
        proof,
        ...(ends ? { ends: true } : {}),
      })
    ).bytes;
const proofOf = (signer: Signer, who: Signer, ends = false, hubId = HUB_ID) =>
  presenceProof(p, CODE, { hubId, signer: kidOf(p, signer.key), member: kidOf(p, who.key), ends });

const standing = (who: Signer, by: Signer, ranMs = 0) => ({ [hexKid(who)]: { by: hexKid(by), ranMs } });

export const SUSPENSIONS: readonly SuspensionCase[] = [
  { comment: 'a resident who read the display suspends an admin', message: begins(ben, anna), expect: 'begin' },
  { comment: 'an admin suspends another', message: begins(cleo, anna), expect: 'begin' },
  {
    comment: 'who was suspended counts again after 72 h',
    message: begins(anna, ben),
    suspended: standing(anna, ben, SUSPENSION_MS),
    expect: 'begin',
  },
  {
    comment: 'another member suspends a device whose suspension ran out',
    message: begins(cleo, anna),
    suspended: standing(anna, ben, SUSPENSION_MS),
    expect: 'begin',
  },
  {
    comment: 'the same member again, a day after it ran out',
    message: begins(ben, anna),
    suspended: standing(anna, ben, SUSPENSION_MS + SUSPENSION_RESTS_MS),
    expect: 'begin',
  },
  { comment: 'whoever suspended ends it', message: lifts(ben, anna), suspended: standing(anna, ben), expect: 'end' },
  { comment: 'another admin ends it', message: lifts(cleo, anna), suspended: standing(anna, ben), expect: 'end' },
  {
    comment: 'the end of one whose device was removed since',
    message: lifts(cleo, mallory),
    suspended: standing(mallory, ben),
    expect: 'end',
  },
  {
    comment: 'another hub’s',
    message: async () => (await makeSuspension(p, ben, { ...about(anna), hubId: seeded('another hub') })).bytes,
    expect: 'other-hub',
  },
  {
    comment: 'a hub whose roster is known to be old',
    message: begins(ben, anna),
    behind: true,
    expect: 'roster-behind',
  },
  { comment: 'somebody who is no member', message: begins(mallory, anna), expect: 'signer-unknown' },
  {
    comment: 'a suspended admin suspends who suspended them',
    message: begins(anna, ben),
    suspended: standing(anna, ben, SUSPENSION_MS - 1),
    expect: 'signer-suspended',
  },
  {
    comment: 'a suspended admin ends it',
    message: lifts(anna, anna),
    suspended: standing(anna, ben),
    expect: 'signer-suspended',
  },
  {
    comment: 'a suspended admin ends another’s',
    message: lifts(anna, cleo),
    suspended: { ...standing(anna, ben), ...standing(cleo, ben) },
    expect: 'signer-suspended',
  },
  {
    comment: 'a signature that was changed',
    message: async () => {
      const bytes = await begins(ben, anna)();
      return Uint8Array.from(bytes, (byte, at) => (at === bytes.length - 1 ? byte ^ 1 : byte));
    },
    expect: 'signature-wrong',
  },
  { comment: 'oneself', message: begins(ben, ben), expect: 'target-self' },
  { comment: 'a device that is no member’s', message: begins(ben, mallory), expect: 'target-unknown' },
  { comment: 'while a visitor is inside', message: begins(ben, anna), visited: true, expect: 'visit-running' },
  { comment: 'while the display shows nothing', message: begins(ben, anna), shown: null, expect: 'presence-none' },
  { comment: 'another code', message: begins(ben, anna, '7F3K92QDABCE'), expect: 'presence-wrong' },
  {
    comment: 'another member’s proof',
    message: withProof(ben, anna, proofOf(cleo, anna)),
    expect: 'presence-wrong',
  },
  {
    comment: 'a proof about another device',
    message: withProof(ben, anna, proofOf(ben, cleo)),
    expect: 'presence-wrong',
  },
  {
    comment: 'a proof for an end',
    message: withProof(ben, anna, proofOf(ben, anna, true)),
    expect: 'presence-wrong',
  },
  {
    comment: 'an end with a proof for a beginning',
    message: withProof(ben, anna, proofOf(ben, anna), true),
    suspended: standing(anna, ben),
    expect: 'presence-wrong',
  },
  {
    comment: 'a proof at another hub',
    message: withProof(ben, anna, proofOf(ben, anna, false, seeded('another hub'))),
    expect: 'presence-wrong',
  },
  {
    comment: 'a device that is suspended already: it is not lengthened',
    message: begins(cleo, anna),
    suspended: standing(anna, ben, SUSPENSION_MS - 1),
    expect: 'suspended-already',
  },
  {
    comment: 'the same member once more, less than a day after it ran out',
    message: begins(ben, anna),
    suspended: standing(anna, ben, SUSPENSION_MS + SUSPENSION_RESTS_MS - 1),
    expect: 'suspension-rests',
  },
  { comment: 'the end of none', message: lifts(cleo, anna), expect: 'suspension-none' },
  {
    comment: 'the end of one that ran out',
    message: lifts(cleo, anna),
    suspended: standing(anna, ben, SUSPENSION_MS),
    expect: 'suspension-none',
  },
  {
    comment: 'a resident ends what another suspended',
    message: lifts(ben, anna),
    suspended: standing(anna, cleo),
    expect: 'not-yours',
  },
  {
    comment: 'half of one',
    message: async () => (await begins(ben, anna)()).slice(0, -1),
    expect: 'malformed',
  },
];

export async function play(one: SuspensionCase, roster: RosterState): Promise<SuspensionCase['expect']> {
  const judged = judgeSuspension(p, await one.message(), {
    hubId: HUB_ID,
    roster,
    suspended: new Map(Object.entries(one.suspended ?? {})),
    shown: one.shown === null ? undefined : CODE,
    visited: one.visited === true,
    behind: one.behind === true,
  });
  return judged.ok ? judged.says : judged.problem;
}

export async function judgedFile(): Promise<string> {
  const { bytes } = await three();
  const cases = await Promise.all(
    SUSPENSIONS.map(async (one) => ({
      comment: one.comment,
      message: toHex(await one.message()),
      shown: one.shown === null ? null : CODE,
      ...(one.suspended === undefined ? {} : { suspended: one.suspended }),
      ...(one.visited === undefined ? {} : { visited: true }),
      ...(one.behind === undefined ? {} : { behind: true }),
      expect: one.expect,
    })),
  );
  return `${JSON.stringify({ roster: toHex(bytes), hubId: toHex(HUB_ID), cases }, null, 1)}\n`;
}
