/** Failures that cost nothing; the sixth waits 2 s, the next 4, … (attacks.md: back-off of 2ⁿ s, kept across restarts). */
const FREE_FAILURES = 5;
const LONGEST_WAIT_S = 3600;

/**
 * Attempt limits per key (P13): never one lock-out for a door. The counts live in the journal; the waiting runs on the monotonic
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

  /** Seconds until the next attempt, for every key that has to wait. */
  limited(nowMs: number): ReadonlyMap<string, number> {
    const limited = new Map<string, number>();
    for (const key of new Set([...this.#failures.keys(), ...this.#counted.keys()])) {
      const count = this.#count(key);
      const leftS = Math.ceil(waitS(count) - (nowMs - (this.#lastMs.get(key) ?? 0)) / 1000);
      if (count >= FREE_FAILURES && leftS > 0) limited.set(key, leftS);
    }
    return limited;
  }

  /** What to journal for one more failure. */
  failed(key: string, nowMs: number): { readonly t: 'attempts'; readonly key: string; readonly failures: number } {
    this.#lastMs.set(key, nowMs);
    const failures = this.#count(key) + 1;
    this.#counted.set(key, failures);
    return { t: 'attempts', key, failures };
  }

  /** What to journal after a success, undefined when nothing was held against the key. */
  succeeded(key: string): { readonly t: 'attempts'; readonly key: string; readonly failures: 0 } | undefined {
    const known = this.#counted.delete(key) || this.#failures.has(key);
    return known ? { t: 'attempts', key, failures: 0 } : undefined;
  }

  #count(key: string): number {
    return Math.max(this.#failures.get(key) ?? 0, this.#counted.get(key) ?? 0);
  }
}

const waitS = (failures: number): number => Math.min(2 ** (failures - FREE_FAILURES + 1), LONGEST_WAIT_S);
