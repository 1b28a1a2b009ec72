import { ACTION, doorCodes, encodePresentation, readAtDoor, signKnock, type Knock } from '@latchkey/protocol';
import { ask } from '../actors/near-courier.ts';
import type { Visit } from '../actors/visit.ts';
import { primitives as p } from '../people.ts';
import type { KnockTruth, VisitTruth } from '../record.ts';
import type { World } from '../world.ts';
import type { SimulatedTag } from './door-tag.ts';

/** How somebody at the flat's door says who they are: over the wireless line to the hub, with a code for the camera, over what the display shows or the tag gives. */
export const WAYS = ['line', 'code', 'display', 'tag'] as const;
export type Way = (typeof WAYS)[number];

const DOOR = 1;
/** A code, a challenge and what a display shows are all older than they may be; one that a phone still shows is no replay. */
const STALE_MS = 90_000;
/** A reading that was refused is written down by then. */
const HEARD_MS = 1000;

interface Presented {
  readonly way: Way;
  readonly bytes: Uint8Array;
  readonly atMs: number;
  /** No hub had power long enough to hear it. */
  isUnheard: boolean;
}

/** Everything that anybody ever presented at this door, kept by somebody who filmed and recorded it all. */
export class Presentations {
  readonly #world: World;
  readonly #tag: SimulatedTag;
  readonly #kept: Presented[] = [];

  constructor(world: World, tag: SimulatedTag) {
    this.#world = world;
    this.#tag = tag;
  }

  /** Once; `meanwhile` happens between reading what the door has and knocking over it. Answers the way that it really went. */
  async present(visit: Visit, by: VisitTruth, wanted: Way, meanwhile?: () => Promise<void>): Promise<Way> {
    const world = this.#world;
    const [way, over] = await this.#over(visit, wanted);
    // What slept through says nothing of now; a tag has no clock, and a code is made when it is shown.
    const isVoid = meanwhile !== undefined && (way === 'line' || way === 'display');
    await meanwhile?.();
    const made = over === undefined ? this.#slot() : over;
    const { bytes, truth } = await this.#knock(visit, by, made, !isVoid);
    const { hub, clock } = world;
    const kept: Presented = { way, bytes, atMs: clock.worldMs, isUnheard: hub === undefined };
    clock.after(HEARD_MS, () => (kept.isUnheard ||= world.hub !== hub));
    this.#kept.push(kept);
    truth.heardMs.push(world.clock.nowMs);
    // A way over the line proves nothing of who stands there.
    if (way !== 'line') world.record.readings.push({ door: DOOR, atMs: world.clock.nowMs });
    if (way === 'code') this.#show(bytes);
    else world.say('knock', bytes);
    return way;
  }

  /**
   * Some of it, or all, over every way there is and before every camera: it opens nothing. But a reading of the tag that no hub heard counts whenever it comes
   * first (docs/protocol/door-nonce.md), and does not come again here.
   */
  again(most = Infinity): void {
    const { clock, dice, record } = this.#world;
    const old = this.#kept.filter(({ atMs, way, isUnheard }) => clock.worldMs - atMs > STALE_MS && !(way === 'tag' && isUnheard)); // prettier-ignore
    const chosen = most >= old.length ? old : Array.from({ length: most }, () => dice.pick(old) ?? old[0]);
    for (const one of chosen) {
      if (one === undefined) continue;
      this.#world.say('knock', one.bytes);
      this.#show(one.bytes);
      this.#show(one.bytes, 2);
    }
    record.say(clock.nowMs, `${chosen.length} old presentations come again`);
  }

  /** What only the door has; a display that is dark leaves the code. */
  async #over(visit: Visit, way: Way): Promise<readonly [Way, Partial<Knock> | undefined]> {
    switch (way) {
      case 'line': {
        const nonce = await ask(this.#world, visit);
        return [way, { nonce: nonce ?? this.#world.dice.bytes(16) }];
      }
      case 'display': {
        const shown = readAtDoor(this.#world.wires.displays.get(DOOR) ?? '')?.shown;
        return shown !== undefined && 'nonce' in shown ? [way, shown] : ['code', undefined];
      }
      case 'tag': {
        const tap = this.#tag.tap();
        return tap === undefined ? ['code', undefined] : [way, { tap }];
      }
      case 'code':
        return [way, undefined];
    }
  }

  #slot = (): Partial<Knock> => ({ slot: Math.floor(this.#world.unixS / 30) });

  async #knock(visit: Visit, by: VisitTruth, over: Partial<Knock>, entitled: boolean): Promise<{ readonly bytes: Uint8Array; readonly truth: KnockTruth }> {
    const { record } = this.#world;
    const claims = { door: DOOR, action: ACTION.unlock, ...over };
    const knock = (await signKnock(p, visit.courier, claims, visit.leafHash)).bytes;
    const id = record.knocks.length;
    const truth: KnockTruth = { id, door: DOOR, by, courier: visit.courier.key, entitled, heardMs: [], spent: false };
    record.knocks.push(truth);
    return { bytes: encodePresentation({ kind: 'chain', links: visit.links, knock }), truth };
  } // prettier-ignore

  #show(bytes: Uint8Array, door = DOOR): void {
    for (const text of doorCodes(p, bytes)) void this.#world.hub?.seen(door, text);
  }
}
