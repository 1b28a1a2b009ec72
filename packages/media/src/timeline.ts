/** What a frame's clock says and when it came. */
export interface Arrival {
  /** The camera's decode time, milliseconds; may wrap, jump or start again at 0. */
  readonly dtsMs: number;
  /** The hub's clock on arrival, unix milliseconds. */
  readonly arrivedMs: number;
}

const JUMP_MS = 700;
/** How fast the estimate follows a camera whose clock runs slow; honest ones stay far below. */
const DRIFT = 1 / 100;

/**
 * Capture times out of a camera's clock that nobody trusts: spacing from the camera while it agrees with the hub's own
 * clock, the hub's clock where it does not. The result strictly increases and never lies after the frame's arrival, except
 * by the 1 ms a step must have at least.
 */
export class Timeline {
  #offsetMs: number | undefined;
  #lastDtsMs = 0;
  #lastMs = 0;

  captureMs(frame: Arrival): number {
    const offset = frame.arrivedMs - frame.dtsMs;
    const follows =
      frame.dtsMs > this.#lastDtsMs && this.#offsetMs !== undefined && Math.abs(offset - this.#offsetMs) < JUMP_MS;
    const passedMs = Math.max(0, frame.dtsMs - this.#lastDtsMs);
    // The frame that travelled fastest shows the true offset best.
    this.#offsetMs = follows ? Math.min(offset, (this.#offsetMs ?? offset) + passedMs * DRIFT) : offset;
    this.#lastDtsMs = frame.dtsMs;
    this.#lastMs = Math.max(this.#lastMs + 1, Math.round(frame.dtsMs + this.#offsetMs));
    return this.#lastMs;
  }
}
