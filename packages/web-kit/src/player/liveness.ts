import type { CheckpointClaims } from '@latchkey/media';

/** Nonces that are still worth waiting for. */
const OUTSTANDING = 8;
/** Echoes that count: a single slow one must not make a fresh picture look old. */
const ECHOES = 3;
/** Without an echo for this long nothing is known about the relay any more. */
const ECHO_LASTS_MS = 15_000;
/** In a hole this long the hub's machine may have slept, and its clock gone ahead (docs/protocol/recording.md §10). */
const SLEEP_MS = 10_000;

/**
 * How old a picture can be at most, without trusting a clock of the relay or agreeing on time with the hub. A nonce sent at
 * local time s comes back in a checkpoint that the hub signed at its time t, and it cannot have signed before s: so the hub's
 * clock shows at most t + (now − s), and a frame that it captured at c is at most that minus c old.
 */
export class Liveness {
  readonly #sent = new Map<string, number>();
  #bounds: number[] = [];
  #lastEchoMs = -Infinity;

  sent(nonce: Uint8Array, nowMs: number): void {
    this.#sent.set(nonce.join(), nowMs);
    const [oldest] = this.#sent.keys();
    if (this.#sent.size > OUTSTANDING && oldest !== undefined) this.#sent.delete(oldest);
  }

  /** A verified checkpoint. */
  heard(checkpoint: CheckpointClaims, nowMs: number): void {
    // What an echo said of the hub's clock holds only as long as that clock runs on steadily.
    const isAhead = this.#bounds.length > 0 && checkpoint.signedMs - SLEEP_MS > nowMs + Math.min(...this.#bounds);
    if (isAhead || checkpoint.gaps.some(({ fromMs, toMs }) => toMs - fromMs > SLEEP_MS)) this.#bounds = [];
    for (const nonce of checkpoint.nonces) {
      const sentMs = this.#sent.get(nonce.join());
      if (sentMs === undefined) continue;
      this.#sent.delete(nonce.join());
      this.#bounds = [...this.#bounds, checkpoint.signedMs - sentMs].slice(-ECHOES);
      this.#lastEchoMs = nowMs;
    }
  }

  /** When a nonce of ours came back last, on the clock of `nowMs`; -Infinity for never. */
  get lastEchoMs(): number {
    return this.#lastEchoMs;
  }

  /** Upper bound for the age of a frame, milliseconds; undefined while no nonce came back. */
  ageMs(captureMs: number, nowMs: number): number | undefined {
    if (this.#bounds.length === 0 || nowMs - this.#lastEchoMs > ECHO_LASTS_MS) return undefined;
    return Math.max(0, nowMs + Math.min(...this.#bounds) - captureMs);
  }
}

/**
 * A clock for ages. `performance.now` stands still while some machines sleep and the wall clock can be set: whichever
 * says that more time has passed is believed, so a picture can look too old, never too fresh.
 */
export function steadyClock(performanceMs: () => number, wallMs: () => number): () => number {
  let [lastPerformance, lastWall] = [performanceMs(), wallMs()];
  let now = lastPerformance;
  return () => {
    const [performance, wall] = [performanceMs(), wallMs()];
    const jumped = Math.abs(wall - lastWall - (performance - lastPerformance)) > 50;
    now += Math.max(performance - lastPerformance, jumped ? wall - lastWall : 0);
    [lastPerformance, lastWall] = [performance, wall];
    return now;
  };
}
