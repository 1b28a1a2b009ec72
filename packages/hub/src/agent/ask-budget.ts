/** An honest device asks a handful of times at a door: a parcel scanned again, a line that was away. */
const BURST = 20;
const ONE_MORE_MS = 15_000;

/**
 * How often one key may ask: each ask of a visitor is a receipt, a challenge and forty seconds of film, so a device that asks without end would fill
 * the disk. In memory only; members are not counted.
 */
export class AskBudget {
  /** By holder: when the budget will be whole again. */
  readonly #wholeMs = new Map<string, number>();

  /** Keys whose measure is not empty. */
  get size(): number {
    return this.#wholeMs.size;
  }

  /** Whether this one is within it; then it is taken. */
  take(holder: string, nowMs: number): boolean {
    const wholeMs = Math.max(this.#wholeMs.get(holder) ?? 0, nowMs) + ONE_MORE_MS;
    if (wholeMs - nowMs > BURST * ONE_MORE_MS) return false;
    for (const [other, atMs] of this.#wholeMs) if (atMs <= nowMs) this.#wholeMs.delete(other);
    this.#wholeMs.set(holder, wholeMs);
    return true;
  }
}
