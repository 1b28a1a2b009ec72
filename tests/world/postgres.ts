/** Real PostgreSQL servers for tests: our embedded one, and Debian's. */
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { spawn } from 'node:child_process';
import { startEmbeddedPostgres } from '../../packages/server/src/postgres/index.ts';
import { accountFor } from '../../packages/server/src/postgres/account.ts';
import { until } from './until.ts';

export interface TestPostgres {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Where everything of the embedded database is as root; see docs/operating/running.md. */
export const SHARED_FOLDER = '/var/lib/latchkey';

/** Where the one of a data folder lives there. */
export const databaseFolder = (data: string) =>
  join(SHARED_FOLDER, createHash('sha256').update(data).digest('hex').slice(0, 16));

const uid = () => userInfo().uid;

/** Where the server of a data folder has its embedded database. */
export const clusterFolder = (data: string): string =>
  uid() === 0 ? databaseFolder(data) : join(data, 'server', 'postgres');

export const embeddedPostgres = async (): Promise<TestPostgres> => {
  const name = `latchkey-test-${randomUUID()}`;
  const folder = uid() === 0 ? databaseFolder(name) : join(tmpdir(), name);
  const quiet = () => undefined;
  const started = await startEmbeddedPostgres({
    folder,
    uid: uid(),
    shared: SHARED_FOLDER,
    note: quiet,
    onLost: quiet,
  });
  const stop = async () => {
    await started.stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url: started.url, stop };
};

const debianFolder = '/usr/lib/postgresql';

/** The newest PostgreSQL that Debian installed, or undefined. */
export const debianBin = (): string | undefined => {
  if (!existsSync(debianFolder)) return undefined;
  const versions = readdirSync(debianFolder).filter((v) => existsSync(join(debianFolder, v, 'bin/postgres')));
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? undefined : join(debianFolder, newest, 'bin');
};

interface User {
  readonly uid: number;
  readonly gid: number;
}
const asUser = (user: User | undefined) => (user === undefined ? {} : { uid: user.uid, gid: user.gid });

const runProgram = (file: string, args: readonly string[], user: User | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, args, { ...asUser(user), cwd: '/', stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', (code) =>
      code === 0 ? resolve() : reject(new TypeError(`${file} ended with ${String(code)}`)),
    );
  });

export const debianPostgres = async (bin: string): Promise<TestPostgres> => {
  const account = uid() === 0 ? await accountFor(0) : undefined;
  const folder = await mkdtemp(join(tmpdir(), 'lk-debian-pg-'));
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  const data = join(folder, 'data');
  await runProgram(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'latchkey', '--auth=trust', '--encoding=UTF8', '--locale=C'],
    account,
  );
  const args = [
    '-D',
    data,
    '-c',
    'listen_addresses=',
    '-c',
    `unix_socket_directories=${folder}`,
    '-c',
    'max_connections=60',
  ];
  const child = spawn(join(bin, 'postgres'), args, { ...asUser(account), cwd: '/', stdio: 'ignore' });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  await until('Debian’s PostgreSQL to listen', () => existsSync(join(folder, '.s.PGSQL.5432')));
  await until('Debian’s PostgreSQL to answer', () => runProgram(join(bin, 'psql'), ['-h', folder, '-U', 'latchkey', '-c', 'create database latchkey', 'postgres'], account).then(() => true, () => false)); // prettier-ignore
  const stop = async () => {
    child.kill('SIGINT');
    await gone;
    await rm(folder, { recursive: true, force: true });
  };
  return { url: `postgresql://latchkey@${encodeURIComponent(folder)}/latchkey`, stop };
};
