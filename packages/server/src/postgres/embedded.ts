import { createHash } from 'node:crypto';
import { chmod, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { unprivilegedAccount, type Account } from './account.ts';
import { ownFolder, prepareCluster, type Places } from './cluster.ts';
import { lockFolder } from './folder-lock.ts';
import { startPostmaster } from './postmaster.ts';
import { prepareRuntime } from './runtime.ts';

export interface EmbeddedOptions {
  /** Absolute data folder of the whole of Latchkey (`LATCHKEY_DATA`). */
  readonly data: string;
  /** A file from which the packaged PostgreSQL can be resolved: `import.meta.url` of the app. */
  readonly resolveFrom: string;
}

export interface EmbeddedPostgres {
  /** For `pg`: the socket's folder stands in the place of the host. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const databaseName = 'latchkey';

/** As root outside the clone, where the unprivileged account can reach it; otherwise inside the data folder. */
const placesFor = (data: string, account: Account | undefined) => {
  const name = createHash('sha256').update(data).digest('hex').slice(0, 16);
  const base = account === undefined ? join(data, 'server', 'postgres') : join('/var/lib/latchkey', name);
  const runtime = account === undefined ? join(data, 'server', 'runtime') : '/var/lib/latchkey';
  const near = join(base, 'socket');
  // sun_path holds 107 bytes, and the socket's own name takes sixteen of them.
  const socket = near.length < 88 ? near : join(tmpdir(), `latchkey-${name}`);
  return { base, runtime, socket };
};

const makeDatabase = async (places: Places, password: string): Promise<void> => {
  const client = new pg.Client({ host: places.socket, user: 'latchkey', password, database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName}`);
  } finally {
    await client.end();
  }
};

/**
 * A real PostgreSQL of our own on a Unix socket: one a data folder, never as root, with fsync on. Ends with this process, or is
 * adopted by the next start.
 * @throws {FolderInUse} another server runs on the folder
 * @throws {NoEmbeddedPostgres} none is packaged for this machine
 */
export const startEmbeddedPostgres = async ({ data, resolveFrom }: EmbeddedOptions): Promise<EmbeddedPostgres> => {
  const lock = await lockFolder(data);
  try {
    const account = await unprivilegedAccount();
    const { base, runtime, socket } = placesFor(data, account);
    await mkdir(base, { recursive: true, mode: 0o755 });
    if (account !== undefined) await chmod('/var/lib/latchkey', 0o755);
    const bin = await prepareRuntime(runtime, resolveFrom);
    await ownFolder(socket, account);
    // The account must be able to rename inside its own folder only, never inside ours.
    const own = join(base, 'cluster');
    await ownFolder(own, account);
    const places: Places = {
      bin,
      data: join(own, 'data'),
      socket,
      log: join(base, 'postgres.log'),
      password: join(base, 'password'),
    };
    const password = await prepareCluster(places, account);
    const postmaster = await startPostmaster(places, password, account);
    await makeDatabase(places, password);
    const stop = async () => {
      await postmaster.stop();
      await lock.release();
    };
    return {
      url: `postgresql://latchkey:${password}@${encodeURIComponent(socket)}/${databaseName}`,
      pid: postmaster.pid,
      stop,
    };
  } catch (problem) {
    await lock.release();
    throw problem;
  }
};
