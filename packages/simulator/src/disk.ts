import type { HubParts } from '@latchkey/hub';
import type { VirtualClock } from '@latchkey/hub/virtual-time';
import type { Dice } from './dice.ts';

export type Disk = HubParts['disk'];

/**
 * A disk whose power may go at any moment. `append` reaches the cache at once, `sync` takes a few milliseconds, and of what was not
 * synced when the power went any beginning may have survived.
 */
export class SimulatedDisk implements Disk {
  readonly #clock: VirtualClock;
  readonly #dice: Dice;
  #durable: Uint8Array;
  #cached: Uint8Array = new Uint8Array(0);
  #dead = false;

  constructor(clock: VirtualClock, dice: Dice, durable: Uint8Array = new Uint8Array(0)) {
    this.#clock = clock;
    this.#dice = dice;
    this.#durable = durable;
  }

  get durable(): Uint8Array {
    return this.#durable;
  }

  read(from = 0, to = this.#durable.length): Promise<Uint8Array> {
    return Promise.resolve(this.#durable.slice(from, to));
  }

  truncate(bytes: number): Promise<void> {
    this.#durable = this.#durable.slice(0, bytes);
    return Promise.resolve();
  }

  append(bytes: Uint8Array): Promise<void> {
    this.#cached = joined(this.#cached, bytes);
    return Promise.resolve();
  }

  sync(): Promise<void> {
    const { length } = this.#cached;
    return new Promise((done) => {
      this.#clock.after(this.#dice.between(0, 8), () => {
        if (this.#dead) return;
        this.#durable = joined(this.#durable, this.#cached.subarray(0, length));
        this.#cached = this.#cached.slice(length);
        done();
      });
    });
  }

  /** Another file, of which nothing is found before it has taken this one's place. */
  beside(): ReturnType<Disk['beside']> {
    let bytes: Uint8Array = new Uint8Array(0);
    return Promise.resolve({
      append: (more) => Promise.resolve(void (bytes = joined(bytes, more))),
      sync: () => new Promise<void>((done) => void this.#clock.after(this.#dice.between(0, 8), done)),
      takeOver: () => {
        if (this.#dead) return new Promise(() => undefined);
        this.#durable = bytes;
        return Promise.resolve();
      },
      discard: () => Promise.resolve(),
    });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** What the next start finds. Calls that were under way never come back. */
  pull(): Uint8Array {
    this.#dead = true;
    return joined(this.#durable, this.#cached.subarray(0, this.#dice.below(this.#cached.length + 1)));
  }
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
