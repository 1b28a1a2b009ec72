import type { FastifyReply } from 'fastify';
import type { Effects } from '../effects.ts';
import { textOf } from '../ids.ts';
import { fail } from './problems.ts';
import { RateLimiter } from './rate-limit.ts';

const KEEP_EVERY_MS = 1000;

const refuse = (waitMs: number, reply: FastifyReply): void => {
  if (waitMs === 0) return;
  reply.header('retry-after', Math.ceil(waitMs / 1000));
  throw fail('too-many-requests');
};

/**
 * Who has used up its requests, over restarts too: a crash that can be provoked must not hand out new ones. Kept are hashes, for as
 * long as they matter, so that no address lies in the database; what came in the last second before a kill is forgotten.
 */
export class Throttles {
  readonly #limiter = new RateLimiter();
  readonly #effects: Effects;
  #stop: () => void = () => undefined;
  #keeping: Promise<void> = Promise.resolve();

  constructor(effects: Effects) {
    this.#effects = effects;
  }

  /** Before the first request is heard. */
  async open(): Promise<void> {
    const { store, clock } = this.#effects;
    this.#limiter.restore(await store.throttles(clock.nowMs()));
    this.#stop = clock.every(KEEP_EVERY_MS, () => this.#keep());
  }

  /** Counts the request. @throws the problem *too many requests*, with the time to wait in the answer's head */
  admit(what: string, perMinute: number, reply: FastifyReply): void {
    refuse(this.#waitMs(what, perMinute), reply);
  }

  /** Refuses as `admit` does, and counts nothing: for what is counted only when it went wrong. */
  admitStill(what: string, perMinute: number, reply: FastifyReply): void {
    const { primitives, clock } = this.#effects;
    refuse(this.#limiter.left(textOf(primitives.sha256(Buffer.from(what))), perMinute, clock.nowMs()), reply);
  }

  /** Counts what is no request; false: too often. */
  takes(what: string, perMinute: number): boolean {
    return this.#waitMs(what, perMinute) === 0;
  }

  #waitMs(what: string, perMinute: number): number {
    const { primitives, clock } = this.#effects;
    return this.#limiter.wait(textOf(primitives.sha256(Buffer.from(what))), perMinute, clock.nowMs());
  }

  async close(): Promise<void> {
    this.#stop();
    this.#keep();
    await this.#keeping;
  }

  #keep(): void {
    const taken = this.#limiter.taken();
    if (taken.length === 0) return;
    const { store, clock, log } = this.#effects;
    this.#keeping = this.#keeping
      .then(() => store.keepThrottles(taken, clock.nowMs()))
      .catch(() => log.warn('who has used up its requests could not be kept'));
  }
}
