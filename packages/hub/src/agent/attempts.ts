import type { DoorState } from '@latchkey/protocol';

type Way = DoorState['heardOver'];

/** Failures that cost nothing; the sixth waits 2 s, the next 4, … (attacks.md: back-off of 2ⁿ s, kept across restarts). */
const FREE_FAILURES = 5;
const LONGEST_WAIT_S = 3600;

/**
 * Attempt limits per key and way (P13): never one lock-out for a door, and what somebody far away sends over the line never counts against
 * whoever stands before the camera. The counts live in the journal; the waiting runs on the monotonic
 * clock and starts anew with each start, so that unplugging the hub buys nothing.
 */
export class Attempts {
  readonly #failures: ReadonlyMap<string, number>;
  readonly #lastMs = new Map<string, number>();
  /** Failures of this start, the ones still on their way to the disk among them: a burst is counted one by one. */
  readonly #counted = new Map<string, number>();

  /** `failures` is the memory's own map. */
  constructor(failures: ReadonlyMap<string, number>) {
    this.#failures = failures;
  }

  /** Seconds until the next attempt on this way, for every key that has to wait. */
  limited(nowMs: number, way: Way): ReadonlyMap<string, number> {
    const limited = new Map<string, number>();
    for (const name of new Set([...this.#failures.keys(), ...this.#counted.keys()])) {
      const key = keyOn(name, way);
      if (key === undefined) continue;
      const count = this.#count(name);
      const leftS = Math.ceil(waitS(count) - (nowMs - (this.#lastMs.get(name) ?? 0)) / 1000);
      if (count >= FREE_FAILURES && leftS > 0) limited.set(key, leftS);
    }
    return limited;
  }

  /** What to journal for one more failure. */
  failed(key: string, nowMs: number, way: Way) {
    const name = nameOn(key, way);
    this.#lastMs.set(name, nowMs);
    const failures = this.#count(name) + 1;
    this.#counted.set(name, failures);
    return { t: 'attempts', key: name, failures } as const;
  }

  /** What to journal after a success, undefined when nothing was held against the key. */
  succeeded(key: string, way: Way) {
    const name = nameOn(key, way);
    const known = this.#counted.delete(name) || this.#failures.has(name);
    return known ? ({ t: 'attempts', key: name, failures: 0 } as const) : undefined;
  }

  #count(name: string): number {
    return Math.max(this.#failures.get(name) ?? 0, this.#counted.get(name) ?? 0);
  }
}

/** Journals of before the camera could knock name the key alone: that is the line. */
const SEEN = '@door-camera';
const nameOn = (key: string, way: Way): string => (way === 'line' ? key : `${key}${SEEN}`);
const keyOn = (name: string, way: Way): string | undefined => {
  const seen = name.endsWith(SEEN);
  if (seen !== (way === 'door-camera')) return undefined;
  return seen ? name.slice(0, -SEEN.length) : name;
};

const waitS = (failures: number): number => Math.min(2 ** (failures - FREE_FAILURES + 1), LONGEST_WAIT_S);
