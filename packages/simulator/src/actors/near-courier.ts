import { fromBase64url } from '@latchkey/protocol';
import type { World } from '../world.ts';
import { HONEST, signedAsk, signedKnock, type Deceit } from './courier.ts';
import type { Visit } from './visit.ts';

const DOOR = 1;

/** A courier's device on a net that loses, delays and doubles nothing, at the flat's door. */

/** The hub has the visit's chain, and its camera's ring has run for longer than a pre-roll. */
export async function announced(world: World, visit: Visit): Promise<void> {
  await world.ask('chain', new Uint8Array(0), visit.links);
  await world.clock.pass(7000);
}

/** The door's challenge; undefined where it gives none. */
export async function ask(world: World, visit: Visit, deceit: Deceit = HONEST): Promise<Uint8Array | undefined> {
  const answer = await world.ask('ask', await signedAsk(world, visit, DOOR, deceit));
  return answer?.ok === true ? fromBase64url(answer.message ?? '') : undefined;
}

/** Heard by the hub once; the presentation, for whoever keeps it. */
export async function knock(
  world: World,
  visit: Visit,
  nonce: Uint8Array,
  deceit: Deceit = HONEST,
): Promise<Uint8Array> {
  const { bytes, truth } = await signedKnock(world, visit, DOOR, nonce, deceit);
  if (visit.truth.asks !== true) truth.heardMs.push(world.clock.nowMs);
  await world.ask('knock', bytes);
  return bytes;
}

/** Asks, waits a moment for the film, knocks. */
export async function come(world: World, visit: Visit, deceit: Deceit = HONEST): Promise<void> {
  const nonce = await ask(world, visit, deceit);
  await world.clock.pass(1500);
  // Whoever hears no challenge says something all the same.
  await knock(world, visit, nonce ?? world.dice.bytes(16), deceit);
}

/** In with the parcel and out again; the door falls shut and is locked. */
export async function goThrough(world: World): Promise<void> {
  const door = world.wires.doors.get(DOOR);
  await world.clock.pass(1500);
  door?.put({ type: 'act', act: { act: 'push' } });
  await world.clock.pass(5000);
  door?.put({ type: 'act', act: { act: 'pull' } });
  await world.clock.pass(12_000);
}
