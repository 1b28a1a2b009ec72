import type { Clock } from '../effects.ts';
import { textOf, type Random } from '../ids.ts';
import type { Expected, Identity } from './identity.ts';

export const SIGN_IN_S = 600;
const LIMIT = 10_000;

/** For whom somebody wants to sign in. */
export interface Wanted {
  /** For this carrier alone. */
  readonly carrierId?: string | undefined;
  /** To be asked, though there is one that they work for. */
  readonly choose?: true | undefined;
}

/** Sign-ins on their way through the provider, by the cookie of the browser that began them. In memory: a restart means beginning again. */
export class SignIns {
  readonly #begun = new Map<string, Kept<{ readonly expected: Expected; readonly wanted: Wanted }>>();
  /** Who somebody is by the provider's word, until they said for whom they work. */
  readonly #proven = new Map<string, Kept<{ readonly who: Identity; readonly wanted: Wanted }>>();
  readonly #clock: Clock;
  readonly #random: Random;

  constructor(clock: Clock, random: Random) {
    this.#clock = clock;
    this.#random = random;
  }

  begin(wanted: Wanted): { readonly token: string; readonly expected: Expected } {
    const [state, nonce, verifier] = [this.#secret(), this.#secret(), this.#secret()] as const;
    const expected = { state, nonce, verifier };
    return { token: this.#keep(this.#begun, { expected, wanted }), expected };
  }

  /** Once, whatever becomes of it: a second answer for the same beginning finds nothing. */
  take(token: string): { readonly expected: Expected; readonly wanted: Wanted } | undefined {
    return this.#taken(this.#begun, token);
  }

  asked(who: Identity, wanted: Wanted): string {
    return this.#keep(this.#proven, { who, wanted });
  }

  /** Once, as above. */
  takeAsked(token: string): { readonly who: Identity; readonly wanted: Wanted } | undefined {
    return this.#taken(this.#proven, token);
  }

  #keep<T>(among: Map<string, Kept<T>>, what: T): string {
    const token = this.#secret();
    among.set(token, { untilMs: this.#clock.nowMs() + SIGN_IN_S * 1000, what });
    const oldest = among.keys().next().value;
    if (among.size > LIMIT && oldest !== undefined) among.delete(oldest);
    return token;
  }

  #taken<T>(among: Map<string, Kept<T>>, token: string): T | undefined {
    const kept = among.get(token);
    among.delete(token);
    return kept !== undefined && this.#clock.nowMs() < kept.untilMs ? kept.what : undefined;
  }

  #secret(): string {
    return textOf(this.#random(32));
  }
}

interface Kept<T> {
  readonly untilMs: number;
  readonly what: T;
}
