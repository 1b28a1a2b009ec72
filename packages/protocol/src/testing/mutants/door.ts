import {
  ArmedChains, keyIdOf, keyName, leaf16Of, openRoster, readChain, ROLE, signRoster, slotName, TARGET, toHex, type Chain, type DoorState, type Nonce, type RosterState, type Signer,
} from '../../index.ts'; // prettier-ignore
import type { Dice } from '../dice.ts';
import { p, seeded } from '../people.ts';
import { seeded65 } from '../story.ts';
import { anna, banned, ben, HUB_ID, kim, mallory } from './people.ts';
import type { Signed } from './signing.ts';
import { DOOR, OTHER_DOOR, VOID_BEFORE_S, type Moment } from './visit.ts';

/** Things that this door knows about and that a mutant may run into. */
export const KNOWN = {
  blockedVisit: seeded('a blocked visit'),
  foreignCti: seeded('a cti that another grant used'),
  earlierHead: seeded('an earlier roster', 32),
  nonce: {
    foreign: seeded('a nonce asked by Mallory'),
    otherDoor: seeded('a nonce for the other door'),
    expired: seeded('a nonce that is too old'),
  },
} as const;

/** A hub keeps eight; the one that fits is looked at last. */
const EARLIER = Array.from({ length: 7 }, (_, i) => seeded(`roster ${i}`, 32));

export async function makeRoster(): Promise<RosterState> {
  const member = (key: Signer['key'], role: 1 | 2, name: string) => ({ role, key, sealingKey: seeded65(name), name });
  const members = [member(anna.key, ROLE.admin, 'Anna'), member(ben.key, ROLE.resident, 'Ben')];
  const made = await signRoster(p, anna, { iat: 1_795_000_000, homeId: seeded('home'), epoch: 1, members });
  const opened = openRoster(p, made.bytes);
  if (!opened.ok) throw new Error(opened.problem);
  return { ...opened.state, earlier: [...EARLIER, KNOWN.earlierHead] };
}

/** How much the hub remembers of the chain: nothing, its signatures, or the chain itself. */
export type Memory = 'cold' | 'verified' | 'armed';

export function doorFor(dice: Dice, roster: RosterState, now: Moment, visit: Signed, memory: Memory): DoorState {
  const nonce = (origin: Nonce['origin'], holder: Signer, ageMs: number, door = DOOR): Nonce => ({ origin, door, issuedMs: now.uptimeMs - ageMs, ...(origin === 'asked' ? { holder: keyName(holder.key) } : {}) }); // prettier-ignore
  const { grant, knock } = visit.plan;
  const own = nonce(dice.oneIn(4) ? 'displayed' : 'asked', kim, dice.below(30_001));
  const standing = (type: number, id: Uint8Array, seq: number) => ({ seq, target: { type, id } });
  return {
    hubId: HUB_ID,
    roster,
    doors: new Set([DOOR, OTHER_DOOR]),
    resumed: true,
    voidUntilS: now.unixS - VOID_BEFORE_S,
    blocks: [
      standing(TARGET.visit, KNOWN.blockedVisit, 1),
      standing(TARGET.courierKey, keyIdOf(p, banned.key), 2),
      { ...standing(TARGET.everything, new Uint8Array(0), 3), exp: now.unixS },
    ],
    ledger: {
      ctis: new Map([[toHex(KNOWN.foreignCti), toHex(seeded('another grant', 32))], [toHex(grant.cti), visit.links[0]?.name ?? '']]), // prettier-ignore
      uses: new Map(visit.links.map((link) => [`${link.name}/${DOOR}/${grant.occurrences === undefined ? 0 : 1}`, dice.below(grant.uses)])), // prettier-ignore
    },
    armed: memory === 'armed' ? armedWith(visit) : new ArmedChains(), // prettier-ignore
    verified: memory === 'verified' ? new Map(visit.links.map((link) => [link.name, link.signature])) : new Map(),
    nonces: new Map([
      [toHex(KNOWN.nonce.foreign), nonce('asked', mallory, 1000)],
      [toHex(KNOWN.nonce.otherDoor), nonce('asked', kim, 1000, OTHER_DOOR)],
      [toHex(KNOWN.nonce.expired), nonce('asked', kim, 30_001)],
      ...(knock.nonce === undefined ? [] : [[toHex(knock.nonce), own] as const]),
    ]),
    usedSlots: new Set([slotName(chainOf(visit), Math.floor(now.unixS / 30) + 7)]),
    approved: new Set(),
    freshness: { serverMs: now.uptimeMs - dice.between(5000, 40_000) },
    heardOver: knock.slot === undefined ? 'line' : 'door-camera',
    limited: new Map(),
  };
}

function armedWith(visit: Signed): ArmedChains {
  const chain = chainOf(visit);
  return new ArmedChains().set(leaf16Of(chain), chain);
}

function chainOf({ links }: Signed): Chain {
  const read = readChain(
    p,
    links.map(({ bytes }) => bytes),
  );
  if (!read.ok) throw new Error(read.refusal.reason);
  return read.chain;
}
