const FIRST_MS = 250;
const LONGEST_MS = 8000;
/** The server counts introductions by the minute. */
const REFUSED_MS = 60_000;

/** How long a line waits before it is tried again: longer each time, until a server knows the household. */
export class Pauses {
  readonly #chance: () => number;
  #nextMs = FIRST_MS;
  #refused = false;

  /** `chance`: 0 ≤ x < 1. */
  constructor(chance: () => number) {
    this.#chance = chance;
  }

  /** The line is gone: milliseconds until the next try. Jitter: after a server's restart ten thousand hubs must not come back in the same moment. */
  next(): number {
    const longest = this.#refused ? REFUSED_MS : this.#nextMs;
    this.#refused = false;
    this.#nextMs = Math.min(2 * this.#nextMs, LONGEST_MS);
    return longest * (0.5 + this.#chance() / 2);
  }

  /** A welcome alone starts nothing anew: a server welcomes strangers, and may send them away again. */
  known(): void {
    this.#nextMs = FIRST_MS;
    this.#refused = false;
  }

  /** The household is not taken in, or not now: whatever ends this line, the next one does not come at once. */
  refused(): void {
    this.#refused = true;
  }
}
