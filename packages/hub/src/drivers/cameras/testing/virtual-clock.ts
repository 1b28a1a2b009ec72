import type { CameraClock } from '../camera.ts';

interface Task {
  readonly every: number;
  nextMs: number;
  readonly run: () => void;
}

/** Time that moves only when a test says so; tasks run in the order of their times. */
export class VirtualClock implements CameraClock {
  #nowMs = 1_790_000_000_000;
  #tasks: Task[] = [];

  nowMs(): number {
    return this.#nowMs;
  }

  every(ms: number, task: () => void): () => void {
    const entry = { every: ms, nextMs: this.#nowMs + ms, run: task };
    this.#tasks.push(entry);
    return () => (this.#tasks = this.#tasks.filter((other) => other !== entry));
  }

  advance(ms: number): void {
    const untilMs = this.#nowMs + ms;
    for (;;) {
      const due = this.#tasks.filter((task) => task.nextMs <= untilMs).sort((a, b) => a.nextMs - b.nextMs)[0];
      if (due === undefined) break;
      this.#nowMs = due.nextMs;
      due.nextMs += due.every;
      due.run();
    }
    this.#nowMs = untilMs;
  }
}
