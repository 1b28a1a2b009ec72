import { createHash } from 'node:crypto';
import { mkdir, open, realpath, rm, type FileHandle } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { freeBytesIn, openBeside } from './beside-file.ts';
import type { Disk } from './disk.ts';
import { flagsOn, syncFolder, writeWhole } from './writing.ts';

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

async function read(file: FileHandle, from: number, to: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(to - from);
  let at = 0;
  while (at < bytes.length) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, from + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes.subarray(0, at);
}

/**
 * Opens `<folder>/journal`, mode 0600, in a folder of mode 0700; what a crash left of one in the making goes. `freeBytes`: how many there are left.
 * Throws `FolderTaken`.
 */
export async function openNodeDisk(
  folder: string,
  platform: string,
  freeBytes: () => Promise<number> = () => freeBytesIn(folder),
): Promise<Disk> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await takeFolder(folder, platform);
  const path = join(folder, 'journal');
  await rm(`${path}.new`, { force: true }).catch(() => undefined);
  let file = await open(path, flagsOn(platform), 0o600);
  // A process that was killed in a write leaves bytes that are read here and on no disk yet; from now on a write syncs only its own.
  await file.datasync();
  const writesAreDurable = platform === 'linux';
  let unsynced = false;
  // Nobody waits until the blocks of a large one are free.
  let oldClosed = Promise.resolve();
  // The name of a new file is durable only once its folder is.
  await syncFolder(folder);
  return {
    read: async (from = 0, to) => read(file, from, to ?? (await file.stat()).size),
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
    beside: () =>
      openBeside({
        path,
        platform,
        freeBytes,
        became: (next) => {
          oldClosed = file.close().catch(() => undefined);
          [file, unsynced] = [next, false];
        },
      }),
    close: async () => {
      await oldClosed;
      await file.close();
      await new Promise((closed) => lock.close(closed));
    },
  };
}
