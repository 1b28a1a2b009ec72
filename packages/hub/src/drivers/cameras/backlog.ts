/** As in a timeline: what is less is the jitter of a network. */
const LATE_MS = 700;
/** How fast the best is forgotten: a camera whose clock runs slow falls no further behind than an honest one may. */
const DRIFT = 1 / 100;

/**
 * How far the pictures of one connection have fallen behind. The camera counts its time, and the hub its own; which moment of one is which of the other
 * nobody can know who does not trust the camera's clock. But the picture that travelled fastest is a bound: whatever comes later by its count, although the
 * count went on, was taken then and has waited on the way.
 */
export class Backlog {
  /** Arrival minus the camera's count, of the picture that travelled fastest. */
  #bestMs: number | undefined;
  #lastDtsMs = 0;
  #lateSinceMs: number | undefined;

  /** When this picture came at the latest, as far as the others tell: not when it arrived, where it has waited. */
  takenMs({ dtsMs, arrivedMs }: { readonly dtsMs: number; readonly arrivedMs: number }): number {
    const offsetMs = arrivedMs - dtsMs;
    const passedMs = dtsMs - this.#lastDtsMs;
    // A count that went back is a clock that was set: it says nothing about before.
    const bestMs = passedMs > 0 ? this.#bestMs : undefined;
    this.#bestMs = bestMs === undefined ? offsetMs : Math.min(offsetMs, bestMs + passedMs * DRIFT);
    this.#lastDtsMs = dtsMs;
    const isLate = offsetMs - this.#bestMs > LATE_MS;
    this.#lateSinceMs = isLate ? (this.#lateSinceMs ?? arrivedMs) : undefined;
    return isLate ? dtsMs + this.#bestMs : arrivedMs;
  }

  /** For how long it has been late without a break, milliseconds; 0: it is not. What merely stopped comes in a burst and is soon in time again. */
  lateForMs(nowMs: number): number {
    return this.#lateSinceMs === undefined ? 0 : nowMs - this.#lateSinceMs;
  }
}
