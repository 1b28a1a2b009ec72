import { ACTION, encodeCbor, keyName, kidOf, TARGET, toHex, type BlockTarget, type DoorState } from '../index.ts';
import { anna, kim, mallory, p } from './people.ts';
import {
  ASK,
  asked,
  askAt,
  delivery,
  doorState,
  GRANT,
  household,
  knockAt,
  KNOCK,
  memberAsk,
  memberKnock,
  NONCE,
  NOON,
  NOW,
  NOW_SLOT,
  READY,
  without,
} from './story.ts';
import type { Case } from './case.ts';
import { crowd } from './cases-accept.ts';

const standing = (type: number, id: Uint8Array): { readonly seq: number; readonly target: BlockTarget } => ({
  seq: 3,
  target: { type, id },
});
const problem = (at: 'cbor' | 'envelope' | 'claims' | 'presentation' | 'size', text: string) =>
  ({ at, problem: text }) as const;

/** The household after everybody has left the roster. */
const emptied = async (): Promise<DoorState> => {
  const { state } = await household();
  return doorState({ roster: { ...state, members: new Map() } });
};

/** Steps 14 and 15, limits, and what strangers hear. */
export const DOOR: readonly Case[] = [
  {
    name: 'camera-lost',
    call: 'recheck',
    comment: 'no picture, no entry',
    hardware: { ...READY, camera: { ...READY.camera, alive: false } },
    refusal: { reason: 'camera-lost' },
  },
  {
    name: 'camera-not-recording',
    call: 'recheck',
    comment: 'five seconds must be on disk',
    hardware: { ...READY, camera: { ...READY.camera, confirmedMs: 4999 } },
    refusal: { reason: 'camera-not-recording', prerollMs: 4999 },
  },
  {
    name: 'storage-short',
    call: 'recheck',
    comment: 'a full disk refuses visits',
    hardware: { ...READY, camera: { ...READY.camera, spaceLeft: false } },
    refusal: { reason: 'storage-short' },
  },
  {
    name: 'lock-unreachable',
    call: 'recheck',
    comment: 'a lock that does not answer is not unlocked',
    hardware: { ...READY, lock: { ...READY.lock, reachable: false } },
    refusal: { reason: 'lock-unreachable' },
  },
  {
    name: 'relock-unavailable',
    call: 'recheck',
    comment: 'a lock that cannot promise to relock is not unlocked',
    hardware: { ...READY, lock: { ...READY.lock, relockReady: false } },
    refusal: { reason: 'relock-unavailable' },
  },
  {
    name: 'door-busy',
    call: 'recheck',
    comment: 'one visit at a door at a time',
    hardware: { ...READY, busy: true },
    refusal: { reason: 'door-busy' },
  },
  {
    name: 'door-not-closed',
    call: 'recheck',
    comment: 'the bolt is not thrown while the door is open',
    presentation: async () => knockAt(await delivery(), { ...KNOCK, action: ACTION.lock }),
    hardware: { ...READY, lock: { ...READY.lock, closed: false } },
    refusal: { reason: 'door-not-closed' },
  },
  {
    name: 'door-not-closed-member',
    call: 'recheck',
    comment: 'a member’s lock waits for the door to be shut as well',
    presentation: async () =>
      memberKnock({ nonce: NONCE, door: 1, action: ACTION.lock }, anna, (await household()).state.head),
    door: () => doorState({ nonces: new Map([[toHex(NONCE), asked(anna)]]) }),
    hardware: { ...READY, lock: { ...READY.lock, closed: false } },
    refusal: { reason: 'door-not-closed' },
  },
  {
    name: 'recheck-blocked',
    call: 'recheck',
    comment: 'a block that arrives between decision and bolt wins',
    hardware: READY,
    later: () => doorState({ blocks: [standing(TARGET.visit, GRANT.visitId)] }),
    refusal: { reason: 'blocked', covers: 'visit', blockSeq: 3 },
  },
  {
    name: 'recheck-issuer-removed',
    call: 'recheck',
    comment: 'a member who leaves between decision and bolt takes the own grants along',
    hardware: READY,
    later: emptied,
    refusal: { reason: 'signer-unknown', kid: toHex(kidOf(p, anna.key)) },
  },
  {
    name: 'recheck-member-removed',
    call: 'recheck',
    comment: 'a member who is removed between decision and bolt is not let in',
    presentation: async () =>
      memberKnock({ nonce: NONCE, door: 1, action: ACTION.unlock }, anna, (await household()).state.head),
    door: () => doorState({ nonces: new Map([[toHex(NONCE), asked(anna)]]) }),
    hardware: READY,
    later: emptied,
    refusal: { reason: 'signer-unknown', kid: toHex(kidOf(p, anna.key)) },
  },
  {
    name: 'recheck-slot-used',
    call: 'recheck',
    comment: 'two knocks in one slot: the second turn finds it used',
    presentation: async () => knockAt(await delivery(), { ...without(KNOCK, 'nonce'), slot: NOW_SLOT }),
    hardware: READY,
    later: async () => doorState({ usedSlots: new Set([`${toHex((await delivery()).leaf)}/${NOW_SLOT}`]) }),
    refusal: { reason: 'slot-used' },
  },
  {
    name: 'recheck-used-up',
    call: 'recheck',
    comment: 'two knocks for one use: the second turn finds it taken',
    hardware: READY,
    later: async () => {
      const { grant } = await delivery();
      return doorState({ ledger: { ctis: new Map(), uses: new Map([[`${grant.name}/1/0`, 1]]) } });
    },
    refusal: { reason: 'used-up', door: 1, occurrence: 0, uses: 1 },
  },
  {
    name: 'recheck-lock-blocked',
    call: 'recheck',
    comment: 'a block stops a courier’s lock as well: the door’s own timer locks',
    presentation: async () => knockAt(await delivery(), { ...KNOCK, action: ACTION.lock }),
    hardware: READY,
    later: () => doorState({ blocks: [standing(TARGET.visit, GRANT.visitId)] }),
    refusal: { reason: 'blocked', covers: 'visit', blockSeq: 3 },
  },
  {
    name: 'recheck-nonce-used',
    call: 'recheck',
    comment: 'two knocks over one nonce: the second turn finds it used',
    hardware: READY,
    later: () => doorState({ nonces: new Map() }),
    refusal: { reason: 'nonce-unknown' },
  },
  {
    name: 'recheck-stale',
    call: 'recheck',
    comment: 'freshness that ran out while waiting is noticed',
    hardware: READY,
    later: () => doorState({ freshness: {} }),
    refusal: { reason: 'not-fresh', ageS: undefined, limitS: 60 },
  },
  {
    name: 'too-many-attempts',
    comment: 'over the attempt limit nothing is verified and nothing is told',
    door: () => doorState({ limited: new Map([[keyName(kim.key), 8]]) }),
    refusal: { reason: 'too-many-attempts', retryAfterS: 8 },
    told: 'flat',
  },
  {
    name: 'too-many-asks',
    call: 'ask',
    comment: 'a ninth key has to wait',
    presentation: async () => askAt(await delivery()),
    door: () => doorState({ nonces: new Map(crowd(8).map((nonce) => [nonce, asked(kim, { holder: nonce })])) }),
    refusal: { reason: 'too-many-asks', outstanding: 8 },
    told: 'full',
  },
  {
    name: 'ask-without-slot',
    call: 'ask',
    comment: 'a courier’s ask without a slot is stale',
    presentation: async () => askAt(await delivery(), without(ASK, 'slot')),
    refusal: { reason: 'slot-stale', nowSlot: NOW_SLOT },
    told: 'full',
  },
  {
    name: 'ask-replayed-tomorrow',
    call: 'ask',
    comment: 'a recorded ask does not start the camera later',
    presentation: async () => askAt(await delivery()),
    now: { ...NOW, unixS: NOON + 3660 },
    refusal: { reason: 'slot-stale', nowSlot: NOW_SLOT + 2 },
    told: 'full',
  },
  {
    name: 'knock-posing-as-ask',
    call: 'ask',
    comment: 'a knock cannot pose as an ask',
    presentation: async () => knockAt(await delivery()),
    refusal: { reason: 'claims-malformed', link: 2, problem: problem('claims', 'claims: a key that is not known') },
    told: 'flat',
  },
  {
    name: 'member-asks-elsewhere',
    call: 'ask',
    comment: 'a member’s ask for a door that is not here is refused',
    presentation: async () => memberAsk({ ...without(ASK, 'slot'), door: 9 }, anna, (await household()).state.head),
    refusal: { reason: 'door-unknown', door: 9 },
    told: 'full',
  },
  {
    name: 'arm-forged',
    call: 'arm',
    comment: 'a chain that does not verify is not kept',
    presentation: async () => (await delivery({}, {}, { issuer: anna, carrier: mallory })).links,
    refusal: { reason: 'signature-wrong', link: 1 },
  },
  {
    name: 'arm-expired',
    call: 'arm',
    comment: 'a chain that has ended is not kept',
    presentation: async () => (await delivery()).links,
    now: { ...NOW, unixS: NOON + 7200 },
    refusal: { reason: 'expired', link: 0, endedS: NOON + 7200 },
  },
  {
    name: 'not-recognised',
    call: 'told',
    comment: 'a stranger hears one flat sentence',
    presentation: () => Promise.resolve(encodeCbor([7])),
    refusal: { reason: 'not-recognised' },
  },
];
