import type { Clock } from '../effects.ts';
import { textOf, type Random } from '../ids.ts';
import type { Expected } from './identity.ts';

export const SIGN_IN_S = 600;
const LIMIT = 10_000;

/** Sign-ins on their way through the provider, by the cookie of the browser that began them. In memory: a restart means beginning again. */
export class SignIns {
  readonly #open = new Map<string, { readonly untilMs: number; readonly expected: Expected }>();
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  begin(): { readonly token: string; readonly expected: Expected } {
    const [token, state, nonce, verifier] = [this.#secret(), this.#secret(), this.#secret(), this.#secret()] as const;
    const expected = { state, nonce, verifier };
    this.#open.set(token, { untilMs: this.#clock.nowMs() + SIGN_IN_S * 1000, expected });
    const oldest = this.#open.keys().next().value;
    if (this.#open.size > LIMIT && oldest !== undefined) this.#open.delete(oldest);
    return { token, expected };
  }

  /** Once, whatever becomes of it: a second answer for the same beginning finds nothing. */
  take(token: string): Expected | undefined {
    const begun = this.#open.get(token);
    this.#open.delete(token);
    return begun !== undefined && this.#clock.nowMs() < begun.untilMs ? begun.expected : undefined;
  }

  #secret(): string {
    return textOf(this.#random(32));
  }
}
