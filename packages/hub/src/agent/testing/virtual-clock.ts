import type { HubClockPort } from '../ports.ts';

/** Lets every promise that can settle without time settle. */
export const settle = async (): Promise<void> => {
  for (let i = 0; i < 3; i++) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** Time that passes only when a test says so. `monotonicMs` counts from the hub's start, as a process's clock does. */
export class VirtualClock {
  nowMs = 0;
  readonly #tasks = new Set<{ readonly atMs: number; readonly run: () => void }>();

  after(ms: number, run: () => void): () => void {
    const task = { atMs: this.nowMs + Math.max(0, ms), run };
    this.#tasks.add(task);
    return () => this.#tasks.delete(task);
  }

  /** A clock of one process: it starts at zero and dies with the process. */
  process(): HubClockPort & { kill(): void } {
    const bornMs = this.nowMs;
    const cancels = new Set<() => void>();
    let dead = false;
    return {
      monotonicMs: () => this.nowMs - bornMs,
      after: (ms, run) => {
        if (dead) return () => undefined;
        const cancel = this.after(ms, () => {
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

  async pass(ms: number): Promise<void> {
    const endMs = this.nowMs + ms;
    await settle();
    for (;;) {
      const next = [...this.#tasks].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)[0];
      if (next === undefined) break;
      this.#tasks.delete(next);
      this.nowMs = Math.max(this.nowMs, next.atMs);
      next.run();
      await settle();
    }
    this.nowMs = endMs;
  }
}
