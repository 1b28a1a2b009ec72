import { atDoorFragment, toHex } from '@latchkey/protocol';
import type { DoorKeeper } from './door-keeper.ts';
import { RandomStuck, type Nonces } from './nonces.ts';
import type { DisplayPagesPort, HubClockPort, LockPort, Log } from './ports.ts';

/** Whoever has read one has as long again to knock: a nonce lives for twice this. docs/protocol/door-nonce.md */
const SHOWN_ANEW_MS = 15_000;

interface With {
  readonly hubId: Uint8Array;
  readonly clock: HubClockPort;
  readonly nonces: Nonces;
  readonly doors: ReadonlyMap<number, DoorKeeper>;
  readonly locks: LockPort;
  readonly pages: DisplayPagesPort | undefined;
  readonly log: Log;
}

interface Shown {
  readonly nonce: string;
  readonly atMs: number;
}

/** The displays beside the doors, on the wires or a page: what only somebody who stands there can read. Nothing else ever says it. */
export class Displays {
  readonly #with: With;
  /** Doors with a display on the wires. */
  readonly #wired = new Set<number>();
  /** By door with a display of either kind; undefined while it is dark. */
  readonly #shown = new Map<number, Shown | undefined>();

  constructor(parts: With) {
    this.#with = parts;
  }

  has(door: number): boolean {
    return this.#wired.has(door) || this.#with.pages?.has(door) === true;
  }

  /** The hardware says whether this door has a display; a new one is dark. */
  fitted(door: number, there: boolean): void {
    this.#forget(door);
    if (there) this.#wired.add(door);
    else this.#wired.delete(door);
    this.look();
  }

  /** The wires are dead: nobody knows what their displays show, so it counts no more. */
  lost(): void {
    for (const door of this.#wired) this.#forget(door);
    this.#wired.clear();
  }

  /** Once a second, when something was used, and when the settings name other pages. */
  look(): void {
    const all = new Set([...this.#wired, ...(this.#with.pages?.doors() ?? [])]);
    for (const door of [...this.#shown.keys()]) if (!all.has(door)) this.#forget(door);
    for (const door of all) {
      const shown = this.#shown.get(door);
      if (this.#isExpected(door)) this.#renew(door, shown);
      else if (shown !== undefined) this.#darken(door);
    }
  }

  /** Nobody is waited for: nothing to photograph. */
  #isExpected(door: number): boolean {
    return this.#with.doors.get(door)?.loop.visits.some(({ armed }) => armed) ?? false;
  }

  #renew(door: number, shown: Shown | undefined): void {
    const { clock, nonces } = this.#with;
    const nowMs = clock.monotonicMs();
    const stands = shown !== undefined && nonces.outstanding.has(shown.nonce);
    if (stands && nowMs - shown.atMs < SHOWN_ANEW_MS) return;
    const nonce = this.#fresh(door, nowMs);
    if (nonce === undefined) {
      this.#darken(door);
      return;
    }
    this.#shown.set(door, { nonce: toHex(nonce), atMs: nowMs });
    this.#show(door, atDoorFragment({ hubId: this.#with.hubId, door, shown: { nonce } }), 2 * SHOWN_ANEW_MS);
  }

  #fresh(door: number, nowMs: number): Uint8Array | undefined {
    try {
      return this.#with.nonces.show(door, nowMs);
    } catch (error) {
      if (!(error instanceof RandomStuck)) throw error;
      this.#with.log.error({ door }, 'the random source repeats itself; the display stays dark');
      return undefined;
    }
  }

  #darken(door: number): void {
    this.#shown.set(door, undefined);
    this.#show(door, null, 0);
  }

  #show(door: number, fragment: string | null, forMs: number): void {
    const { locks, pages } = this.#with;
    if (this.#wired.has(door)) locks.send({ type: 'door-shows', door, fragment, forMs });
    if (pages?.has(door) === true) pages.show(door, fragment, forMs);
  }

  #forget(door: number): void {
    const shown = this.#shown.get(door);
    if (shown !== undefined) this.#with.nonces.spend(shown.nonce);
    this.#shown.delete(door);
  }
}
