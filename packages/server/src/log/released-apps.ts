import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { releasedText } from '@latchkey/log/release';
import type { Effects } from '../effects.ts';
import type { LogKeeper } from './keeper.ts';

/**
 * What the makers of the apps signed is an entry of the log, as long as this server serves it (docs/release.md): a release that was made for
 * somebody alone would have to stand there too.
 */
export const logRelease = async (
  { store, primitives, log }: Effects,
  webFolder: string | undefined,
  keeper: LogKeeper | undefined,
): Promise<void> => {
  if (webFolder === undefined || keeper === undefined) return;
  const note = await readFile(join(webFolder, 'home', 'release.txt'), 'utf8').catch(() => '');
  const text = releasedText(note);
  if (text === undefined) {
    log.warn('the apps have no release; installed apps take nothing from this server');
    return;
  }
  try {
    await store.log.add(primitives.sha256(new TextEncoder().encode(text)));
    keeper.wake();
  } catch (error) {
    log.warn({ why: (error as Error).message }, 'the release of the apps is not in the log; it is handed in at the next start'); // prettier-ignore
  }
};
