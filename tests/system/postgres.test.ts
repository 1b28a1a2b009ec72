import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openPostgresStore } from '../../packages/server/src/store/postgres/postgres-store.ts';
import { SERVER } from '../../packages/server/src/store/store.ts';
import { carrierOf } from '../../packages/server/src/store/testing/samples.ts';
import { StoreUnavailable } from '../../packages/server/src/store/unavailable.ts';
import { bundleKeeper, newDatabaseFolder, startKeeper } from '../world/keeper.ts';
import { isAlive, killAll, processesAbout } from '../world/processes.ts';
import { until } from '../world/until.ts';

let keeper: Awaited<ReturnType<typeof bundleKeeper>>;
beforeAll(async () => {
  keeper = await bundleKeeper();
});
afterAll(() => keeper.remove());

let folder = '';
const nobodyLeft = () => until('every process of the folder to end', () => processesAbout(folder).length === 0);
/** A server that is still there may have started PostgreSQL again since anybody looked. */
const endAll = () =>
  until('every process of the folder to be killed', () => {
    const left = processesAbout(folder);
    killAll(left.map(({ pid }) => pid));
    return left.length === 0;
  });
beforeEach(() => {
  folder = newDatabaseFolder();
});
afterEach(async () => {
  await endAll();
  await rm(folder, { recursive: true, force: true });
});

const begin = () => startKeeper(keeper.file, folder);
const openStore = (url: string) => openPostgresStore({ url, onConnectionLost: () => undefined });

describe('the embedded PostgreSQL', () => {
  it('is there within moments, ends with its server in order, and leaves nothing running', async () => {
    const began = performance.now();
    const first = begin();
    const { pid } = await first.ready();
    const firstMs = performance.now() - began;
    expect(isAlive(pid)).toBe(true);
    first.child.stdin?.end();
    expect(await first.ended).toBe(0);
    expect(processesAbout(folder)).toEqual([]);
    const again = performance.now();
    await begin().ready();
    console.info(
      `first start ${firstMs.toFixed(0)} ms, second ${(performance.now() - again).toFixed(0)} ms, with the process`,
    );
  });

  it('never runs as root, and nobody else may look into its folder', async () => {
    const { pid } = await begin().ready();
    const { uid } = await stat(`/proc/${pid}`);
    expect(uid).not.toBe(0);
    for (const path of [folder, join(folder, 'data'), join(folder, 'run')]) {
      const found = await stat(path);
      expect(found.uid).toBe(uid);
      expect(found.mode & 0o077).toBe(0);
    }
  });

  it('ends when its server is killed', async () => {
    const server = begin();
    const { pid } = await server.ready();
    process.kill(server.pid, 'SIGKILL');
    await nobodyLeft();
    expect(isAlive(pid)).toBe(false);
  });

  it('refuses a second server on the same folder, in one sentence, and does not disturb the first', async () => {
    const server = begin();
    const { url } = await server.ready();
    const second = begin();
    expect(await second.ended).toBe(2);
    expect(second.complaint()).toBe(
      `Another Latchkey server (process ${server.pid}) already uses the data folder ${folder}. End it first, or set LATCHKEY_DATA to another folder.\n`,
    );
    const client = new pg.Client(url);
    await client.connect();
    await client.end();
  });

  it('comes back by itself when it is killed, with everything that was acknowledged; meanwhile the store says unavailable', async () => {
    const server = begin();
    const { url, pid } = await server.ready();
    const store = await openStore(url);
    await store.write(SERVER, [{ kind: 'carrier', carrier: carrierOf(1) }]);
    process.kill(pid, 'SIGKILL');
    const problems: unknown[] = [];
    const answer = () => store.carrier(carrierOf(1).carrierId).catch((problem: unknown) => void problems.push(problem));
    // A connection may outlive the process that made it for a moment: asked all the while, and once more when another one runs.
    const noticed = () => server.lines.some((l) => l.note === 'PostgreSQL ended by itself; starting it again');
    await until('the server to notice', async () => {
      await answer();
      return noticed();
    });
    expect(await until('the store to answer again', answer)).toEqual(carrierOf(1));
    expect(problems.every((problem) => problem instanceof StoreUnavailable)).toBe(true);
    await store.close();
  });

  it('ends a PostgreSQL whose server and guard are both gone before it starts another', async () => {
    const server = begin();
    const { pid } = await server.ready();
    const others = processesAbout(folder).filter((p) => p.command.startsWith('/bin/sh'));
    process.kill(pid, 'SIGSTOP');
    for (const guard of others) process.kill(guard.pid, 'SIGKILL');
    process.kill(server.pid, 'SIGKILL');
    await until('guards and server to be gone', () => ![server.pid, ...others.map((p) => p.pid)].some(isAlive));
    expect(isAlive(pid)).toBe(true);
    process.kill(pid, 'SIGCONT');
    const next = begin();
    expect((await next.ready()).pid).not.toBe(pid);
    expect(isAlive(pid)).toBe(false);
  });

  it('starts although the number in an old pid file now belongs to another program', async () => {
    const server = begin();
    await server.ready();
    await endAll();
    const file = join(folder, 'data/postmaster.pid');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [String(process.pid), ...lines.slice(1)].join('\n'));
    await begin().ready();
  });

  it('says what to do about a database of another PostgreSQL version', async () => {
    const server = begin();
    await server.ready();
    server.child.stdin?.end();
    await server.ended;
    await writeFile(join(folder, 'data/PG_VERSION'), '17\n');
    const second = begin();
    expect(await second.ended).toBe(2);
    expect(second.complaint()).toContain('made by PostgreSQL 17');
    expect(second.complaint()).toContain('DATABASE_URL');
  });

  it.skipIf(userInfo().uid !== 0)('lets no other account of the machine in', async () => {
    const { url } = await begin().ready();
    const client = new pg.Client(url.replace('latchkey@', 'postgres@'));
    await expect(client.connect()).rejects.toThrow(/Peer authentication failed/);
  });
});
