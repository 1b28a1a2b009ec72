/**
 * Generic cell rate algorithm: one number a caller says when its next request is due. A caller may use a minute's worth at
 * once, then one request each interval.
 */
export class RateLimiter {
  readonly #dueMs = new Map<string, number>();
  /** Whoever has used so much of its minute that forgetting it would be a gift, since `taken` last asked. */
  #pressing = new Set<string>();
  readonly #limitCallers: number;

  constructor(limitCallers = 50_000) {
    this.#limitCallers = limitCallers;
  }

  /** Milliseconds to wait; 0 lets the request through and counts it. */
  wait(caller: string, perMinute: number, nowMs: number): number {
    const waitMs = this.left(caller, perMinute, nowMs);
    if (waitMs > 0) return waitMs;
    const intervalMs = 60_000 / perMinute;
    const due = Math.max(this.#dueMs.get(caller) ?? nowMs, nowMs);
    this.#dueMs.delete(caller);
    this.#dueMs.set(caller, due + intervalMs);
    if (due + intervalMs - nowMs >= PRESSING_MS) this.#pressing.add(caller);
    if (this.#dueMs.size > this.#limitCallers) this.#forget(nowMs);
    return 0;
  }

  /** The same without counting anything. */
  left(caller: string, perMinute: number, nowMs: number): number {
    const ahead = (this.#dueMs.get(caller) ?? nowMs) - nowMs;
    const mostMs = 60_000 - 60_000 / perMinute;
    return ahead > mostMs ? Math.ceil(ahead - mostMs) : 0;
  }

  /** What has become worth keeping since this was last asked. */
  taken(): readonly Due[] {
    const pressing = this.#pressing;
    this.#pressing = new Set();
    return [...pressing].flatMap((caller) => {
      const dueMs = this.#dueMs.get(caller);
      return dueMs === undefined ? [] : [{ caller, dueMs }];
    });
  }

  /** What was kept; whoever has come meanwhile keeps the later date. */
  restore(kept: readonly Due[]): void {
    for (const { caller, dueMs } of kept) this.#dueMs.set(caller, Math.max(this.#dueMs.get(caller) ?? 0, dueMs));
  }

  /** Callers whose allowance is whole again are no different from new ones; past the limit the oldest go too. */
  #forget(nowMs: number): void {
    for (const [caller, due] of this.#dueMs) {
      if (due > nowMs && this.#dueMs.size <= this.#limitCallers) break;
      this.#dueMs.delete(caller);
    }
  }
}

/** When a caller's next request is due, unix milliseconds. */
export interface Due {
  readonly caller: string;
  readonly dueMs: number;
}

/** A quarter of a minute's allowance. */
const PRESSING_MS = 15_000;
