import { mkdir, open, readFile, readdir, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { announcedSize } from '@latchkey/media';
import { writeWhole } from '../journal/writing.ts';
import type { Spool, SpoolFile, SpooledRecording } from './spool.ts';

const ENDING = '.recording';

/** One file a recording in one folder; the bytes are those that the server and the viewers get. */
export class FileSpool implements Spool {
  readonly #folder: string;

  constructor(setup: { readonly folder: string }) {
    this.#folder = setup.folder;
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await this.#inFolder(() => statfs(this.#folder));
    return bavail * bsize;
  }

  async create(recordingId: Uint8Array): Promise<SpoolFile> {
    const file = await this.#inFolder(() => open(this.#path(recordingId), 'wx', 0o600));
    await this.#syncFolder();
    return spoolFile(file);
  }

  async reopen(recordingId: Uint8Array, keepBytes: number): Promise<SpoolFile> {
    const file = await open(this.#path(recordingId), 'a', 0o600);
    await file.truncate(keepBytes);
    return spoolFile(file);
  }

  async list(): Promise<SpooledRecording[]> {
    const names = (await this.#inFolder(() => readdir(this.#folder))).filter((name) => name.endsWith(ENDING)).sort();
    return Promise.all(
      names.map(async (name) => ({
        recordingId: new Uint8Array(Buffer.from(name.slice(0, -ENDING.length), 'base64url')),
        bytes: (await stat(join(this.#folder, name))).size,
      })),
    );
  }

  async readRecords(recordingId: Uint8Array, offset: number, maxBytes: number): Promise<Uint8Array> {
    const file = await open(this.#path(recordingId), 'r');
    try {
      const some = await readAt(file, offset, Math.max(4, maxBytes));
      const whole = wholeRecords(some);
      if (whole > 0 || some.length < 4) return some.subarray(0, whole);
      const one = await readAt(file, offset, announcedSize(some));
      return one.subarray(0, wholeRecords(one));
    } finally {
      await file.close();
    }
  }

  async readAll(recordingId: Uint8Array): Promise<Uint8Array> {
    return new Uint8Array(await readFile(this.#path(recordingId)));
  }

  async remove(recordingId: Uint8Array): Promise<void> {
    await rm(this.#path(recordingId), { force: true });
    await this.#syncFolder();
  }

  #path(recordingId: Uint8Array): string {
    return join(this.#folder, Buffer.from(recordingId).toString('base64url') + ENDING);
  }

  /** Makes the folder where the work finds none. */
  async #inFolder<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (!isMissing(error)) throw error;
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      return work();
    }
  }

  async #syncFolder(): Promise<void> {
    const folder = await open(this.#folder, 'r');
    await folder.sync();
    await folder.close();
  }
}

function spoolFile(file: FileHandle): SpoolFile {
  return {
    append: (bytes) => writeWhole((from) => file.write(bytes, from), bytes.length),
    sync: () => file.datasync(),
    close: () => file.close(),
  };
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function readAt(file: FileHandle, offset: number, count: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(count), 0, count, offset);
  return buffer.subarray(0, bytesRead);
}

/** How many of the bytes belong to whole records; the rest may still be being written. */
function wholeRecords(bytes: Uint8Array): number {
  let at = 0;
  while (bytes.length - at >= 4) {
    const size = announcedSize(bytes.subarray(at));
    if (at + size > bytes.length) break;
    at += size;
  }
  return at;
}
