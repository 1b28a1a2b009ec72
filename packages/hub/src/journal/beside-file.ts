import { constants } from 'node:fs';
import { open, rename, rm, statfs, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Beside } from './disk.ts';
import { flagsOn, syncFolder, writeWhole } from './writing.ts';

/** A film wants 256 MB before it begins, and the journal goes on beside this: the last room is for them. */
const LEFT_FREE_BYTES = 272 * 1024 * 1024;

export const freeBytesIn = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

interface Place {
  readonly path: string;
  readonly platform: string;
  readonly freeBytes: () => Promise<number>;
  /** The file of this name is this one from here on. */
  readonly became: (file: FileHandle) => void;
}

/** `<path>.new`. It is worth nothing until it is renamed; one that a crash left over goes. */
export async function openBeside({ path, platform, freeBytes, became }: Place): Promise<Beside> {
  const other = `${path}.new`;
  await rm(other, { force: true });
  const file = await open(other, flagsOn(platform) | constants.O_EXCL, 0o600);
  return {
    append: async (bytes) => {
      if ((await freeBytes()) < LEFT_FREE_BYTES + bytes.length)
        throw new Error('There is no room for a second journal.');
      await writeWhole((from) => file.write(bytes, from), bytes.length);
    },
    sync: async () => {
      if (platform !== 'linux') await file.datasync();
    },
    takeOver: async () => {
      await rename(other, path);
      await syncFolder(dirname(path));
      became(file);
    },
    discard: async () => {
      await file.close();
      await rm(other, { force: true });
    },
  };
}
