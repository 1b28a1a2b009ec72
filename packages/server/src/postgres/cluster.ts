import { randomBytes } from 'node:crypto';
import { chown, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import { runProgram } from './programs.ts';

/** The folders of one embedded PostgreSQL. */
export interface Places {
  /** `postgres`, `initdb`. */
  readonly bin: string;
  /** The cluster; PostgreSQL's own. */
  readonly data: string;
  /** Holds the Unix socket; its path must stay below 100 bytes (sun_path). */
  readonly socket: string;
  readonly log: string;
  /** The database's password, mode 0600, ours. */
  readonly password: string;
}

const readPassword = async (file: string): Promise<string | undefined> => {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    return undefined;
  }
};

const writeDurably = async (file: string, text: string, mode: number): Promise<void> => {
  const handle = await open(`${file}.new`, 'w', mode);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
};

/**
 * Makes the cluster once and resolves to its password. `initdb` works in a folder of another name with fsync on, and is renamed at
 * the end: a start that was killed in the middle begins anew instead of finding half a cluster.
 */
export const prepareCluster = async (places: Places, account: Account | undefined): Promise<string> => {
  const known = await readPassword(places.password);
  if (known !== undefined && (await isCluster(places.data))) return known;
  const password = known ?? randomBytes(24).toString('base64url');
  if (known === undefined) await writeDurably(places.password, `${password}\n`, 0o600);
  const fresh = `${places.data}.making`;
  const passwordFile = `${places.data}.password`;
  try {
    await rm(fresh, { recursive: true, force: true });
    await ownFolder(fresh, account);
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (account !== undefined) await chown(passwordFile, account.uid, account.gid);
    const settings = [
      '--username=latchkey',
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ];
    await runProgram(join(places.bin, 'initdb'), [`--pgdata=${fresh}`, '--no-instructions', ...settings], account);
    await rename(fresh, places.data);
  } finally {
    await rm(passwordFile, { force: true });
  }
  return password;
};

const isCluster = (folder: string) =>
  readFile(join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );

/** A folder that PostgreSQL's account owns and nobody else can read. */
export const ownFolder = async (folder: string, account: Account | undefined): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (account !== undefined) await chown(folder, account.uid, account.gid);
};
