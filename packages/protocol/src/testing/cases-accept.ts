import {
  ACTION,
  encodePresentation,
  FLAG,
  keyIdOf,
  keyName,
  signApproval,
  signAssignment,
  signKnock,
  TARGET,
  toHex,
} from '../index.ts';
import type { Case } from './case.ts';
import { anna, ben, depot, kim, mallory, p, post, seeded } from './people.ts';
import {
  annasKnock,
  ASSIGNMENT,
  asked,
  askedByAnna,
  delivery,
  doorState,
  GRANT,
  household,
  HUB_ID,
  knockAt,
  KNOCK,
  memberAsk,
  memberKnock,
  NONCE,
  NOON,
  NOW,
  NOW_SLOT,
  READY,
  askAt,
  ASK,
  without,
} from './story.ts';

const NOON_REPEATED = { occurrences: [[0, 30], [60, 30]] as const }; // prettier-ignore

/** What a door must open for. */
export const ACCEPTED: readonly Case[] = [
  { name: 'chain', comment: 'a courier with an asked nonce is let in' },
  {
    name: 'short-form',
    comment: 'the first sixteen bytes of an armed leaf stand for the chain',
    presentation: async () => {
      const { leaf } = await delivery();
      return encodePresentation({
        kind: 'short',
        leaf16: leaf.slice(0, 16),
        knock: (await signKnock(p, kim, KNOCK, leaf)).bytes,
      });
    },
    door: async () => {
      const { chain, leaf } = await delivery();
      return doorState({ armed: new Map([[toHex(leaf.slice(0, 16)), chain]]) });
    },
  },
  {
    name: 'two-assignments',
    comment: 'a carrier hands the visit to a depot and the depot to a courier',
    presentation: async () => {
      const above = await delivery({}, { holder: depot.key, depth: [0, 1] });
      const below = await signAssignment(p, depot, ASSIGNMENT, above.leaf);
      return knockAt({ links: [...above.links, below.bytes], leaf: below.hash });
    },
  },
  {
    name: 'person-without-assignment',
    comment: 'a person whom a member invited knocks with the grant alone',
    presentation: async () => {
      const { grant } = await delivery({
        ...without(GRANT, 'parcels'),
        holder: kim.key,
        depth: [0, 0],
        parcels: undefined,
      } as never);
      return knockAt({ links: [grant.bytes], leaf: grant.hash }, without(KNOCK, 'trackingNumbers'));
    },
  },
  {
    name: 'begins-within-skew',
    comment: 'a visit may begin thirty seconds early, and not one more',
    now: { ...NOW, unixS: NOON - 30 },
  },
  { name: 'last-second', comment: 'the second before the end is still inside', now: { ...NOW, unixS: NOON + 7199 } },
  {
    name: 'nonce-thirty-seconds',
    comment: 'a nonce answers for thirty seconds',
    now: { ...NOW, uptimeMs: NOW.uptimeMs + 26_000 },
  },
  {
    name: 'stale-sixty-seconds',
    comment: 'without a limit of its own a grant allows sixty seconds of silence',
    door: () => doorState({ freshness: { serverMs: NOW.uptimeMs - 60_000 } }),
  },
  {
    name: 'slot',
    comment: 'a code that the door camera read counts within its slot',
    presentation: async () => knockAt(await delivery(), { ...without(KNOCK, 'nonce'), slot: NOW_SLOT }),
    door: () => doorState({ heardOver: 'door-camera' }),
  },
  {
    name: 'slot-grace',
    comment: 'the slot before still counts for less than five seconds',
    presentation: async () => knockAt(await delivery(), { ...without(KNOCK, 'nonce'), slot: NOW_SLOT - 1 }),
    now: { ...NOW, unixS: NOON + 3604 },
  },
  {
    name: 'door-camera-proves-presence',
    comment: 'flag 16 is met by a slot that the door’s own camera read',
    presentation: async () =>
      knockAt(await delivery({ flags: FLAG.atDoor }), { ...without(KNOCK, 'nonce'), slot: NOW_SLOT }),
    door: () => doorState({ heardOver: 'door-camera' }),
  },
  {
    name: 'member-approved',
    comment: 'flag 4 is met by a member who approved this very knock',
    presentation: async () => knockAt(await delivery({ flags: FLAG.memberApproves })),
    door: async () => {
      const { leaf } = await delivery({ flags: FLAG.memberApproves });
      const knock = await signKnock(p, kim, KNOCK, leaf);
      await signApproval(p, anna, { iat: NOON, hubId: HUB_ID }, knock.hash);
      return doorState({ approved: new Set([toHex(knock.hash)]) });
    },
  },
  {
    name: 'member-fresh',
    comment: 'flag 8 is met by a member’s time and not by the server’s answer',
    presentation: async () => knockAt(await delivery({ flags: FLAG.memberFresh })),
    door: () => doorState({ freshness: { memberMs: NOW.uptimeMs - 60_000 } }),
  },
  {
    name: 'second-occurrence',
    comment: 'a recurring visit has its uses again in the next occurrence',
    presentation: async () =>
      knockAt(await delivery({ ...NOON_REPEATED, parcels: undefined } as never), without(KNOCK, 'trackingNumbers')),
  },
  {
    name: 'resident-grants',
    comment: 'a resident may grant as an admin may',
    presentation: async () => knockAt(await delivery({}, {}, { issuer: ben, carrier: post })),
  },
  {
    name: 'carriers-block-elsewhere',
    comment: 'a carrier’s block reaches only what lies below its own signature',
    door: () =>
      doorState({
        blocks: [
          { seq: 1, target: { type: TARGET.courierKey, id: keyIdOf(p, kim.key) }, carrierId: keyIdOf(p, mallory.key) },
        ],
      }),
  },
  {
    name: 'carriers-block-upwards',
    comment: 'a depot cannot block the carrier above it',
    presentation: async () => {
      const above = await delivery({}, { holder: depot.key, depth: [0, 1] });
      const below = await signAssignment(p, depot, ASSIGNMENT, above.leaf);
      return knockAt({ links: [...above.links, below.bytes], leaf: below.hash });
    },
    door: () =>
      doorState({
        blocks: [
          { seq: 1, target: { type: TARGET.courierKey, id: keyIdOf(p, post.key) }, carrierId: keyIdOf(p, depot.key) },
        ],
      }),
  },
  {
    name: 'couriers-block',
    comment: 'a courier who signed no link blocks nothing as a carrier',
    door: () =>
      doorState({
        blocks: [{ seq: 1, target: { type: TARGET.visit, id: GRANT.visitId }, carrierId: keyIdOf(p, kim.key) }],
      }),
  },
  {
    name: 'block-ended',
    comment: 'a block stands until its end and not longer',
    door: () =>
      doorState({ blocks: [{ seq: 1, target: { type: TARGET.everything, id: new Uint8Array(0) }, exp: NOON + 3600 }] }),
  },
  {
    name: 'courier-locks',
    comment: 'locking takes no use and needs no freshness',
    presentation: async () => knockAt(await delivery(), { ...KNOCK, action: ACTION.lock }),
    door: async () => {
      const { grant, assignment } = await delivery();
      const uses = new Map([`${toHex(grant.hash)}/1/0`, `${toHex(assignment.hash)}/1/0`].map((name) => [name, 1]));
      return doorState({ freshness: {}, ledger: { ctis: new Map(), uses } });
    },
  },
  {
    name: 'member',
    comment: 'a member opens the own door without clock, server, camera or resume, blocks or not',
    presentation: async () => memberKnock(without(KNOCK, 'trackingNumbers'), ben, (await household()).state.head),
    door: () =>
      doorState({
        nonces: new Map([[toHex(NONCE), asked(ben)]]),
        freshness: {},
        resumed: false,
        blocks: [{ seq: 1, target: { type: TARGET.everything, id: new Uint8Array(0) }, exp: NOON + 9000 }],
      }),
    now: { unixS: undefined, uptimeMs: NOW.uptimeMs },
  },
  {
    name: 'ask',
    call: 'ask',
    comment: 'a courier’s ask is answered',
    presentation: async () => askAt(await delivery()),
  },
  {
    name: 'ask-from-a-fast-clock',
    call: 'ask',
    comment: 'a courier’s clock may be a slot ahead of the door’s',
    presentation: async () => askAt(await delivery(), { ...ASK, slot: NOW_SLOT + 1 }),
  },
  {
    name: 'ask-from-a-slow-clock',
    call: 'ask',
    comment: 'a courier’s clock may be a slot behind the door’s',
    presentation: async () => askAt(await delivery(), { ...ASK, slot: NOW_SLOT - 1 }),
  },
  {
    name: 'ask-again',
    call: 'ask',
    comment: 'a courier who asks again replaces only the own nonce, however many wait',
    presentation: async () => askAt(await delivery()),
    door: () =>
      doorState({
        nonces: new Map(
          crowd(8).map((nonce, i) => [nonce, asked(kim, { holder: i === 0 ? keyName(kim.key) : `other ${i}` })]),
        ),
      }),
  },
  {
    name: 'member-asks',
    call: 'ask',
    comment: 'a member’s ask needs no clock and is never turned away',
    presentation: async () => memberAsk(without(ASK, 'slot'), anna, (await household()).state.head),
    door: () =>
      doorState({ resumed: false, nonces: new Map(crowd(9).map((nonce) => [nonce, asked(kim, { holder: nonce })])) }),
    now: { unixS: undefined, uptimeMs: NOW.uptimeMs },
  },
  {
    name: 'arm-early',
    call: 'arm',
    comment: 'a chain may be kept before its window',
    presentation: async () => (await delivery()).links,
    now: { ...NOW, unixS: NOON - 5000 },
  },
  { name: 'recheck', call: 'recheck', comment: 'the serial turn finds everything as it was', hardware: READY },
  {
    name: 'recheck-without-camera',
    call: 'recheck',
    comment: 'a grant that waives the recording opens without a camera',
    presentation: async () => knockAt(await delivery({ flags: 0 })),
    hardware: { ...READY, camera: { alive: false, confirmedMs: 0, spaceLeft: false } },
  },
  {
    name: 'recheck-member-with-everything-broken',
    call: 'recheck',
    comment: 'no hardware fault is an excuse against a member',
    presentation: async () => memberKnock(without(KNOCK, 'trackingNumbers'), anna, (await household()).state.head),
    door: () => askedByAnna(),
    hardware: {
      camera: { alive: false, confirmedMs: 0, spaceLeft: false },
      lock: { reachable: true, relockReady: false, closed: false, unsteady: true },
      busy: true,
    },
  },
  {
    name: 'recheck-member-closes-a-garage',
    call: 'recheck',
    comment: 'a member may close a leaf that closes by itself after its warning',
    presentation: () => annasKnock(ACTION.lock),
    door: () => askedByAnna(),
    hardware: { ...READY, lock: { ...READY.lock, closed: false, closesItself: true } },
  },
];

export function crowd(size: number): readonly string[] {
  return Array.from({ length: size }, (_, i) => toHex(seeded(`nonce of the crowd ${i}`)));
}
