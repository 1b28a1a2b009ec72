import type { HubClockPort } from '../ports.ts';

interface Task {
  readonly atMs: number;
  readonly run: () => void;
}

/** Lets every promise that waits for no time settle. Nothing in a world waits for anything real. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A real monotonic clock tells no whole milliseconds, and no two of its readings are whole ones apart: nothing may be journalled or signed as if they were. */
const QUICKER = 1 + 2 ** -20;

/** The world's time; it passes only when the run says so. */
export class VirtualClock {
  nowMs = 0;
  /** How long the machine slept: time that passed for the world, and for no clock of a process but the wall's. */
  #sleptMs = 0;
  #wallSetMs = 0;
  readonly #tasks = new Set<Task>();

  /** The world's, from zero on. */
  get worldMs(): number {
    return this.nowMs + this.#sleptMs;
  }

  sleep(ms: number): void {
    this.#sleptMs += ms;
  }

  /** Somebody, or NTP, sets the system's clock: nothing else moves. */
  setWall(byMs: number): void {
    this.#wallSetMs += byMs;
  }

  after(ms: number, run: () => void): () => void {
    const task = { atMs: this.nowMs + Math.max(0, ms), run };
    this.#tasks.add(task);
    return () => this.#tasks.delete(task);
  }

  /** The clock of one process: it begins at zero and dies with the process. */
  process(): HubClockPort & { kill(): void } {
    const bornMs = this.nowMs;
    const cancels = new Set<() => void>();
    let dead = false;
    return {
      monotonicMs: () => (this.nowMs - bornMs) * QUICKER,
      wallMs: () => this.worldMs + this.#wallSetMs,
      after: (ms, run) => {
        if (dead) return () => undefined;
        const cancel = this.after(Math.ceil(ms), () => {
          cancels.delete(cancel);
          run();
        });
        cancels.add(cancel);
        return cancel;
      },
      kill: () => {
        dead = true;
        for (const cancel of cancels) cancel();
      },
    };
  }

  /** Everything that is due in these milliseconds happens, in its order. */
  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    await settle();
    for (;;) {
      const next = this.#first(endMs);
      if (next === undefined) break;
      this.#tasks.delete(next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
      await settle();
    }
    this.nowMs = endMs;
  }

  /** A process that is not scheduled for so long: what falls due meanwhile happens once, late, at the end. */
  async doze(ms: number): Promise<void> {
    await settle();
    this.nowMs += ms;
    const late = [...this.#tasks].filter(({ atMs }) => atMs <= this.nowMs).sort((a, b) => a.atMs - b.atMs);
    for (const task of late) {
      if (!this.#tasks.delete(task)) continue;
      task.run();
      await settle();
    }
  }

  #first(endMs: number): Task | undefined {
    let first: Task | undefined;
    for (const task of this.#tasks)
      if (task.atMs <= endMs && (first === undefined || task.atMs < first.atMs)) first = task;
    return first;
  }
}
