import {
  FLAG,
  keyIdOf,
  kidOf,
  parcelCommitment,
  TARGET,
  toHex,
  type Assignment,
  type Grant,
  type Narrowed,
} from '../index.ts';
import { ben, depot, mallory, p, post, seeded } from './people.ts';
import { CTI, delivery, doorState, GRANT, handed, knockAt, KNOCK, NOON, NOW, PARCEL, without } from './story.ts';
import type { Case } from './case.ts';

/** Where a rule of steps 5–11 ends: the value that still passes, and the one of two conditions that alone decides. */

const REPEATED = { occurrences: [[0, 30], [60, 30]], parcels: undefined } as never; // prettier-ignore
const FREE = without(KNOCK, 'trackingNumbers');

const still = (name: string, comment: string, rest: Omit<Case, 'name' | 'comment'>): Case => ({
  name,
  comment,
  ...rest,
});

/** The claims that a child may narrow, each with what the grant says, what is narrower, and what is wider. */
const NARROWED: readonly (readonly [Narrowed, Partial<Grant>, Partial<Assignment>, Partial<Assignment>])[] = [
  ['doors', { doors: [1, 2] }, { doors: [1] }, { doors: [1, 2] }],
  ['uses', { uses: 3 }, { uses: 2 }, { uses: 3 }],
  ['flags', {}, { flags: GRANT.flags | FLAG.atDoor }, { flags: GRANT.flags }],
  ['open-time', {}, { maxOpenSeconds: 60 }, { maxOpenSeconds: 120 }],
  ['freshness', {}, { maxStaleSeconds: 30 }, { maxStaleSeconds: 60 }],
];
const BEYOND: Readonly<Partial<Record<Narrowed, Partial<Assignment>>>> = {
  doors: { doors: [1, 2] },
  uses: { uses: 2 },
  flags: { flags: FLAG.mustRecord },
  'open-time': { maxOpenSeconds: 121 },
  freshness: { maxStaleSeconds: 61 },
};

const widenedAgain: readonly Case[] = NARROWED.map(([what, grant, narrower, wider]) => ({
  name: `widened-again-${what}`,
  comment: `what a depot narrowed in ${what} nobody below it widens again`,
  presentation: async () => knockAt(await handed(grant, narrower, wider)),
  refusal: { reason: 'widened', link: 2, what },
  told: 'full',
}));

const widenedBelow: readonly Case[] = Object.entries(BEYOND).map(([what, wider]) => ({
  name: `widened-below-${what}`,
  comment: `a depot that says nothing of ${what} leaves the grant’s to whoever comes below it`,
  presentation: async () => knockAt(await handed({}, {}, wider)),
  refusal: { reason: 'widened', link: 2, what: what as Narrowed },
  told: 'full',
}));

export const CONTENT_EDGES_ACCEPTED: readonly Case[] = [
  still('younger-than-rollback', 'a grant made after a rollback that was found counts', {
    door: () => doorState({ voidUntilS: GRANT.iat - 1 }),
  }),
  still(
    'blocks-of-others',
    'blocks of another visit, another courier, another carrier and another member reach nobody else',
    {
      door: () =>
        doorState({
          blocks: [
            { seq: 1, target: { type: TARGET.visit, id: seeded('another visit') } },
            { seq: 2, target: { type: TARGET.courierKey, id: keyIdOf(p, mallory.key) } },
            { seq: 3, target: { type: TARGET.carrierKey, id: keyIdOf(p, depot.key) } },
            { seq: 4, target: { type: TARGET.issuer, id: kidOf(p, ben.key) } },
          ],
        }),
    },
  ),
  still('shorter-open', 'an assignment may keep the door open for less', {
    presentation: async () => knockAt(await delivery({}, { maxOpenSeconds: 60 })),
  }),
  still('first-occurrence', 'a recurring visit begins with its first occurrence', {
    presentation: async () => knockAt(await delivery(REPEATED), FREE),
    now: { ...NOW, unixS: NOON },
  }),
  still('same-again', 'an assignment that says the grant’s own limits once more widens nothing', {
    presentation: async () => {
      const { uses, flags, maxOpenSeconds, doors } = GRANT;
      return knockAt(await delivery({}, { uses, flags, maxOpenSeconds, doors, maxStaleSeconds: 60 }));
    },
  }),
  still('more-flags', 'an assignment may ask for more than its grant', {
    presentation: async () => knockAt(await delivery({ flags: FLAG.mustRecord }, { flags: GRANT.flags })),
  }),
  still('one-of-two-parcels', 'whoever brings one of two parcels names one', {
    presentation: async () =>
      knockAt(await delivery({ parcels: [parcelCommitment(p, CTI, 'ZZZ1'), parcelCommitment(p, CTI, PARCEL)] })),
  }),
  still('longer-than-a-minute', 'a grant may allow more than sixty seconds of silence', {
    presentation: async () => knockAt(await delivery({ maxStaleSeconds: 120 })),
    door: () => doorState({ freshness: { serverMs: NOW.uptimeMs - 120_000 } }),
  }),
];

export const CONTENT_EDGES_REFUSED: readonly Case[] = [
  {
    name: 'door-narrowed-away',
    comment: 'a door that the assignment leaves out is not granted',
    presentation: async () => knockAt(await delivery({ doors: [1, 2] }, { doors: [1] }), { ...KNOCK, door: 2 }),
    refusal: { reason: 'door-not-granted', door: 2 },
    told: 'full',
  },
  {
    name: 'door-widened',
    comment: 'a door that only the assignment names is not granted',
    presentation: async () => knockAt(await delivery({}, { doors: [1, 2] }), { ...KNOCK, door: 2 }),
    refusal: { reason: 'door-not-granted', door: 2 },
    told: 'full',
  },
  {
    name: 'widened-window-beginning',
    comment: 'an assignment that begins before its grant is refused',
    presentation: async () => knockAt(await delivery({}, { nbf: NOON - 1 })),
    refusal: { reason: 'widened', link: 1, what: 'window' },
    told: 'full',
  },
  ...widenedAgain,
  ...widenedBelow,
  {
    name: 'not-fresh-by-the-grant',
    comment: 'a grant may allow less than sixty seconds of silence',
    presentation: async () => knockAt(await delivery({ maxStaleSeconds: 9 })),
    refusal: { reason: 'not-fresh', ageS: 10, limitS: 9 },
    told: 'full',
  },
  {
    name: 'not-fresh-by-the-assignment',
    comment: 'an assignment may allow less silence than its grant',
    presentation: async () => knockAt(await delivery({}, { maxStaleSeconds: 9 })),
    refusal: { reason: 'not-fresh', ageS: 10, limitS: 9 },
    told: 'full',
  },
  {
    name: 'presence-asked-by-the-assignment',
    comment: 'a flag that only the assignment sets counts',
    presentation: async () => knockAt(await delivery({}, { flags: GRANT.flags | FLAG.atDoor })),
    refusal: { reason: 'presence-not-proven' },
    told: 'full',
  },
  {
    name: 'blocked-by-carrier-two-below',
    comment: 'a carrier’s block reaches the courier of its depot',
    presentation: async () => knockAt(await handed()),
    door: () =>
      doorState({
        blocks: [
          { seq: 3, target: { type: TARGET.courierKey, id: keyIdOf(p, depot.key) }, carrierId: keyIdOf(p, post.key) },
        ],
      }),
    refusal: { reason: 'blocked', covers: 'courier', blockSeq: 3 },
    told: 'full',
  },
  {
    name: 'used-up-of-the-other-occurrence',
    comment: 'the uses of an occurrence are counted under its own number',
    presentation: async () => knockAt(await delivery(REPEATED), FREE),
    door: async () => {
      const { grant } = await delivery(REPEATED);
      return doorState({
        ledger: { ctis: new Map([[toHex(CTI), grant.name]]), uses: new Map([[`${grant.name}/1/1`, 1]]) },
      });
    },
    refusal: { reason: 'used-up', door: 1, occurrence: 1, uses: 1 },
    told: 'full',
  },
];
