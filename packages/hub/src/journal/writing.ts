import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

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
export const flagsOn = (platform: string): number => O_APPEND | O_CREAT | O_RDWR | (platform === 'linux' ? O_DSYNC : 0);

export const syncFolder = async (folder: string): Promise<void> => {
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
};
