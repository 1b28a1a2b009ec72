import { spawn, type ChildProcess } from 'node:child_process';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { Account } from './account.ts';
import type { Places } from './cluster.ts';
import { isAlive, signalProcess } from './programs.ts';

const patienceMs = 60_000;
const lookEveryMs = 10;

export class PostgresDidNotStart extends Error {
  constructor(log: string, last: string) {
    super(`The embedded PostgreSQL did not start. Its log ${log} ends with: ${last}`);
    this.name = 'PostgresDidNotStart';
  }
}

/** Settings that must hold whatever a configuration file says. */
const settings = (places: Places): string[] =>
  Object.entries({
    listen_addresses: '',
    unix_socket_directories: places.socket,
    unix_socket_permissions: '0700',
    // An acknowledged write is on the disk; these three are what that means.
    fsync: 'on',
    full_page_writes: 'on',
    synchronous_commit: 'on',
    max_connections: '60',
    shared_buffers: '64MB',
    track_wal_io_timing: 'on',
  }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);

/** The process id in `postmaster.pid`, while that process lives. */
const runningPid = async (places: Places): Promise<number | undefined> => {
  try {
    const [line = ''] = (await readFile(join(places.data, 'postmaster.pid'), 'utf8')).split('\n');
    const pid = Number(line);
    return Number.isInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
  } catch {
    return undefined;
  }
};

const canConnect = async (places: Places, password: string): Promise<boolean> => {
  const client = new pg.Client({
    host: places.socket,
    user: 'latchkey',
    password,
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** Runs in a session of its own: the Ctrl-C of a terminal is for us, and we end it in order. */
const spawnPostgres = async (places: Places, account: Account | undefined): Promise<ChildProcess> => {
  const log = await open(places.log, 'a', 0o600);
  try {
    const args = ['-D', places.data, ...settings(places)];
    const child = spawn(join(places.bin, 'postgres'), args, {
      ...account,
      cwd: '/',
      detached: true,
      env: { LC_ALL: 'C' },
      stdio: ['ignore', log.fd, log.fd],
    });
    child.on('error', () => undefined);
    child.unref();
    return child;
  } finally {
    await log.close();
  }
};

/**
 * Ends PostgreSQL when this process is gone, also after SIGKILL: a shell that waits for the end of a pipe only we hold. A start that
 * comes before it has finished waits for it, one that comes when it was killed too adopts the running PostgreSQL.
 */
const spawnWatchdog = (pid: number): ChildProcess => {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$1" 2>/dev/null', 'latchkey-watchdog', String(pid)], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.on('error', () => undefined);
  watchdog.stdin.on('error', () => undefined);
  watchdog.unref();
  return watchdog;
};

export interface Postmaster {
  readonly pid: number;
  /** Ends it in order: no new connections, open ones cut, everything flushed. */
  stop(): Promise<void>;
}

const stopPostmaster = async (pid: number, watchdog: ChildProcess): Promise<void> => {
  signalProcess(pid, 'SIGINT');
  const end = performance.now() + patienceMs;
  while (isAlive(pid) && performance.now() < end) await pause(lookEveryMs);
  if (isAlive(pid)) signalProcess(pid, 'SIGQUIT');
  watchdog.kill('SIGKILL');
};

/** Adopts the PostgreSQL that already runs on this cluster, or starts one; resolves when it answers queries. */
export const startPostmaster = async (
  places: Places,
  password: string,
  account: Account | undefined,
): Promise<Postmaster> => {
  const end = performance.now() + patienceMs;
  let child: ChildProcess | undefined;
  for (;;) {
    const pid = await runningPid(places);
    if (pid !== undefined && (await canConnect(places, password))) {
      const watchdog = spawnWatchdog(pid);
      return { pid, stop: () => stopPostmaster(pid, watchdog) };
    }
    if (performance.now() > end || hasFailed(child))
      throw new PostgresDidNotStart(places.log, await lastLine(places.log));
    if (pid === undefined && child === undefined) {
      // What stands there without its process is left from a crash; PostgreSQL recovers by itself.
      await rm(join(places.socket, '.s.PGSQL.5432.lock'), { force: true });
      child = await spawnPostgres(places, account);
    }
    await pause(lookEveryMs);
  }
};

const hasFailed = (child: ChildProcess | undefined) =>
  child !== undefined && (child.exitCode !== null || child.signalCode !== null);

const lastLine = async (log: string): Promise<string> => {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text.trim().split('\n').at(-1) ?? 'nothing';
};
