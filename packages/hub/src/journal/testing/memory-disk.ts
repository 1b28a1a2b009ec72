import type { Beside, Disk } from '../disk.ts';
import { joined } from '../frame.ts';

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
  #renamed: Written | undefined;
  /** Boundaries passed so far; the plug is pulled before the one with this number. */
  boundaries = 0;
  pullBefore = Number.POSITIVE_INFINITY;
  /** Told before each boundary: what else happens at that moment. */
  meanwhile: (boundary: number) => void = () => undefined;
  /** How often another file was begun beside this one. */
  besides = 0;
  /** A write was tried after the plug was pulled: the crash came before it, and not after everything. */
  refused = false;

  constructor(durable: Uint8Array = new Uint8Array(0)) {
    this.durable = durable;
  }

  read(from = 0, to = this.durable.length): Promise<Uint8Array> {
    return Promise.resolve(this.durable.slice(from, to));
  }

  truncate(bytes: number): Promise<void> {
    return this.#boundary(() => (this.durable = this.durable.slice(0, bytes)));
  }

  append(bytes: Uint8Array): Promise<void> {
    return this.#boundary(() => (this.#cached = joined([this.#cached, bytes])));
  }

  sync(): Promise<void> {
    return this.#boundary(() => {
      this.durable = joined([this.durable, this.#cached]);
      this.#cached = new Uint8Array(0);
    });
  }

  /** As `openNodeDisk` does it: a file that is renamed, and then its folder synced. */
  beside(): Promise<Beside> {
    const file: Written = { durable: new Uint8Array(0), cached: new Uint8Array(0) };
    this.besides++;
    return this.#boundary(() => undefined).then(() => ({
      append: (bytes) => this.#boundary(() => (file.cached = joined([file.cached, bytes]))),
      sync: () => this.#boundary(() => syncIn(file)),
      takeOver: async () => {
        await this.#boundary(() => (this.#renamed = file));
        await this.#boundary(() => {
          this.durable = file.durable;
          this.#cached = file.cached;
          this.#renamed = undefined;
        });
      },
      discard: () => Promise.resolve(),
    }));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** Each thing that may be on the platters after the plug was pulled now: nothing cached, all of it, and cuts in between. */
  survivors(): readonly Uint8Array[] {
    const old = cutsOf({ durable: this.durable, cached: this.#cached });
    return this.#renamed === undefined ? old : [...old, ...cutsOf(this.#renamed)];
  }

  #boundary(effect: () => void): Promise<void> {
    this.meanwhile(this.boundaries);
    if (this.boundaries >= this.pullBefore) {
      this.refused = true;
      return Promise.reject(new PulledPlug());
    }
    this.boundaries++;
    effect();
    return Promise.resolve();
  }
}

interface Written {
  durable: Uint8Array;
  cached: Uint8Array;
}

function syncIn(file: Written): void {
  file.durable = joined([file.durable, file.cached]);
  file.cached = new Uint8Array(0);
}

function cutsOf({ durable, cached }: Written): readonly Uint8Array[] {
  const { length } = cached;
  const lengths = new Set([0, 1, 7, 9, Math.floor(length / 2), length - 1, length]);
  return [...lengths]
    .filter((cut) => cut >= 0 && cut <= length)
    .map((cut) => joined([durable, cached.subarray(0, cut)]));
}
