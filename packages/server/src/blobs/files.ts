import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Blobs, OpenBlob } from './blobs.ts';

const IDS = /^[A-Za-z0-9_-]{22}$/;

/** One file a blob, in 64 × 64 … folders by the first two letters, so that no folder grows without bound. */
export class FileBlobs implements Blobs {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async open(id: string, bytes: number): Promise<OpenBlob> {
    const folder = this.#folderOf(id);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const file = await open(join(folder, id), 'a+', 0o600);
    const length = Math.min((await file.stat()).size, bytes);
    await file.truncate(length);
    await syncFolder(folder);
    return new AppendingFile(file, length);
  }

  async read(id: string, from: number, to: number): Promise<Uint8Array> {
    const file = await open(join(this.#folderOf(id), id), 'r').catch(() => undefined);
    if (file === undefined) return new Uint8Array();
    try {
      const room = new Uint8Array(Math.max(0, Math.min(to, (await file.stat()).size) - from));
      const { bytesRead } = await file.read(room, 0, room.length, from);
      return room.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  async remove(id: string): Promise<void> {
    await rm(join(this.#folderOf(id), id), { force: true });
  }

  #folderOf(id: string): string {
    // The id comes from a hub: a name with a slash or dots must not lead out of the folder.
    if (!IDS.test(id)) throw new RangeError('Not an id of 16 bytes.');
    return join(this.#folder, id.slice(0, 2));
  }
}

class AppendingFile implements OpenBlob {
  readonly #file: FileHandle;
  readonly bytes: number;

  constructor(file: FileHandle, bytes: number) {
    this.#file = file;
    this.bytes = bytes;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#file.appendFile(bytes);
    await this.#file.datasync();
  }

  close = () => this.#file.close();
}

/** A new file's name is durable only once its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
