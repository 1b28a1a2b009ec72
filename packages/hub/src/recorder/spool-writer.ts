import type { SpoolFile } from './spool.ts';

export interface WriterEvents {
  /** Bytes that the file has now, in order; what a killed hub will find again. */
  written(offset: number, bytes: Uint8Array): void;
  failed(error: unknown): void;
}

interface Waiter {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Appends in order, one write at a time. What was appended waits until somebody asks for it to be written or synced, and
 * goes in one write with all that waits beside it. Nothing is told to anybody before it is in the file, so that no
 * viewer and no server ever has more than a restarted hub.
 */
export class SpoolWriter {
  readonly #file: SpoolFile;
  readonly #events: WriterEvents;
  readonly #nowMs: () => number;
  #queue: Uint8Array[] = [];
  #queuedBytes = 0;
  #queuedMs = 0;
  #wanted = false;
  #unsynced = false;
  #waiters: Waiter[] = [];
  #offset = 0;
  #running: Promise<void> | undefined;
  #failed: { readonly error: unknown } | undefined;

  constructor(file: SpoolFile, events: WriterEvents, nowMs: () => number) {
    this.#file = file;
    this.#events = events;
    this.#nowMs = nowMs;
  }

  get offset(): number {
    return this.#offset;
  }

  /** What no write has taken yet, and for how long the oldest of it has waited. */
  get queued(): { readonly bytes: number; readonly forMs: number } {
    return { bytes: this.#queuedBytes, forMs: this.#queuedBytes === 0 ? 0 : this.#nowMs() - this.#queuedMs };
  }

  append(bytes: Uint8Array): void {
    if (this.#queue.length === 0) this.#queuedMs = this.#nowMs();
    this.#queue.push(bytes);
    this.#queuedBytes += bytes.length;
  }

  /** Writes what waits, and leaves it to the disk when that is durable. */
  push(): void {
    this.#wanted = this.#queue.length > 0;
    if (this.#wanted) this.#wake();
  }

  /** Resolves when everything appended so far is on the disk; rejects when that failed. */
  flush(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiters.push({ resolve, reject });
      this.#wake();
    });
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      await this.#file.close();
    }
  }

  #wake(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#isWanted()) this.#wake();
    });
  }

  #isWanted(): boolean {
    return this.#wanted || this.#waiters.length > 0;
  }

  async #run(): Promise<void> {
    while (this.#isWanted()) {
      const [parts, waiters] = [this.#queue.splice(0), this.#waiters.splice(0)];
      this.#queuedBytes = 0;
      this.#wanted = false;
      try {
        await this.#write(parts);
        if (waiters.length > 0) await this.#sync();
        for (const waiter of waiters) waiter.resolve();
      } catch (error) {
        for (const waiter of waiters) waiter.reject(error);
        if (this.#failed === undefined) this.#events.failed(error);
        this.#failed = { error };
      }
    }
  }

  /** What the disk has confirmed needs no second word. */
  async #sync(): Promise<void> {
    if (!this.#unsynced) return;
    await this.#file.sync();
    this.#unsynced = false;
  }

  async #write(parts: readonly Uint8Array[]): Promise<void> {
    if (this.#failed !== undefined) throw this.#failed.error;
    if (parts.length === 0) return;
    const bytes = parts.length === 1 && parts[0] !== undefined ? parts[0] : new Uint8Array(Buffer.concat(parts));
    this.#unsynced = true;
    await this.#file.append(bytes);
    const offset = this.#offset;
    this.#offset += bytes.length;
    this.#events.written(offset, bytes);
  }
}
