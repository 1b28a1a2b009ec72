import type { Clock } from '../effects.ts';
import { textOf, type Random } from '../ids.ts';

export const CHALLENGE_S = 60;
const LIMIT = 20_000;

/** Challenges for signing in: 32 random bytes, 60 s, one use. In memory: a restart only means asking again. */
export class Challenges {
  readonly #open = new Map<string, number>();
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  issue(): string {
    const challenge = textOf(this.#random(32));
    this.#open.set(challenge, this.#clock.nowMs() + CHALLENGE_S * 1000);
    const oldest = this.#open.keys().next().value;
    if (this.#open.size > LIMIT && oldest !== undefined) this.#open.delete(oldest);
    return challenge;
  }

  /** True once for each challenge that was issued and is still good. */
  spend(challenge: string): boolean {
    const untilMs = this.#open.get(challenge);
    this.#open.delete(challenge);
    return untilMs !== undefined && this.#clock.nowMs() < untilMs;
  }
}
