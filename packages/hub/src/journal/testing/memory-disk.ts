import type { Disk } from '../disk.ts';

/** What pulling the plug looks like from inside: the call never comes back with success. */
export class PulledPlug extends Error {}

/**
 * A disk that can be unplugged at any write boundary. Bytes appended but not synced may survive whole, in part or not at
 * all; `survivors` lists the shapes that the next start may find.
 */
export class MemoryDisk implements Disk {
  durable: Uint8Array;
  #cached: Uint8Array = new Uint8Array(0);
  /** Has this file's name already, and may not have it after a crash. */
  #renamed: Uint8Array | undefined;
  /** Boundaries passed so far; the plug is pulled before the one with this number. */
  boundaries = 0;
  pullBefore = Number.POSITIVE_INFINITY;
  /** A write was tried after the plug was pulled: the crash came before it, and not after everything. */
  refused = false;

  constructor(durable: Uint8Array = new Uint8Array(0)) {
    this.durable = durable;
  }

  read(): Promise<Uint8Array> {
    return Promise.resolve(this.durable.slice());
  }

  truncate(bytes: number): Promise<void> {
    return this.#boundary(() => (this.durable = this.durable.slice(0, bytes)));
  }

  append(bytes: Uint8Array): Promise<void> {
    return this.#boundary(() => (this.#cached = join(this.#cached, bytes)));
  }

  sync(): Promise<void> {
    return this.#boundary(() => {
      this.durable = join(this.durable, this.#cached);
      this.#cached = new Uint8Array(0);
    });
  }

  /** As `openNodeDisk` does it: another file written and synced, renamed, and its folder synced. */
  async replace(bytes: Uint8Array): Promise<boolean> {
    await this.#boundary(() => undefined);
    await this.#boundary(() => undefined);
    await this.#boundary(() => (this.#renamed = bytes.slice()));
    await this.#boundary(() => {
      this.durable = bytes.slice();
      this.#renamed = undefined;
    });
    return true;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Each thing that may be on the platters after the plug was pulled now: nothing cached, all of it, and cuts in between. */
  survivors(): readonly Uint8Array[] {
    const lengths = new Set([
      0,
      1,
      7,
      9,
      Math.floor(this.#cached.length / 2),
      this.#cached.length - 1,
      this.#cached.length,
    ]);
    const old = [...lengths]
      .filter((length) => length >= 0 && length <= this.#cached.length)
      .map((length) => join(this.durable, this.#cached.subarray(0, length)));
    return this.#renamed === undefined ? old : [...old, this.#renamed];
  }

  #boundary(effect: () => void): Promise<void> {
    if (this.boundaries >= this.pullBefore) {
      this.refused = true;
      return Promise.reject(new PulledPlug());
    }
    this.boundaries++;
    effect();
    return Promise.resolve();
  }
}

function join(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
