/** How single writes of many callers become few statements. */
export interface Gathered<T> {
  /** At most so many in one statement. */
  readonly most: number;
  /** Before a statement, so that more come together; nothing where the last one's own time is enough. */
  readonly pauseMs?: number;
  /** Two of one key are never in the same statement, and keep their order. */
  readonly keyOf: (item: T) => string;
  /** All in one statement. Resolves to the keys of those that were written. */
  readonly write: (batch: readonly T[]) => Promise<ReadonlySet<string>>;
}

interface Waiting<T> {
  readonly item: T;
  readonly key: string;
  readonly settle: (written: boolean) => void;
}

/**
 * Group commit: one statement is under way at a time, and whatever comes meanwhile shares the next. A database waits for its disk once a statement,
 * so that a thousand hubs cost about as many waits as one.
 */
export class Gathering<T> {
  readonly #how: Gathered<T>;
  #waiting: Waiting<T>[] = [];
  #working = false;

  constructor(how: Gathered<T>) {
    this.#how = how;
  }

  /** Resolves to false where it was not written with the others: its caller then writes it alone, and hears why. */
  add(item: T): Promise<boolean> {
    return new Promise((settle) => {
      this.#waiting.push({ item, key: this.#how.keyOf(item), settle });
      if (!this.#working) void this.#work();
    });
  }

  async #work(): Promise<void> {
    this.#working = true;
    while (this.#waiting.length > 0) {
      const { pauseMs } = this.#how;
      if (pauseMs !== undefined) await new Promise((resolve) => setTimeout(resolve, pauseMs));
      await this.#write(this.#take());
    }
    this.#working = false;
  }

  #take(): readonly Waiting<T>[] {
    const batch = new Map<string, Waiting<T>>();
    const later: Waiting<T>[] = [];
    for (const one of this.#waiting) {
      if (batch.size < this.#how.most && !batch.has(one.key)) batch.set(one.key, one);
      else later.push(one);
    }
    this.#waiting = later;
    return [...batch.values()];
  }

  /** One that does not fit must not fail the others: where a statement fails, each is left to its caller. */
  async #write(batch: readonly Waiting<T>[]): Promise<void> {
    const written = await this.#how.write(batch.map(({ item }) => item)).catch(() => new Set<string>());
    for (const { key, settle } of batch) settle(written.has(key));
  }
}
