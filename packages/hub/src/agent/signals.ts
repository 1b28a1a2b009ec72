import type { HubToHardware } from '../drivers/locks/wire.ts';

/** One siren and one filming light for the whole home: on while any door wants it. */
export class Signals {
  readonly #send: (message: HubToHardware) => void;
  readonly #wanted = { siren: new Set<number>(), indicator: new Set<number>() };

  constructor(send: (message: HubToHardware) => void) {
    this.#send = send;
  }

  set(signal: 'siren' | 'indicator', door: number, on: boolean): void {
    const wanted = this.#wanted[signal];
    const before = wanted.size > 0;
    if (on) wanted.add(door);
    else wanted.delete(door);
    if (wanted.size > 0 !== before) this.#send({ type: signal, on: wanted.size > 0 });
  }

  /** A hardware that was away knows nothing. */
  repeat(): void {
    this.#send({ type: 'siren', on: this.#wanted.siren.size > 0 });
    this.#send({ type: 'indicator', on: this.#wanted.indicator.size > 0 });
  }
}
