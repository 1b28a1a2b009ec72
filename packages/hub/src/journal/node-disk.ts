import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { mkdir, open, realpath, rename, rm, type FileHandle } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import type { Disk } from './disk.ts';

/** Another hub is at work in this folder; two would issue one use twice. */
export class FolderTaken extends Error {
  constructor(folder: string) {
    super(
      `Another hub is running on ${folder}. Stop it first: two hubs on one folder would each honour the same visit.`,
    );
  }
}

/**
 * One writer a folder, by a socket in Linux's abstract namespace: the kernel frees the name with the process, however it
 * ends, so there is no stale lock file to judge. Elsewhere it is a socket in the folder.
 */
async function takeFolder(folder: string, platform: string): Promise<Server> {
  const name = createHash('sha256')
    .update(await realpath(folder))
    .digest('hex')
    .slice(0, 32);
  const path = platform === 'linux' ? `\0latchkey-hub-${name}` : join(folder, 'hub.sock');
  const server = createServer();
  server.unref();
  await new Promise<void>((taken, refused) => {
    server.once('error', () => refused(new FolderTaken(folder)));
    server.listen(path, taken);
  });
  return server;
}

async function readAll(file: FileHandle): Promise<Uint8Array> {
  const { size } = await file.stat();
  const bytes = new Uint8Array(size);
  let at = 0;
  while (at < size) {
    const { bytesRead } = await file.read(bytes, at, size - at, at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes.subarray(0, at);
}

/**
 * `write` puts what it can from this offset on and answers how much that was: a disk that fills up takes a part of a record and
 * says so by nothing else. Only the next try hears that it is full.
 */
export async function writeWhole(
  write: (from: number) => Promise<{ readonly bytesWritten: number }>,
  length: number,
): Promise<void> {
  for (let at = 0; at < length;) {
    const { bytesWritten } = await write(at);
    if (bytesWritten === 0) throw new Error('The disk takes no more bytes.');
    at += bytesWritten;
  }
}

const { O_APPEND, O_CREAT, O_DSYNC, O_RDWR } = constants;

/**
 * On Linux each write to the journal is durable when it returns: `O_DSYNC` is a `write` and its `fdatasync` in one call (open(2)), one way to the disk's
 * threads instead of two. Elsewhere it may mean less than `fdatasync` does (a Mac's stops at the drive's cache), and the journal syncs by itself.
 */
const flagsOn = (platform: string): number => O_APPEND | O_CREAT | O_RDWR | (platform === 'linux' ? O_DSYNC : 0);

const syncFolder = async (folder: string): Promise<void> => {
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
};

/** Under another name first, which is worth nothing until it is renamed; one that a crash left over goes. */
async function writeBeside(path: string, bytes: Uint8Array): Promise<void> {
  await rm(path, { force: true });
  const file = await open(path, 'wx', 0o600);
  try {
    await writeWhole((from) => file.write(bytes, from), bytes.length);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Opens `<folder>/journal`, mode 0600, in a folder of mode 0700. Throws `FolderTaken`. */
export async function openNodeDisk(folder: string, platform: string): Promise<Disk> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await takeFolder(folder, platform);
  const path = join(folder, 'journal');
  let file = await open(path, flagsOn(platform), 0o600);
  // A process that was killed in a write leaves bytes that are read here and on no disk yet; from now on a write syncs only its own.
  await file.datasync();
  const writesAreDurable = platform === 'linux';
  let unsynced = false;
  // The name of a new file is durable only once its folder is.
  await syncFolder(folder);
  return {
    read: () => readAll(file),
    truncate: async (bytes) => {
      unsynced = true;
      await file.truncate(bytes);
    },
    append: (bytes) => {
      unsynced ||= !writesAreDurable;
      return writeWhole((from) => file.write(bytes, from), bytes.length);
    },
    sync: async () => {
      if (!unsynced) return;
      // Before the wait: what is written during it is not covered by it.
      unsynced = false;
      try {
        await file.datasync();
      } catch (error) {
        unsynced = true;
        throw error;
      }
    },
    replace: async (bytes) => {
      try {
        await writeBeside(`${path}.new`, bytes);
      } catch {
        await rm(`${path}.new`, { force: true });
        return false;
      }
      await rename(`${path}.new`, path);
      await syncFolder(folder);
      const old = file;
      file = await open(path, flagsOn(platform), 0o600);
      unsynced = false;
      await old.close();
      return true;
    },
    close: async () => {
      await file.close();
      await new Promise((closed) => lock.close(closed));
    },
  };
}
