/** The built apps in a folder of a test's own, signed by makers of its own, and next builds of one of them, by them or by somebody else. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { es256Signer, generateEs256Key } from '@latchkey/keys/node';
import { readReleaseText, releaseKey, releaseText, signRelease, type Release, type SignEs256 } from '@latchkey/log/release'; // prettier-ignore
import { builtApps } from './app-server.ts';

export interface Makers {
  readonly key: string;
  readonly sign: SignEs256;
}

const sha256 = (content: string | Uint8Array) => createHash('sha256').update(content);

export const newMakers = (name = 'makers.example/release'): Makers => {
  const { spki, sign } = es256Signer(generateEs256Key());
  return { key: releaseKey((bytes) => sha256(bytes).digest(), name, spki), sign };
};

export const copyOfApps = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-apps-'));
  await cp(builtApps, folder, { recursive: true });
  const makers = newMakers();
  await signAgain(folder, makers);
  return { folder, makers, remove: () => rm(folder, { recursive: true, force: true }) };
};

const releaseIn = async (folder: string): Promise<Release> => {
  const note = await readFile(join(folder, 'home', 'release.txt'), 'utf8');
  const release = readReleaseText(note.slice(0, note.lastIndexOf('\n\n') + 1));
  if (release === undefined) throw new TypeError('the built apps have no release');
  return release;
};

/** The release as it stands, with what is said differently, signed by these. */
export const signAgain = async (folder: string, makers: Makers, said: Partial<Release> = {}): Promise<void> => {
  const text = releaseText({ ...(await releaseIn(folder)), key: makers.key, ...said });
  const note = signRelease(text, [makers]);
  for (const app of ['home', 'courier', 'console']) await writeFile(join(folder, app, 'release.txt'), note);
};

/** Puts another content under a path, as somebody with the server's disk does. */
export const swap = async (folder: string, path: string, change: (content: string) => string): Promise<void> => {
  const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
  await writeFile(file, change(await readFile(file, 'utf8')));
  for (const form of ['br', 'gz']) await rm(`${file}.${form}`, { force: true });
};

/** The page says something else, and the worker's list has another version: the files of a next build, released by nobody. */
export const buildAgain = async (folder: string, app: string, mark: string): Promise<void> => {
  await swap(folder, `/${app}/`, (page) =>
    page.replace(/<html lang="en"(?: data-build="\w+")?/, `<html lang="en" data-build="${mark}"`),
  );
  await swap(folder, `/${app}/worker.js`, (list) => list.replace(/"version":"\w+"/, `"version":"${mark}"`));
};

/** A next build as makers release it: what was built again is listed as it is now. */
export const releaseAgain = async (
  folder: string,
  app: string,
  makers: Makers,
  said: Partial<Release> = {},
): Promise<void> => {
  const files = new Map((await releaseIn(folder)).files);
  for (const path of [`/${app}/`, `/${app}/worker.js`]) {
    const bytes = await readFile(join(folder, path.endsWith('/') ? `${path}index.html` : path));
    files.set(path, { path, sha256: sha256(bytes).digest('base64'), bytes: bytes.length });
  }
  await signAgain(folder, makers, { files, ...said });
};
