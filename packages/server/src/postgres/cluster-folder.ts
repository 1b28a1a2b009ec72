import { chmod, chown, lstat, mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { CannotStart } from './cannot-start.ts';
import type { Places } from './places.ts';
import { run } from './program.ts';
import { HBA, identMap, SUPERUSER } from './settings.ts';

const MAJOR = '18';

export interface Owner {
  readonly account: Account;
  /** True: the server runs as root, PostgreSQL as `account`. */
  readonly dropped: boolean;
}

const versionOf = (data: string) => readFile(join(data, 'PG_VERSION'), 'utf8').then(
  (text) => text.trim(),
  () => undefined,
); // prettier-ignore

/** Makes the folders and, the first time, the cluster. */
export const prepareFolder = async (places: Places, binaries: Binaries, owner: Owner): Promise<void> => {
  await ownFolder(places.folder, owner);
  await ownFolder(places.socket, owner);
  const version = await versionOf(places.data);
  if (version === undefined) await makeCluster(places, binaries, owner);
  else if (version !== MAJOR) {
    throw new CannotStart(
      `The database in ${places.data} was made by PostgreSQL ${version}; this Latchkey brings PostgreSQL ${MAJOR}. Move it with pg_upgrade, or set DATABASE_URL to a server of version ${version}.`,
    );
  }
  await writeOwned(join(places.data, 'pg_hba.conf'), HBA, owner);
  const accounts = owner.dropped ? ['root'] : [owner.account.name];
  await writeOwned(join(places.data, 'pg_ident.conf'), identMap(accounts), owner);
};

/** A folder of somebody else's making is not used: the socket's may lie in the shared temporary folder. */
const ownFolder = async (folder: string, { account, dropped }: Owner): Promise<void> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const found = await lstat(folder);
  const ours = found.uid === account.uid || (dropped && found.uid === 0);
  if (!found.isDirectory() || !ours) {
    throw new CannotStart(`${folder} belongs to another user. Remove it, or set LATCHKEY_DATA to another folder.`);
  }
  if (dropped) await chown(folder, account.uid, account.gid);
  await chmod(folder, 0o700);
};

const writeOwned = async (file: string, text: string, { account, dropped }: Owner): Promise<void> => {
  await writeFile(file, text, { mode: 0o600 });
  if (dropped) await chown(file, account.uid, account.gid);
};

/** In a folder beside, renamed when it is whole and synced: a start that was cut short leaves nothing half-made behind. */
const makeCluster = async (places: Places, binaries: Binaries, owner: Owner): Promise<void> => {
  if ((await lstat(places.data).catch(() => undefined)) !== undefined) {
    throw new CannotStart(
      `${places.data} exists and is no PostgreSQL data folder. Look at what it is, and move it away.`,
    );
  }
  const half = await mkdtemp(join(places.folder, 'making-'));
  await ownFolder(half, owner);
  const made = await run({
    command: binaries.initdb,
    args: ['-D', join(half, 'data'), '-U', SUPERUSER, '-E', 'UTF8', '--no-locale', '--auth=peer', '--no-instructions'],
    cwd: places.folder,
    log: 'pipe',
    ...(owner.dropped ? { account: owner.account } : {}),
  });
  if (made.code !== 0) {
    await rm(half, { recursive: true, force: true });
    throw new CannotStart(`The database could not be made in ${places.folder}: ${lastLine(made.said)}`);
  }
  await rename(join(half, 'data'), places.data);
  await syncFolder(places.folder);
  await rm(half, { recursive: true, force: true });
};

const lastLine = (text: string) => text.trim().split('\n').at(-1) ?? '';

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
