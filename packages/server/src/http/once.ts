import type { Clock } from '../effects.ts';
import { sameBytes } from '../ids.ts';
import type { Once, Store, Tenant, Write } from '../store/store.ts';
import { fail } from './problems.ts';

/** One request under its idempotency key. */
export interface Keyed {
  readonly scope: string;
  readonly key: string;
  readonly requestHash: Uint8Array;
}

const KEY = /^[A-Za-z0-9_-]{16,64}$/;

export const readKey = (header: string | string[] | undefined): string => {
  if (typeof header !== 'string' || !KEY.test(header)) throw fail('idempotency-key-missing');
  return header;
};

const answerOf = (first: Once, keyed: Keyed): unknown => {
  if (!sameBytes(first.requestHash, keyed.requestHash)) throw fail('idempotency-key-reused');
  return JSON.parse(first.answer) as unknown;
};

export const answeredBefore = async (store: Store, keyed: Keyed): Promise<{ readonly answer: unknown } | undefined> => {
  const first = await store.once(keyed.scope, keyed.key);
  return first === undefined ? undefined : { answer: answerOf(first, keyed) };
};

export const commitOnce = async <A>(
  store: Store,
  keyed: Keyed,
  status: number,
  atMs: number,
  tenant: Tenant,
  writes: readonly Write[],
  answer: A,
): Promise<A> => {
  // An answer without a body is kept as null: JSON has no nothing.
  const outcome = await store.write(tenant, writes, { ...keyed, status, answer: JSON.stringify(answer ?? null), atMs });
  if (outcome.ok) return answer;
  if (outcome.why === 'conflict') throw fail('conflict');
  // Kept by an earlier request with the same hash, so the same route made it from the same type.
  return answerOf(outcome.first, keyed) as A;
};

const KEPT_MS = 60_000;
const LIMIT = 10_000;

/** Answers of relayed requests, in memory: a repeat within a minute waits for, or gets, the first one's answer. */
export class RecentAnswers {
  readonly #answers = new Map<string, { hash: Uint8Array; untilMs: number; answer: Promise<unknown> }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  once(keyed: Keyed, ask: () => Promise<unknown>): Promise<unknown> {
    const name = `${keyed.scope}\n${keyed.key}`;
    const nowMs = this.#clock.nowMs();
    const known = this.#answers.get(name);
    if (known !== undefined && known.untilMs > nowMs) {
      if (!sameBytes(known.hash, keyed.requestHash)) throw fail('idempotency-key-reused');
      return known.answer;
    }
    const answer = ask();
    this.#answers.set(name, { hash: keyed.requestHash, untilMs: nowMs + KEPT_MS, answer });
    // A failure says nothing about the next try: only answers are kept.
    answer.catch(() => this.#answers.delete(name));
    for (const [old, { untilMs }] of this.#answers) {
      if (untilMs > nowMs && this.#answers.size <= LIMIT) break;
      this.#answers.delete(old);
    }
    return answer;
  }
}
