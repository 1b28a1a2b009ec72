import type { Clock } from '../effects.ts';
import { textOf, type Random } from '../ids.ts';

export const CHALLENGE_S = 60;
const LIMIT = 20_000;

/** Challenges for signing in and for passkeys: 32 random bytes, 60 s, one use. In memory: a restart only means asking again. */
export class Challenges {
  readonly #open = new Map<string, { readonly untilMs: number; readonly about: string }>();
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  /** `about`: whom it is for; it serves nobody else. */
  issue(about = ''): string {
    const challenge = textOf(this.#random(32));
    this.#open.set(challenge, { untilMs: this.#clock.nowMs() + CHALLENGE_S * 1000, about });
    const oldest = this.#open.keys().next().value;
    if (this.#open.size > LIMIT && oldest !== undefined) this.#open.delete(oldest);
    return challenge;
  }

  /** True once for each challenge that was issued and is still good. */
  spend(challenge: string, about = ''): boolean {
    const issued = this.#open.get(challenge);
    this.#open.delete(challenge);
    return issued?.about === about && this.#clock.nowMs() < issued.untilMs;
  }
}
