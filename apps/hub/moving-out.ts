import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeDurably } from '@latchkey/keys/node';

/**
 * A household that moves out takes everything along: what it granted, its films, and the hub's key, by which it knew this hub. The marker
 * is on the disk before anything goes and goes last, so that a plug pulled in between is made up for at the next start. Erasing happens
 * at a start and nowhere else: nothing that runs still holds the old key.
 */
const marker = (folder: string) => join(folder, 'moving-out');

/** In the order in which they go: without its key, a journal that is left over signs nothing any more. */
const belongings = ['key', 'key.new', 'spool', 'at-home', 'journal', 'journal.new'];

export const noteMovingOut = (folder: string): Promise<void> => writeDurably(marker(folder), '');

/** True where a household moved out, and is gone by now. To be called before anything in the folder is opened. */
export async function finishMovingOut(folder: string): Promise<boolean> {
  if ((await readIfThere(marker(folder))) === undefined) return false;
  for (const name of [...belongings, 'moving-out']) {
    await rm(join(folder, name), { recursive: true, force: true });
    await syncFolder(folder);
  }
  return true;
}

async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}
