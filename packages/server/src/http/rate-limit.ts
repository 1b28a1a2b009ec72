/**
 * Generic cell rate algorithm: one number a caller says when its next request is due. A caller may use a minute's worth at
 * once, then one request each interval.
 */
export class RateLimiter {
  readonly #dueMs = new Map<string, number>();
  readonly #limitCallers: number;

  constructor(limitCallers = 50_000) {
    this.#limitCallers = limitCallers;
  }

  /** Milliseconds to wait; 0 lets the request through and counts it. */
  wait(caller: string, perMinute: number, nowMs: number): number {
    const intervalMs = 60_000 / perMinute;
    const due = Math.max(this.#dueMs.get(caller) ?? nowMs, nowMs);
    const ahead = due - nowMs;
    if (ahead > 60_000 - intervalMs) return Math.ceil(ahead - (60_000 - intervalMs));
    this.#dueMs.delete(caller);
    this.#dueMs.set(caller, due + intervalMs);
    if (this.#dueMs.size > this.#limitCallers) this.#forget(nowMs);
    return 0;
  }

  /** Callers whose allowance is whole again are no different from new ones; past the limit the oldest go too. */
  #forget(nowMs: number): void {
    for (const [caller, due] of this.#dueMs) {
      if (due > nowMs && this.#dueMs.size <= this.#limitCallers) break;
      this.#dueMs.delete(caller);
    }
  }
}
