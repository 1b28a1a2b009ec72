import { coversBlock, effective, hasFlag, issuerRefusal, leaf16Of, occurrenceAt, useName, type Chain, type StandingBlock } from '@latchkey/protocol'; // prettier-ignore
import { blockOver, remember, type Core } from './core.ts';
import { standing } from './answers/chain.ts';
import { visitName, type DoorKeeper } from './door-keeper.ts';

type Over = 'expired' | 'blocked' | 'used';

/** What becomes of a visit at one door, over all chains that lead to it (a second courier's chain keeps it alive). */
interface Prospect {
  armed: boolean;
  coming: boolean;
  over: Over | undefined;
  /** Only where every chain of it waives the camera is nobody filmed. */
  filmed: boolean;
}

/**
 * Compares the kept chains with the time, the blocks and the ledger, and tells each door what changed: a visit is known, armed or over,
 * and a film is no longer sealed to whoever left.
 * Called once a second and after everything that could change the answer.
 */
export function settleVisits(core: Core): void {
  const { unixS } = core.time.now();
  const dead: Chain[] = [];
  for (const keeper of core.doors.values()) {
    const { door } = keeper.declaration;
    const found = prospects(core, door, unixS, dead);
    for (const { visit } of keeper.loop.visits)
      if (!found.has(visit)) keeper.dispatch({ type: 'visit-over', visit, why: 'blocked' });
    for (const [visit, prospect] of found) {
      const known = keeper.loop.visits.find((one) => one.visit === visit);
      const alive = prospect.armed || prospect.coming;
      if (alive && known?.armed !== prospect.armed) {
        keeper.dispatch(
          prospect.armed
            ? { type: 'visit-armed', visit, ...unlessFilmed(prospect.filmed) }
            : { type: 'visit-known', visit },
        );
      } else if (!alive && (known !== undefined || stillInside(keeper, visit, prospect.over))) {
        const why = prospect.over ?? 'expired';
        keeper.dispatch({ type: 'visit-over', visit, why });
        if (why === 'expired') void core.receipts.add({ event: 'expired', door, visit });
      }
    }
  }
  for (const { film } of core.doors.values()) film.keepToMembers();
  forget(core, dead);
}

/** A door may be without a line for as long as this, and then longer only by a member's leave. */
const USUAL_STALE_S = 60;

/** Nothing was heard in this start, and somebody may come whose grant would be content with one word for longer than a line takes to come back: a member's device can say it. */
export const waitsForAnyWord = (core: Core): boolean =>
  core.questions.heardNothing &&
  [...core.memory.chains.values()].some((chain) => effective(chain).maxStaleSeconds > USUAL_STALE_S);

/** What the door's loop hears of a visit whose grant waives the camera. */
export const unlessFilmed = (filmed: boolean): { readonly filmed?: false } => (filmed ? {} : { filmed: false });

/** Its last use is taken and it is known no more, but somebody is at the door because of it: a block still concerns them. */
function stillInside(keeper: DoorKeeper, visit: string, over: Over | undefined): boolean {
  const { passage } = keeper.loop;
  return over === 'blocked' && passage?.visit === visit && passage.blocked !== true;
}

function prospects(core: Core, door: number, unixS: number | undefined, dead: Chain[]): ReadonlyMap<string, Prospect> {
  const found = new Map<string, Prospect>();
  for (const chain of core.memory.chains.values()) {
    if (!effective(chain).doors.includes(door)) continue;
    const visit = visitName(chain.grant.claims.visitId);
    const prospect = found.get(visit) ?? { armed: false, coming: false, over: undefined, filmed: false };
    found.set(visit, prospect);
    prospect.filmed ||= hasFlag(effective(chain).flags, 'mustRecord');
    const state = standing(chain, unixS);
    if (state === 'over') dead.push(chain);
    const over = withdrawn(core, chain) ? 'blocked' : usedUp(core, chain, door, unixS) ? 'used' : undefined;
    if (over !== undefined) prospect.over = prospect.over === 'blocked' ? 'blocked' : over;
    else if (state === 'armed') prospect.armed = true;
    else if (state === 'coming') prospect.coming = true;
  }
  return found;
}

/** A block that stands, or is on its way to the disk before another, does not let it in before its end: it has ended, and a receipt says so or will. */
const takenBack = (core: Core, chain: Chain): boolean => {
  const now = core.time.now();
  const ends = (block: StandingBlock) => (block.exp ?? Infinity) >= chain.grant.claims.exp;
  return [...core.memory.blocks, ...core.arrivingBlocks].some(
    (block) => ends(block) && coversBlock(core.p, block, chain, now),
  );
};

const isUnissued = (core: Core, chain: Chain): boolean =>
  issuerRefusal(chain, { roster: core.memory.counting, voidUntilS: core.memory.voidUntilS }) !== undefined;

/** Blocked, or granted by somebody who left the household, or before a rollback: no door waits for it, and no camera. */
const withdrawn = (core: Core, chain: Chain): boolean =>
  blockOver(core, chain) !== undefined || isUnissued(core, chain);

/** Whether this chain could open that door now or later in its windows. */
export const canStillOpen = (core: Core, chain: Chain, door: number, unixS: number | undefined): boolean =>
  isOpen(core, chain, door, unixS) && !withdrawn(core, chain);

const isOpen = (core: Core, chain: Chain, door: number, unixS: number | undefined): boolean =>
  standing(chain, unixS) !== 'over' && !usedUp(core, chain, door, unixS);

/**
 * Visits that could still come, or whose passage runs (`begun`), and that this block, which does not stand yet, takes back whoever has them.
 * One that outlasts the block is held up by it, and one that it takes from a courier may come in other hands: neither has ended. Whether
 * another block holds it up already does not matter.
 */
export function endedBy(core: Core, block: StandingBlock, begun: readonly string[]): readonly string[] {
  const now = core.time.now();
  const nameOf = (chain: Chain) => visitName(chain.grant.claims.visitId);
  // A chain whose courier alone is blocked is one of a visit that may yet come.
  const comes = (chain: Chain) =>
    effective(chain).doors.some((door) => isOpen(core, undivided(chain), door, now.unixS)) &&
    !isUnissued(core, undivided(chain));
  const goesOn = (chain: Chain) =>
    !coversBlock(core.p, block, undivided(chain), now) || (block.exp ?? Infinity) < chain.grant.claims.exp;
  // Whoever is still inside of one that has ended is no second end of it.
  const known = [...core.memory.chains.values()].filter(
    (chain) => !takenBack(core, undivided(chain)) && (begun.includes(nameOf(chain)) || comes(chain)),
  );
  const left = new Set(known.filter(goesOn).map(nameOf));
  return [...new Set(known.map(nameOf))].filter((visit) => !left.has(visit));
}

/** The grant alone: what covers it covers every chain below, also one that is still to be signed. */
const undivided = (chain: Chain): Chain => ({ ...chain, assignments: [], links: [chain.grant], leaf: chain.grant });

/** Every grant that is kept and whose time is not over, and whether a door still waits for it. */
export const grantsHeld = (core: Core): readonly { readonly grant: Uint8Array; readonly stands: boolean }[] =>
  [...core.memory.chains.values()].map((chain) => ({ grant: chain.grant.bytes, stands: !withdrawn(core, chain) }));

/** Every use of a visit that happens once is taken. A recurring one comes again. */
function usedUp(core: Core, chain: Chain, door: number, unixS: number | undefined): boolean {
  const { occurrences, uses } = chain.grant.claims;
  if (occurrences !== undefined || unixS === undefined) return false;
  const occurrence = occurrenceAt(chain.grant.claims, unixS) ?? 0;
  return (core.memory.uses.taken.get(useName(chain.grant, door, occurrence)) ?? 0) >= uses;
}

/** Chains past their end leave the memory; their uses and ctis stay. */
function forget(core: Core, dead: readonly Chain[]): void {
  const over = [...new Set(dead.map(leaf16Of))].map((leaf16) => ({ t: 'chain-over', leaf16 }) as const);
  if (over.length > 0)
    remember(core, ...over).catch((error: unknown) => core.log.error({ error: String(error) }, 'journal failed'));
}

/**
 * Somebody who visits may have come in, and the door is not LOCKED again: they may stand beside the hub. What a member opens, who asks outside, and a door that was unlocked
 * and that nobody has opened, is no reason: from afar somebody would keep the button dead.
 */
export const visited = (core: Core): boolean =>
  [...core.doors.values()].some(({ loop: { passage } }) => passage?.visit !== undefined && passage.opened === true);

/** A film still runs: whoever is on it may stand beside the hub, and a household's films end with it. */
export const filmed = (core: Core): boolean => [...core.doors.values()].some(({ loop }) => loop.film !== undefined);
