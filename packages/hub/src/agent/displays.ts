import { atDoorFragment, toHex } from '@latchkey/protocol';
import type { HubToHardware } from '../drivers/locks/wire.ts';
import type { DoorKeeper } from './door-keeper.ts';
import { RandomStuck, type Nonces } from './nonces.ts';
import type { HubClockPort, Log } from './ports.ts';

/** Whoever has read one has as long again to knock: a nonce lives for twice this. docs/protocol/door-nonce.md */
const SHOWN_ANEW_MS = 15_000;

interface With {
  readonly hubId: Uint8Array;
  readonly clock: HubClockPort;
  readonly nonces: Nonces;
  readonly doors: ReadonlyMap<number, DoorKeeper>;
  readonly send: (message: HubToHardware) => void;
  readonly log: Log;
}

interface Shown {
  readonly nonce: string;
  readonly atMs: number;
}

/** The small displays beside the doors: what only somebody who stands there can read. Nothing else ever says it. */
export class Displays {
  readonly #with: With;
  /** By door; undefined while it is dark. */
  readonly #fitted = new Map<number, Shown | undefined>();

  constructor(parts: With) {
    this.#with = parts;
  }

  has(door: number): boolean {
    return this.#fitted.has(door);
  }

  /** The hardware says whether this door has a display; a new one is dark. */
  fitted(door: number, there: boolean): void {
    this.#forget(door);
    if (there) this.#fitted.set(door, undefined);
    this.look();
  }

  /** The wires are dead: nobody knows what the displays show, so it counts no more. */
  lost(): void {
    for (const door of [...this.#fitted.keys()]) this.#forget(door);
  }

  /** Once a second, and when something was used. */
  look(): void {
    for (const [door, shown] of this.#fitted) {
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
    this.#fitted.set(door, { nonce: toHex(nonce), atMs: nowMs });
    const fragment = atDoorFragment({ hubId: this.#with.hubId, door, shown: { nonce } });
    this.#with.send({ type: 'door-shows', door, fragment, forMs: 2 * SHOWN_ANEW_MS });
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
    this.#fitted.set(door, undefined);
    this.#with.send({ type: 'door-shows', door, fragment: null, forMs: 0 });
  }

  #forget(door: number): void {
    const shown = this.#fitted.get(door);
    if (shown !== undefined) this.#with.nonces.spend(shown.nonce);
    this.#fitted.delete(door);
  }
}
