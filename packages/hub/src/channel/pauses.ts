const FIRST_MS = 250;
const LONGEST_MS = 8000;
/** A server that has been gone for an hour is gone for longer, and when it is back every hub of a town wants it in the same moment. */
const LONG_AWAY_MS = 3_600_000;
const LONG_AWAY_PAUSE_MS = 60_000;
/** The server counts introductions by the minute. */
const REFUSED_MS = 60_000;

/** How long a line waits before it is tried again: longer each time, until a server knows the household. */
export class Pauses {
  readonly #chance: () => number;
  #nextMs = FIRST_MS;
  #refused = false;
  /** Waited since a server last knew the household. */
  #awayMs = 0;

  /** `chance`: 0 ≤ x < 1. */
  constructor(chance: () => number) {
    this.#chance = chance;
  }

  /** The line is gone: milliseconds until the next try. Jitter: after a server's restart ten thousand hubs must not come back in the same moment. */
  next(): number {
    const longest = this.#refused ? REFUSED_MS : this.#nextMs;
    const pause = longest * (0.5 + this.#chance() / 2);
    this.#refused = false;
    this.#awayMs += pause;
    this.#nextMs = this.#awayMs < LONG_AWAY_MS ? Math.min(2 * this.#nextMs, LONGEST_MS) : LONG_AWAY_PAUSE_MS;
    return pause;
  }

  /** A welcome alone starts nothing anew: a server welcomes strangers, and may send them away again. */
  known(): void {
    this.#nextMs = FIRST_MS;
    this.#awayMs = 0;
    this.#refused = false;
  }

  /** The household is not taken in, or not now: whatever ends this line, the next one does not come at once. */
  refused(): void {
    this.#refused = true;
  }
}
