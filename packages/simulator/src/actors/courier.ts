import { ACTION, encodePresentation, fromBase64url, signAsk, signKnock, toHex, type Signer } from '@latchkey/protocol';
import { primitives as p } from '../people.ts';
import type { KnockTruth, VisitTruth } from '../record.ts';
import type { World } from '../world.ts';
import type { Visit } from './visit.ts';

/** How a courier departs from what was granted. */
export interface Deceit {
  /** Signs with this key instead of the leaf's. */
  readonly key?: Signer;
  readonly parcel?: string;
  readonly door?: number;
  /** Answers under the leaf of this visit with the nonce of another. */
  readonly under?: Visit;
}

export const HONEST: Deceit = {};

/** An ask as this device would send it now. */
export async function signedAsk(
  world: World,
  visit: Visit,
  door: number,
  deceit: Deceit = HONEST,
): Promise<Uint8Array> {
  const slot = Math.floor(world.unixS / 30);
  const said = { door, slot, random: world.dice.bytes(16) };
  const ask = await signAsk(p, deceit.key ?? visit.courier, said, visit.leafHash);
  return encodePresentation({ kind: 'chain', links: visit.links, knock: ask.bytes });
}

/** A knock over this nonce, and what is true of it; nobody has heard it yet. */
export async function signedKnock(
  world: World,
  visit: Visit,
  door: number,
  nonce: Uint8Array,
  deceit: Deceit = HONEST,
): Promise<{ readonly bytes: Uint8Array; readonly truth: KnockTruth }> {
  const { record } = world;
  const under = deceit.under ?? visit;
  const claims = { nonce, door, action: ACTION.unlock, ...carried(deceit.parcel ?? visit.parcel) };
  const link = await signKnock(p, deceit.key ?? visit.courier, claims, under.leafHash);
  const honest = deceit.key === undefined && deceit.parcel === undefined && deceit.under === undefined;
  const truth: KnockTruth = {
    id: record.knocks.length,
    hash: toHex(link.hash),
    door,
    by: dateNow(world, under),
    courier: (deceit.key ?? under.courier).key,
    entitled: honest && visit.truth.doors.includes(door),
    heardMs: [],
    spent: false,
  };
  record.knocks.push(truth);
  return { bytes: encodePresentation({ kind: 'chain', links: under.links, knock: link.bytes }), truth };
}

/** A device at the door: asks for the challenge, knocks over it, and its person walks through once the lock has let go. `knocked`: the hub hears the knock. */
export async function visitDoor(
  world: World,
  visit: Visit,
  deceit: Deceit = HONEST,
  knocked: () => void = () => undefined,
): Promise<void> {
  const door = deceit.door ?? world.dice.pick(visit.truth.doors) ?? 1;
  const asking = await signedAsk(world, visit, door, deceit);
  const near = world.dice.chance(0.4);
  let begun = false;
  world.post('ask', asking, [], {
    near,
    heard: (answer) => {
      const nonce = answer.ok ? fromBase64url(answer.message ?? '') : undefined;
      if (nonce === undefined || begun) return;
      begun = true;
      world.clock.after(world.dice.below(8000), () => void knock(world, { visit, door, nonce, deceit, near, knocked }));
    },
  });
}

interface Knocking {
  readonly visit: Visit;
  readonly door: number;
  readonly nonce: Uint8Array;
  readonly deceit: Deceit;
  readonly near: boolean;
  readonly knocked: () => void;
}

async function knock(world: World, { visit, door, nonce, deceit, near, knocked }: Knocking): Promise<void> {
  const { bytes, truth } = await signedKnock(world, visit, door, nonce, deceit);
  world.post('knock', bytes, [], {
    near,
    // One that waits for a member's yes opens nothing by itself.
    arrives: () => {
      if (visit.truth.asks !== true) truth.heardMs.push(world.clock.nowMs);
      knocked();
    },
    heard: (answer) => {
      if (answer.ok) walkIn(world, door);
    },
  });
}

/** Through the door, and mostly out again; whoever finds it shut behind them uses the handle inside. */
export function walkIn(world: World, door: number): void {
  const { clock, dice, wires } = world;
  const at = wires.doors.get(door);
  const inMs = dice.between(1000, 9000);
  clock.after(inMs, () => at?.put({ type: 'act', act: { act: 'push' } }));
  if (dice.chance(0.85))
    clock.after(dice.between(10_000, 60_000), () => at?.put({ type: 'act', act: { act: 'pull' } }));
  else if (door === 1 && dice.chance(0.5)) clock.after(inMs + dice.between(2000, 30_000), () => leave(world));
} // prettier-ignore

/** P10: it shuts behind whoever is inside, and the handle lets them out, whatever was blocked and thrown meanwhile. */
function leave({ clock, wires, record }: World): void {
  const at = wires.doors.get(1);
  at?.put({ type: 'act', act: { act: 'pull' } });
  clock.after(12_000, () => {
    at?.put({ type: 'act', act: { act: 'handle' } });
    if (at?.truth.latch !== 'held') record.handlesThatHeld.push(`whoever was inside of door 1 at ${clock.nowMs} ms`);
  });
  clock.after(12_300, () => at?.put({ type: 'act', act: { act: 'push' } }));
  clock.after(14_000, () => at?.put({ type: 'act', act: { act: 'pull' } }));
}

/** The date of a series that it is, or the one visit. */
const dateNow = ({ unixS }: World, { dates, truth }: Visit): VisitTruth =>
  dates.find(({ nbfS, expS }) => nbfS <= unixS && unixS < expS) ?? truth;

const carried = (parcel: string | undefined) => (parcel === undefined ? {} : { trackingNumbers: [parcel] });
