import { ACTION, encodePresentation, FLAG, kidOf, signKnock, toHex, type CborValue } from '../index.ts';
import { anna, hub, kim, mallory, p, seeded, signAnything } from './people.ts';
import {
  asked,
  delivery,
  doorState,
  GRANT,
  household,
  knockAt,
  KNOCK,
  memberKnock,
  NONCE,
  NOON,
  NOW,
  NOW_SLOT,
  without,
} from './story.ts';
import type { Case } from './case.ts';

/** The name of the knock that `knockAt` makes for a visit that asks for an approval. */
const askedKnock = async (): Promise<string> =>
  toHex((await signKnock(p, kim, KNOCK, (await delivery({ flags: FLAG.memberApproves })).leaf)).hash);

/** Steps 12 and 13. */
export const PROOF: readonly Case[] = [
  {
    name: 'signature-wrong-grant',
    comment: 'a grant that Mallory signed under Anna’s kid is refused',
    presentation: async () => {
      const visit = await delivery();
      const forged = await signAnything(mallory, 1, payloadOf(visit.grant.bytes), { kid: kidOf(p, anna.key) });
      return knockAt({ ...visit, links: [forged, visit.assignment.bytes] });
    },
    refusal: { reason: 'signature-wrong', link: 0 },
    told: 'flat',
  },
  {
    name: 'signature-wrong-assignment',
    comment: 'an assignment that another carrier signed is refused',
    presentation: async () => knockAt(await delivery({}, {}, { issuer: anna, carrier: mallory })),
    refusal: { reason: 'signature-wrong', link: 1 },
    told: 'flat',
  },
  {
    name: 'signature-wrong-spliced',
    comment: 'an assignment cannot be spliced under another grant',
    presentation: async () => {
      const other = await delivery({ cti: GRANT.cti, visitId: seeded('another visit') });
      const visit = await delivery();
      return knockAt({ links: [other.grant.bytes, visit.assignment.bytes], leaf: visit.leaf });
    },
    refusal: { reason: 'signature-wrong', link: 1 },
    told: 'flat',
  },
  {
    name: 'knock-signature-wrong',
    comment: 'another device than the assigned one is refused',
    presentation: async () => knockAt(await delivery(), KNOCK, mallory),
    refusal: { reason: 'knock-signature-wrong' },
    told: 'flat',
  },
  {
    name: 'roster-stale',
    comment: 'a member who has not heard of the newest roster is told so',
    presentation: async () => memberKnock(without(KNOCK, 'trackingNumbers'), anna, seeded('earlier head', 32)),
    door: async () => {
      const { state } = await household();
      return doorState({ roster: { ...state, earlier: [seeded('earlier head', 32)] } });
    },
    refusal: { reason: 'roster-stale' },
    told: 'full',
  },
  {
    name: 'nonce-unknown',
    comment: 'a knock over a nonce that was used or never given is refused',
    door: () => doorState({ nonces: new Map() }),
    refusal: { reason: 'nonce-unknown' },
    told: 'full',
  },
  {
    name: 'nonce-expired',
    comment: 'one millisecond past thirty seconds is too late',
    door: () => doorState({ nonces: new Map([[toHex(NONCE), asked(kim, { issuedMs: NOW.uptimeMs - 30_001 })]]) }),
    refusal: { reason: 'nonce-expired' },
    told: 'full',
  },
  {
    name: 'nonce-of-the-future',
    comment: 'a nonce from after now, as after a clock that jumped, is refused',
    door: () => doorState({ nonces: new Map([[toHex(NONCE), asked(kim, { issuedMs: NOW.uptimeMs + 1 })]]) }),
    refusal: { reason: 'nonce-expired' },
    told: 'full',
  },
  {
    name: 'nonce-not-yours',
    comment: 'a nonce that another courier asked for is refused',
    door: () => doorState({ nonces: new Map([[toHex(NONCE), asked(mallory)]]) }),
    refusal: { reason: 'nonce-not-yours' },
    told: 'full',
  },
  {
    name: 'nonce-of-other-door',
    comment: 'a nonce of the other door is refused',
    door: () => doorState({ nonces: new Map([[toHex(NONCE), asked(kim, { door: 2 })]]) }),
    refusal: { reason: 'nonce-not-yours' },
    told: 'full',
  },
  {
    name: 'slot-stale',
    comment: 'five seconds into the next slot the old one is over',
    presentation: async () => knockAt(await delivery(), { ...without(KNOCK, 'nonce'), slot: NOW_SLOT - 1 }),
    now: { ...NOW, unixS: NOON + 3605 },
    refusal: { reason: 'slot-stale', nowSlot: NOW_SLOT },
    told: 'full',
  },
  {
    name: 'slot-of-the-future',
    comment: 'a slot that has not begun is refused',
    presentation: async () => knockAt(await delivery(), { ...without(KNOCK, 'nonce'), slot: NOW_SLOT + 1 }),
    refusal: { reason: 'slot-stale', nowSlot: NOW_SLOT },
    told: 'full',
  },
  {
    name: 'slot-used',
    comment: 'a photo of a used code is refused',
    presentation: async () => knockAt(await delivery(), { ...without(KNOCK, 'nonce'), slot: NOW_SLOT }),
    door: async () => doorState({ usedSlots: new Set([`${toHex((await delivery()).leaf)}/${NOW_SLOT}`]) }),
    refusal: { reason: 'slot-used' },
    told: 'full',
  },
  {
    name: 'slot-not-for-members',
    comment: 'a member never knocks by slot',
    presentation: async () =>
      memberKnock({ door: 1, action: ACTION.unlock, slot: NOW_SLOT }, anna, (await household()).state.head),
    refusal: { reason: 'slot-not-for-members' },
    told: 'full',
  },
  {
    name: 'member-removed',
    comment: 'a removed member’s key opens nothing',
    presentation: async () => memberKnock(without(KNOCK, 'trackingNumbers'), mallory, (await household()).state.head),
    refusal: { reason: 'signer-unknown', kid: toHex(kidOf(p, mallory.key)) },
    told: 'flat',
  },
  {
    name: 'member-elsewhere',
    comment: 'a member’s key opens no door that this hub does not have',
    presentation: async () =>
      memberKnock({ nonce: NONCE, door: 9, action: ACTION.unlock }, anna, (await household()).state.head),
    door: () => doorState({ nonces: new Map([[toHex(NONCE), asked(anna, { door: 9 })]]) }),
    refusal: { reason: 'door-unknown', door: 9 },
    told: 'full',
  },
  {
    name: 'member-forged',
    comment: 'a member’s kid without the member’s key opens nothing',
    presentation: async () => {
      const knock = await signAnything(mallory, 3, memberClaims(), {
        parent: (await household()).state.head,
        kid: kidOf(p, anna.key),
      });
      return encodePresentation({ kind: 'member', knock });
    },
    refusal: { reason: 'knock-signature-wrong' },
    told: 'flat',
  },
  {
    name: 'hub-is-no-member',
    comment: 'the hub’s own key does not open its door',
    presentation: async () => memberKnock(without(KNOCK, 'trackingNumbers'), hub, (await household()).state.head),
    refusal: { reason: 'signer-unknown', kid: toHex(kidOf(p, hub.key)) },
    told: 'flat',
  },
  {
    name: 'presence-not-proven',
    comment: 'flag 16 is not met by a nonce that came over the line',
    presentation: async () => knockAt(await delivery({ flags: FLAG.atDoor })),
    refusal: { reason: 'presence-not-proven' },
    told: 'full',
  },
  {
    name: 'presence-not-proven-by-slot',
    comment: 'flag 16 is not met by a slot that came over the line',
    presentation: async () =>
      knockAt(await delivery({ flags: FLAG.atDoor }), { ...without(KNOCK, 'nonce'), slot: NOW_SLOT }),
    refusal: { reason: 'presence-not-proven' },
    told: 'full',
  },
  {
    name: 'not-fresh-from-the-future',
    comment: 'an answer from after now proves nothing',
    door: () => doorState({ freshness: { serverMs: NOW.uptimeMs + 1 } }),
    refusal: { reason: 'not-fresh', ageS: undefined, limitS: 60 },
    told: 'full',
  },
  {
    name: 'approval-missing',
    comment: 'flag 4 waits for a member’s yes',
    presentation: async () => knockAt(await delivery({ flags: FLAG.memberApproves })),
    refusal: { reason: 'approval-missing' },
    told: 'full',
  },
  {
    name: 'approval-refused',
    comment: 'a member’s no outweighs another member’s yes',
    presentation: async () => knockAt(await delivery({ flags: FLAG.memberApproves })),
    door: async () => {
      const knock = await askedKnock();
      return doorState({ approved: new Set([knock]), unapproved: new Map([[knock, 'refused']]) });
    },
    refusal: { reason: 'approval-refused' },
    told: 'full',
  },
  {
    name: 'approval-late',
    comment: 'silence is no',
    presentation: async () => knockAt(await delivery({ flags: FLAG.memberApproves })),
    door: async () => doorState({ unapproved: new Map([[await askedKnock(), 'late']]) }),
    refusal: { reason: 'approval-late' },
    told: 'full',
  },
  {
    name: 'not-fresh',
    comment: 'a hub that heard nothing for longer than the grant allows refuses',
    door: () => doorState({ freshness: { serverMs: NOW.uptimeMs - 61_000 } }),
    refusal: { reason: 'not-fresh', ageS: 61, limitS: 60 },
    told: 'full',
  },
  {
    name: 'member-not-fresh',
    comment: 'flag 8 is not met by the server',
    presentation: async () => knockAt(await delivery({ flags: FLAG.memberFresh })),
    refusal: { reason: 'member-not-fresh', ageS: undefined, limitS: 60 },
    told: 'full',
  },
];

function memberClaims(): CborValue {
  return new Map<number, CborValue>([
    [10, NONCE],
    [
      -65537,
      new Map<number, CborValue>([
        [2, 1],
        [8, 1],
      ]),
    ],
  ]);
}

/** The payload of a link whose payload is longer than 255 bytes or not. */
function payloadOf(link: Uint8Array): Uint8Array {
  const header = 1 + 1 + 13 + 1;
  const wide = link[header] === 0x59;
  const length = wide ? ((link[header + 1] ?? 0) << 8) | (link[header + 2] ?? 0) : (link[header + 1] ?? 0);
  const start = header + (wide ? 3 : 2);
  return link.slice(start, start + length);
}
