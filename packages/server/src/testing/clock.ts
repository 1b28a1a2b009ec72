import type { Clock } from '../effects.ts';

interface Timer {
  readonly atMs: number;
  readonly task: () => void;
}

/** Time that stands still until a test moves it. */
export class VirtualClock implements Clock {
  #nowMs: number;
  readonly #timers = new Set<Timer>();

  constructor(nowMs = 1_800_000_000_000) {
    this.#nowMs = nowMs;
  }

  nowMs = () => this.#nowMs;

  after = (ms: number, task: () => void): (() => void) => {
    const timer = { atMs: this.#nowMs + ms, task };
    this.#timers.add(timer);
    return () => void this.#timers.delete(timer);
  };

  every = (ms: number, task: () => void): (() => void) => {
    let cancel = () => {};
    const again = () => {
      cancel = this.after(ms, () => {
        again();
        task();
      });
    };
    again();
    return () => cancel();
  };

  /** Runs what falls due, in order of time. */
  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (let next = this.#due(untilMs); next !== undefined; next = this.#due(untilMs)) {
      this.#timers.delete(next);
      this.#nowMs = next.atMs;
      next.task();
    }
    this.#nowMs = untilMs;
  }

  /** As after a sleep of the machine: whatever fell due meanwhile runs once, late. Days of heartbeats take no time. */
  sleep(ms: number): void {
    this.#nowMs += ms;
    for (const timer of [...this.#timers].filter(({ atMs }) => atMs <= this.#nowMs)) {
      if (this.#timers.delete(timer)) timer.task();
    }
  }

  #due(untilMs: number): Timer | undefined {
    return [...this.#timers].filter(({ atMs }) => atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
  }
}
