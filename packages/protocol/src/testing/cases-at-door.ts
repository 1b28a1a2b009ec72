import { FLAG, toHex, type Nonce } from '../index.ts';
import type { Case } from './case.ts';
import { anna, kim, mallory } from './people.ts';
import { delivery, doorState, household, knockAt, memberKnock, NONCE, NOW, TAP_NONCE, TAPPED, tapped, without } from './story.ts'; // prettier-ignore

/** docs/protocol/door-nonce.md */

const displayed = (change: Partial<Nonce> = {}): Nonce => ({
  origin: 'displayed',
  door: 1,
  issuedMs: NOW.uptimeMs,
  ...change,
});

export const ACCEPTED_AT_DOOR: readonly Case[] = [
  {
    name: 'displayed-nonce-proves-presence',
    comment: 'flag 16 is met by a nonce that only the door shows',
    presentation: async () => knockAt(await delivery({ flags: FLAG.mustRecord | FLAG.atDoor })),
    door: () => doorState({ nonces: new Map([[toHex(NONCE), displayed()]]) }),
  },
  {
    name: 'displayed-nonce-of-the-last-millisecond',
    comment: 'a nonce counts for thirty seconds from when the door first showed it',
    presentation: async () => knockAt(await delivery({ flags: FLAG.atDoor })),
    door: () => doorState({ nonces: new Map([[toHex(NONCE), displayed({ issuedMs: NOW.uptimeMs - 30_000 })]]) }),
  },
  {
    name: 'tap-proves-presence',
    comment: 'flag 16 is met by what a tag at the door gave to this device',
    presentation: async () => knockAt(await delivery({ flags: FLAG.mustRecord | FLAG.atDoor }), TAPPED),
    door: () => doorState({ nonces: new Map([[TAP_NONCE, tapped(kim)]]) }),
  },
];

export const REFUSED_AT_DOOR: readonly Case[] = [
  {
    name: 'displayed-nonce-late',
    comment: 'a displayed nonce is as short-lived as an asked one',
    presentation: async () => knockAt(await delivery({ flags: FLAG.atDoor })),
    door: () => doorState({ nonces: new Map([[toHex(NONCE), displayed({ issuedMs: NOW.uptimeMs - 30_001 })]]) }),
    refusal: { reason: 'nonce-expired' },
    told: 'full',
  },
  {
    name: 'displayed-nonce-of-other-door',
    comment: 'what one door shows opens no other',
    presentation: async () => knockAt(await delivery({ flags: FLAG.atDoor })),
    door: () => doorState({ nonces: new Map([[toHex(NONCE), displayed({ door: 2 })]]) }),
    refusal: { reason: 'nonce-not-yours' },
    told: 'full',
  },
  {
    name: 'tap-taken',
    comment: 'a reading of the tag that was taken, or that no tag of this door made, is refused',
    presentation: async () => knockAt(await delivery(), TAPPED),
    refusal: { reason: 'nonce-unknown' },
    told: 'full',
  },
  {
    name: 'tap-of-another-courier',
    comment: 'what another courier’s device read off the tag is refused',
    presentation: async () => knockAt(await delivery(), TAPPED),
    door: () => doorState({ nonces: new Map([[TAP_NONCE, tapped(mallory)]]) }),
    refusal: { reason: 'nonce-not-yours' },
    told: 'full',
  },
  {
    name: 'tap-at-another-door',
    comment: 'the same reading is another nonce at another door',
    presentation: async () => knockAt(await delivery({ doors: [1, 2] }), { ...TAPPED, door: 2 }),
    door: () => doorState({ nonces: new Map([[TAP_NONCE, tapped(kim)]]) }),
    refusal: { reason: 'nonce-unknown' },
    told: 'full',
  },
  {
    name: 'tap-by-member',
    comment: 'a member’s own knock stands over a nonce, never over a tag',
    presentation: async () => {
      const { state } = await household();
      return memberKnock(without(TAPPED, 'trackingNumbers'), anna, state.head);
    },
    door: () => doorState({ nonces: new Map([[TAP_NONCE, tapped(anna)]]) }),
    refusal: { reason: 'nonce-unknown' },
    told: 'full',
  },
];
