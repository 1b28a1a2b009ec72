import { RECOVERY_LOOK_MS } from '@latchkey/protocol';
import type { HubClockPort } from './ports.ts';

/** The hub's own running time: monotonic, and of the time between two looks a little only, so that no sleep and no jump shortens a wait. */
export class RunningTime {
  readonly #clock: HubClockPort;
  #lookedMs: number;

  constructor(clock: HubClockPort) {
    this.#clock = clock;
    this.#lookedMs = clock.monotonicMs();
  }

  /** What has run since the last call. */
  passedMs(): number {
    const nowMs = this.#clock.monotonicMs();
    const passedMs = Math.min(Math.max(0, nowMs - this.#lookedMs), RECOVERY_LOOK_MS);
    this.#lookedMs = nowMs;
    return passedMs;
  }
}
