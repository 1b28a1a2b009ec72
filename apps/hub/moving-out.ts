import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readIfThere, writeDurably } from '@latchkey/keys/node';
import { z } from 'zod';

/**
 * A household that moves out takes everything along: what it granted, its films, and the hub's key, by which it knew this hub. The marker
 * is on the disk before anything goes and goes last, so that a plug pulled in between is made up for at the next start. Erasing happens
 * at a start and nowhere else: nothing that runs still holds the old key.
 *
 * One thing stays: the names of the tags at its doors, which are hashes. Whoever lived there may have kept readings, and the journal
 * that knew which of them were used is gone.
 */
const marker = (folder: string) => join(folder, 'moving-out');
const remains = (folder: string) => join(folder, 'void-tags');

/** In the order in which they go: without its key, a journal that is left over signs nothing any more. */
const belongings = ['key', 'key.new', 'spool', 'at-home', 'journal', 'journal.new'];

const names = z.array(z.string());

/** `tags`: the names of all that the household ever knew of. */
export const noteMovingOut = (folder: string, tags: readonly string[]): Promise<void> =>
  writeDurably(marker(folder), JSON.stringify(tags));

/** True where a household moved out, and is gone by now. To be called before anything in the folder is opened. */
export async function finishMovingOut(folder: string): Promise<boolean> {
  const noted = await readIfThere(marker(folder));
  if (noted === undefined) return false;
  const tags = [...new Set([...(await voidTagsIn(folder)), ...namesIn(noted)])];
  if (tags.length > 0) await writeDurably(remains(folder), JSON.stringify(tags));
  for (const name of [...belongings, 'moving-out']) {
    await rm(join(folder, name), { recursive: true, force: true });
    await syncFolder(folder);
  }
  return true;
}

/** What households before this one left: tags that prove nothing until they have new keys. Throws where it is damaged. */
export const voidTagsIn = async (folder: string): Promise<readonly string[]> => {
  const kept = await readIfThere(remains(folder));
  return kept === undefined ? [] : namesIn(kept);
};

/** An empty marker is of a version that noted none. */
const namesIn = (bytes: Uint8Array): readonly string[] => {
  const text = new TextDecoder().decode(bytes);
  return text === '' ? [] : names.parse(JSON.parse(text));
};

async function syncFolder(folder: string): Promise<void> {
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
}
