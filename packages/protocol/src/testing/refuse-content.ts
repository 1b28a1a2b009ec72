import { FLAG, keyIdOf, kidOf, TARGET, toHex, type BlockTarget, type Narrowed } from '../index.ts';
import { anna, kim, mallory, p, post, seeded } from './people.ts';
import { delivery, doorState, GRANT, knockAt, KNOCK, NOON, NOW, PARCEL, without } from './story.ts';
import type { Case } from './case.ts';

const standing = (type: number, id: Uint8Array): { readonly seq: number; readonly target: BlockTarget } => ({
  seq: 3,
  target: { type, id },
});
const NOTHING = new Uint8Array(0);
const repeated = {
  occurrences: [
    [0, 30],
    [90, 30],
  ] as const,
  parcels: undefined,
} as never;

function blockedBy(
  name: string,
  covers: 'visit' | 'courier' | 'carrier' | 'issuer' | 'everything',
  type: number,
  id: Uint8Array,
): Case {
  return {
    name: `blocked-${name}`,
    comment: `a block of ${name.replace('-', ' ')} keeps the courier out`,
    door: () => doorState({ blocks: [standing(type, id)] }),
    refusal: { reason: 'blocked', covers, blockSeq: 3 },
    told: 'full',
  };
}

function widening(
  what: Narrowed,
  grant: Parameters<typeof delivery>[0],
  assignment: Parameters<typeof delivery>[1],
): Case {
  return {
    name: `widened-${what}`,
    comment: `an assignment that widens ${what} is refused`,
    presentation: async () => knockAt(await delivery(grant, assignment)),
    refusal: { reason: 'widened', link: 1, what },
    told: 'full',
  };
}

/** Steps 5–11. */
export const CONTENT: readonly Case[] = [
  {
    name: 'signer-unknown',
    comment: 'a grant by somebody outside the roster is refused',
    presentation: async () => knockAt(await delivery({}, {}, { issuer: mallory, carrier: post })),
    refusal: { reason: 'signer-unknown', kid: toHex(kidOf(p, mallory.key)) },
    told: 'flat',
  },
  {
    name: 'void-after-rollback',
    comment: 'a grant older than a rollback that was found is void',
    door: () => doorState({ voidUntilS: GRANT.iat }),
    refusal: { reason: 'void-after-rollback', voidUntilS: GRANT.iat },
    told: 'full',
  },
  {
    name: 'other-hub',
    comment: 'a grant for another hub is refused',
    presentation: async () => knockAt(await delivery({ hubId: seeded('another hub') })),
    refusal: { reason: 'other-hub' },
    told: 'full',
  },
  {
    name: 'door-unknown',
    comment: 'a door that this hub does not have is refused though it was granted',
    presentation: async () => knockAt(await delivery({ doors: [1, 9] }), { ...KNOCK, door: 9 }),
    refusal: { reason: 'door-unknown', door: 9 },
    told: 'full',
  },
  {
    name: 'door-not-granted',
    comment: 'a parcel for one door does not open the other',
    presentation: async () => knockAt(await delivery(), { ...KNOCK, door: 2 }),
    refusal: { reason: 'door-not-granted', door: 2 },
    told: 'full',
  },
  {
    name: 'time-unknown',
    comment: 'visitors wait while the time is unknown',
    now: { unixS: undefined, uptimeMs: NOW.uptimeMs },
    refusal: { reason: 'time-unknown' },
    told: 'full',
  },
  {
    name: 'not-resumed',
    comment: 'visitors wait until a member’s device has vouched for the memory',
    door: () => doorState({ resumed: false }),
    refusal: { reason: 'not-resumed' },
    told: 'full',
  },
  {
    name: 'not-yet-valid',
    comment: 'thirty-one seconds early is too early',
    now: { ...NOW, unixS: NOON - 31 },
    refusal: { reason: 'not-yet-valid', link: 0, beginsS: NOON },
    told: 'full',
  },
  {
    name: 'expired',
    comment: 'the end is not part of the visit, and has no skew',
    now: { ...NOW, unixS: NOON + 7200 },
    refusal: { reason: 'expired', link: 0, endedS: NOON + 7200 },
    told: 'full',
  },
  {
    name: 'expired-assignment',
    comment: 'an assignment may end before its grant',
    presentation: async () => knockAt(await delivery({}, { exp: NOON + 1800 })),
    refusal: { reason: 'expired', link: 1, endedS: NOON + 1800 },
    told: 'full',
  },
  blockedBy('visit', 'visit', TARGET.visit, GRANT.visitId),
  blockedBy('courier', 'courier', TARGET.courierKey, keyIdOf(p, kim.key)),
  blockedBy('carrier', 'carrier', TARGET.carrierKey, keyIdOf(p, post.key)),
  blockedBy('issuer', 'issuer', TARGET.issuer, kidOf(p, anna.key)),
  {
    ...blockedBy('everything', 'everything', TARGET.everything, NOTHING),
    door: () => doorState({ blocks: [{ ...standing(TARGET.everything, NOTHING), exp: NOON + 3601 }] }),
  },
  {
    name: 'blocked-by-carrier',
    comment: 'a carrier blocks its own courier',
    door: () =>
      doorState({ blocks: [{ ...standing(TARGET.courierKey, keyIdOf(p, kim.key)), carrierId: keyIdOf(p, post.key) }] }),
    refusal: { reason: 'blocked', covers: 'courier', blockSeq: 3 },
    told: 'full',
  },
  {
    name: 'outside-occurrence',
    comment: 'between two occurrences the door stays shut',
    presentation: async () => knockAt(await delivery(repeated), without(KNOCK, 'trackingNumbers')),
    refusal: { reason: 'outside-occurrence', nextBeginsS: NOON + 5400 },
    told: 'full',
  },
  {
    name: 'outside-occurrence-end',
    comment: 'the last minute of an occurrence has ended when its length is over',
    presentation: async () =>
      knockAt(
        await delivery({ occurrences: [[30, 30]], parcels: undefined } as never),
        without(KNOCK, 'trackingNumbers'),
      ),
    refusal: { reason: 'outside-occurrence', nextBeginsS: undefined },
    told: 'full',
  },
  {
    name: 'used-up',
    comment: 'one use opens once',
    door: async () => {
      const { grant } = await delivery();
      return doorState({
        ledger: {
          ctis: new Map([[toHex(GRANT.cti), toHex(grant.hash)]]),
          uses: new Map([[`${toHex(grant.hash)}/1/0`, 1]]),
        },
      });
    },
    refusal: { reason: 'used-up', door: 1, occurrence: 0, uses: 1 },
    told: 'full',
  },
  {
    name: 'used-up-assignment',
    comment: 'an assignment’s own uses end it though the grant has more',
    presentation: async () => knockAt(await delivery({ uses: 3 }, { uses: 1 })),
    door: async () => {
      const { assignment } = await delivery({ uses: 3 }, { uses: 1 });
      return doorState({ ledger: { ctis: new Map(), uses: new Map([[`${toHex(assignment.hash)}/1/0`, 1]]) } });
    },
    refusal: { reason: 'used-up', door: 1, occurrence: 0, uses: 1 },
    told: 'full',
  },
  {
    name: 'cti-reused',
    comment: 'a second grant under a used number is refused',
    door: () =>
      doorState({
        ledger: { ctis: new Map([[toHex(GRANT.cti), toHex(seeded('another grant', 32))]]), uses: new Map() },
      }),
    refusal: { reason: 'cti-reused' },
    told: 'full',
  },
  widening('window', { exp: NOON + 7100 }, {}),
  widening('doors', {}, { doors: [1, 2] }),
  widening('uses', {}, { uses: 2 }),
  widening('flags', {}, { flags: FLAG.mustRecord }),
  widening('open-time', {}, { maxOpenSeconds: 121 }),
  widening('depth', { depth: [1, 1] }, { depth: [0, 1] }),
  {
    ...widening('depth', { depth: [2, 3] }, { depth: [0, 0] }),
    name: 'widened-depth-below-minimum',
    comment: 'a visit that must pass two hands is not handed to a courier at once',
  },
  {
    ...widening('depth', { depth: [0, 0] }, {}),
    name: 'widened-depth-none',
    comment: 'a person who was invited in person hands nothing on',
  },
  widening('freshness', {}, { maxStaleSeconds: 61 }),
  {
    name: 'leaf-too-shallow',
    comment: 'a carrier’s own key cannot knock',
    presentation: async () => {
      const { grant } = await delivery();
      return knockAt({ links: [grant.bytes], leaf: grant.hash }, KNOCK, post);
    },
    refusal: { reason: 'leaf-too-shallow', missing: 1 },
    told: 'full',
  },
  {
    name: 'parcel-missing',
    comment: 'a granted parcel must be named',
    presentation: async () => knockAt(await delivery(), without(KNOCK, 'trackingNumbers')),
    refusal: { reason: 'parcel-missing' },
    told: 'full',
  },
  {
    name: 'parcel-not-granted',
    comment: 'a foreign parcel beside the right one is refused',
    presentation: async () => knockAt(await delivery(), { ...KNOCK, trackingNumbers: [PARCEL, 'ZZZ1'] }),
    refusal: { reason: 'parcel-not-granted', trackingNumber: 'ZZZ1' },
    told: 'full',
  },
  {
    name: 'content-told-flat',
    comment: 'a copied chain without its key hears nothing about blocks',
    presentation: async () => knockAt(await delivery(), KNOCK, mallory),
    door: () => doorState({ blocks: [standing(TARGET.visit, GRANT.visitId)] }),
    refusal: { reason: 'blocked', covers: 'visit', blockSeq: 3 },
    told: 'flat',
  },
];
