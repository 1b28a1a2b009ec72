import { ACTION, FLAG, kidOf, TARGET, toHex, type Hardware } from '../index.ts';
import { anna, p } from './people.ts';
import {
  annasKnock,
  askedByAnna,
  delivery,
  doorState,
  emptied,
  GRANT,
  knockAt,
  KNOCK,
  NOON,
  NOW,
  NOW_SLOT,
  READY,
  spent,
  without,
} from './story.ts';
import type { Case } from './case.ts';

/** Step 15: what the serial turn asks again, before the disk is written and after. */

const FREE = without(KNOCK, 'trackingNumbers');
const TWICE = { occurrences: [[0, 30], [60, 30]], parcels: undefined } as never; // prettier-ignore
const over = { ...NOW, unixS: NOON + 7200 };
const locking = async () => knockAt(await delivery(), { ...KNOCK, action: ACTION.lock });

/** The world as it has become, and the refusal that it must bring. */
const CHANGES: readonly (Pick<Case, 'name' | 'comment' | 'later' | 'laterNow'> & {
  readonly refusal: NonNullable<Case['refusal']>;
})[] = [
  {
    name: 'issuer-removed',
    comment: 'the member who granted it is removed',
    later: emptied,
    refusal: { reason: 'signer-unknown', kid: toHex(kidOf(p, anna.key)) },
  },
  {
    name: 'door-taken-away',
    comment: 'the door is no longer this hub’s',
    later: () => doorState({ doors: new Set([2]) }),
    refusal: { reason: 'door-unknown', door: 1 },
  },
  {
    name: 'window-over',
    comment: 'the window ends',
    laterNow: over,
    refusal: { reason: 'expired', link: 0, endedS: NOON + 7200 },
  },
  {
    name: 'blocked',
    comment: 'a member blocks',
    later: () => doorState({ blocks: [{ seq: 3, target: { type: TARGET.visit, id: GRANT.visitId } }] }),
    refusal: { reason: 'blocked', covers: 'visit', blockSeq: 3 },
  },
];
const whileWaiting: readonly Case[] = CHANGES.map((change) => ({
  ...change,
  name: `recheck-${change.name}`,
  comment: `while a courier waits for the picture: ${change.comment}`,
  call: 'recheck',
  hardware: READY,
}));
const whileLocking: readonly Case[] = CHANGES.map((change) => ({
  ...change,
  name: `recheck-lock-${change.name}`,
  comment: `while a courier’s lock waits its turn: ${change.comment}`,
  call: 'recheck',
  presentation: locking,
  hardware: READY,
}));
const whileTheDiskWrites: readonly Case[] = CHANGES.map((change) => ({
  ...change,
  name: `last-look-${change.name}`,
  comment: `while the disk writes the opening down: ${change.comment}`,
  call: 'last-look',
  hardware: READY,
}));

const inTurn = (hardware: Hardware): Omit<Case, 'name' | 'comment'> => ({ call: 'recheck', hardware });

export const TURN_EDGES_ACCEPTED: readonly Case[] = [
  { name: 'recheck-slot', comment: 'a slot that nobody used meanwhile still counts', ...inTurn(READY),
    presentation: async () => knockAt(await delivery(), { ...without(KNOCK, 'nonce'), slot: NOW_SLOT }) },
  { name: 'recheck-occurrence', comment: 'the occurrence goes on while the picture is awaited', ...inTurn(READY),
    presentation: async () => knockAt(await delivery(TWICE), FREE) },
  { name: 'recheck-lock', comment: 'a courier locks a closed door, though the use is spent', ...inTurn(READY),
    presentation: locking, later: spent },
  { name: 'recheck-lock-after-its-occurrence', comment: 'a courier may lock after the occurrence is over', ...inTurn(READY),
    presentation: async () => knockAt(await delivery(TWICE), { ...FREE, action: ACTION.lock }),
    laterNow: { ...NOW, unixS: NOON + 5401 } },
  { name: 'recheck-without-relock', comment: 'a grant that does not ask for a relock opens a lock without a timer',
    ...inTurn({ ...READY, lock: { ...READY.lock, relockReady: false } }),
    presentation: async () => knockAt(await delivery({ flags: FLAG.mustRecord })) },
  { name: 'recheck-nonce-grown-old', comment: 'a nonce that grows old while the picture is awaited still counts', ...inTurn(READY),
    later: () => doorState({ freshness: { serverMs: NOW.uptimeMs + 20_000 } }),
    laterNow: { unixS: NOON + 3630, uptimeMs: NOW.uptimeMs + 30_000 } },
  { name: 'recheck-member-locks', comment: 'a member locks a closed door', ...inTurn(READY),
    presentation: () => annasKnock(ACTION.lock), door: () => askedByAnna() },
  { name: 'last-look', call: 'last-look', comment: 'the disk has written, and everything is as it was: the own use is no obstacle', hardware: READY, later: spent },
]; // prettier-ignore

export const TURN_EDGES_REFUSED: readonly Case[] = [
  ...whileWaiting,
  ...whileLocking,
  ...whileTheDiskWrites,
  {
    name: 'recheck-occurrence-over',
    call: 'recheck',
    comment: 'the use that was found left is of an occurrence that is over',
    presentation: async () => knockAt(await delivery({ occurrences: [[60, 30], [90, 30]], parcels: undefined } as never), FREE), // prettier-ignore
    hardware: READY,
    later: () => doorState({ freshness: { serverMs: NOW.uptimeMs } }),
    laterNow: { ...NOW, unixS: NOON + 5400 },
    refusal: { reason: 'outside-occurrence', nextBeginsS: NOON + 5400 },
  },
  {
    name: 'recheck-next-occurrence-used-up',
    call: 'recheck',
    comment: 'the turn counts the uses of the occurrence that has begun meanwhile',
    presentation: async () => knockAt(await delivery({ occurrences: [[60, 30], [90, 30]], parcels: undefined } as never), FREE), // prettier-ignore
    hardware: READY,
    later: async () => {
      const { grant } = await delivery({ occurrences: [[60, 30], [90, 30]], parcels: undefined } as never); // prettier-ignore
      return doorState({ ledger: { ctis: new Map(), uses: new Map([[`${grant.name}/1/1`, 1]]) } });
    },
    laterNow: { ...NOW, unixS: NOON + 5400 },
    refusal: { reason: 'used-up', door: 1, occurrence: 1, uses: 1 },
  },
  {
    name: 'last-look-occurrence-over',
    call: 'last-look',
    comment: 'while the disk writes the opening down: the occurrence ends',
    presentation: async () => knockAt(await delivery({ occurrences: [[60, 30]], parcels: undefined } as never), FREE),
    hardware: READY,
    laterNow: { ...NOW, unixS: NOON + 5400 },
    refusal: { reason: 'outside-occurrence', nextBeginsS: NOON + 5400 },
  },
  {
    name: 'last-look-stale',
    call: 'last-look',
    comment: 'while the disk writes the opening down: what was fresh is not any more',
    hardware: READY,
    later: () => doorState({ freshness: {} }),
    refusal: { reason: 'not-fresh', ageS: undefined, limitS: 60 },
  },
  {
    name: 'last-look-camera-lost',
    call: 'last-look',
    comment: 'while the disk writes the opening down: the picture is lost',
    hardware: { ...READY, camera: { ...READY.camera, alive: false } },
    refusal: { reason: 'camera-lost' },
  },
  {
    name: 'recheck-member-door-taken-away',
    call: 'recheck',
    comment: 'a member’s door that is no longer this hub’s stays shut',
    presentation: () => annasKnock(ACTION.unlock),
    door: () => askedByAnna(),
    later: () => askedByAnna({ doors: new Set([2]) }),
    hardware: READY,
    refusal: { reason: 'door-unknown', door: 1 },
  },
  {
    name: 'recheck-member-nonce-used',
    call: 'recheck',
    comment: 'a member’s two knocks over one nonce: the second turn finds it used',
    presentation: () => annasKnock(ACTION.unlock),
    door: () => askedByAnna(),
    later: () => doorState({ nonces: new Map() }),
    hardware: READY,
    refusal: { reason: 'nonce-unknown' },
  },
];
