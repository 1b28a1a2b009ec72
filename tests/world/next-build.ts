/** The built apps in a folder of a test's own, and a next build of one of them: its page says something else, and the worker's list knows. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtApps } from './app-server.ts';

export const copyOfApps = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-apps-'));
  await cp(builtApps, folder, { recursive: true });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
};

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** `whole: false` leaves the list as it was made while the page is another one: half an update. */
export const buildAgain = async (folder: string, app: string, mark: string, whole = true): Promise<void> => {
  const page = join(folder, app, 'index.html');
  const worker = join(folder, app, 'worker.js');
  const before = await readFile(page, 'utf8');
  const after = before.replace('<html lang="en"', `<html lang="en" data-build="${mark}"`);
  const list = await readFile(worker, 'utf8');
  const next = list.replace(/"version":"\w+"/, `"version":"${mark}"`);
  for (const form of ['br', 'gz']) await rm(`${page}.${form}`, { force: true });
  await writeFile(page, after);
  await writeFile(worker, whole ? next.replace(hashOf(before), hashOf(after)) : next);
};
