import { encodePresentation, keyName, signMemberKnock, toHex, type DoorState, type Knock, type Reason, type Signer } from '../../index.ts'; // prettier-ignore
import type { Dice } from '../dice.ts';
import { p } from '../people.ts';
import { KNOWN } from './door.ts';
import type { Change, Mutant, OwnKnock, Scene } from './mutant.ts';
import { anna, ben, kim, mallory } from './people.ts';
import { DOOR, trackingNumber, type Moment } from './visit.ts';

/** A member's own knock at the scene's door, and what that member could sign instead. */

export async function memberAtDoor(door: DoorState, now: Moment, dice: Dice): Promise<OwnKnock> {
  const member = dice.pick([anna, ben]);
  const nonce = dice.bytes(16);
  const knock = { nonce, door: DOOR, action: 1 };
  const nonces = new Map(door.nonces).set(toHex(nonce), { origin: 'asked', door: DOOR, holder: keyName(member.key), issuedMs: now.uptimeMs - dice.below(30_001) }); // prettier-ignore
  return { member, knock, presentation: await sign(member, knock, door.roster.head), door: { ...door, nonces } };
} // prettier-ignore

const sign = async (member: Signer, knock: Knock, head: Uint8Array): Promise<Uint8Array> =>
  encodePresentation({ kind: 'member', knock: (await signMemberKnock(p, member, knock, head)).bytes });

type Said = { readonly knock?: Knock; readonly signer?: Signer; readonly head?: Uint8Array; readonly reason: Reason };

const members =
  (say: (own: OwnKnock, dice: Dice, scene: Scene) => Said): Change =>
  async (scene, dice): Promise<Mutant> => {
    const { own, door } = scene;
    const { knock = own.knock, signer = own.member, head = door.roster.head, reason } = say(own, dice, scene);
    return { presentation: await sign(signer, knock, head), reason, door: own.door };
  };

export const MEMBER_CHANGES: readonly Change[] = [
  members(({ knock }, dice) => ({ knock: { ...knock, door: dice.between(3, 255) }, reason: 'door-unknown' })),
  members(({ knock }) => ({ knock: { ...knock, door: 2 }, reason: 'nonce-not-yours' })),
  members(({ knock }, dice) => ({ knock: { ...knock, nonce: dice.bytes(16) }, reason: 'nonce-unknown' })),
  members(({ knock }) => ({ knock: { ...knock, nonce: KNOWN.nonce.foreign }, reason: 'nonce-not-yours' })),
  members(({ knock }, dice) => ({
    knock: { ...knock, trackingNumbers: [trackingNumber(dice)] },
    reason: 'parcel-not-granted',
  })),
  members((_, __, { now }) => ({
    knock: { door: DOOR, action: 1, slot: Math.floor(now.unixS / 30) },
    reason: 'slot-not-for-members',
  })),
  members(() => ({ head: KNOWN.earlierHead, reason: 'roster-stale' })),
  members((_, dice) => ({ head: dice.bytes(32), reason: 'knock-signature-wrong' })),
  members((_, dice) => ({ signer: dice.pick([mallory, kim]), reason: 'signer-unknown' })),
  members(({ member }) => ({ signer: member === anna ? ben : anna, reason: 'nonce-not-yours' })),
];
