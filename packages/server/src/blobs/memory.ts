import type { Blobs, OpenBlob } from './blobs.ts';

/** For tests and the simulator. */
export class MemoryBlobs implements Blobs {
  readonly #blobs = new Map<string, Uint8Array>();

  open(id: string, bytes: number): Promise<OpenBlob> {
    const kept = (this.#blobs.get(id) ?? new Uint8Array()).slice(0, bytes);
    this.#blobs.set(id, kept);
    return Promise.resolve({
      bytes: kept.length,
      append: (more: Uint8Array) => {
        this.#blobs.set(id, Buffer.concat([this.#blobs.get(id) ?? new Uint8Array(), more]));
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    });
  }

  read = (id: string, from: number, to: number) =>
    Promise.resolve((this.#blobs.get(id) ?? new Uint8Array()).slice(from, to));

  remove(id: string): Promise<void> {
    this.#blobs.delete(id);
    return Promise.resolve();
  }
}
