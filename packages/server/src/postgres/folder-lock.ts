import { createHash } from 'node:crypto';
import { mkdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { CannotStart } from './cannot-start.ts';

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * One server a data folder. The lock is a socket of the kernel's abstract namespace, named after the folder: taking it is atomic, and
 * the kernel gives it back however the process ends, so no stale lock file can keep a folder shut after `kill -9`.
 * The file beside it only names the holder for the sentence.
 * @throws CannotStart when another process has the folder
 */
export const lockFolder = async (folder: string, pid: number): Promise<FolderLock> => {
  await mkdir(folder, { recursive: true });
  const holder = join(folder, 'server.pid');
  const name = createHash('sha256').update(await realpath(folder)).digest('hex'); // prettier-ignore
  const socket = await listen(`\0latchkey-${name}`);
  if (socket === undefined) throw new CannotStart(await refusal(folder, holder));
  await writeFile(holder, String(pid));
  return {
    release: async () => {
      await rm(holder, { force: true });
      await new Promise((done) => socket.close(done));
    },
  };
};

/** Undefined: somebody else listens there. */
const listen = (path: string): Promise<Server | undefined> =>
  new Promise((resolve, reject) => {
    const socket = createServer((connection) => connection.destroy());
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(error);
    });
    socket.listen({ path }, () => {
      // The lock alone is no reason to stay.
      socket.unref();
      resolve(socket);
    });
  });

const refusal = async (folder: string, holder: string): Promise<string> => {
  const pid = await readFile(holder, 'utf8').catch(() => '');
  const who = /^\d+$/.test(pid) ? `Another Latchkey server (process ${pid})` : 'Another Latchkey server';
  return `${who} already uses the data folder ${folder}. End it first, or set LATCHKEY_DATA to another folder.`;
};
