import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announce, openDispatch } from '../world/carrier.ts';
import { DemoHome } from '../world/home.ts';
import { Member } from '../world/member.ts';
import { databaseFolder, debianBin, debianPostgres, type TestPostgres } from '../world/postgres.ts';
import { isAlive, processesAbout, running } from '../world/processes.ts';
import { until } from '../world/until.ts';
import { root, startAgain, startWorld, type World } from '../world/world.ts';

const bin = debianBin();

describe.skipIf(bin === undefined)('with DATABASE_URL (needs Debian’s package postgresql)', () => {
  let postgres: TestPostgres;
  let world: World;
  let member: Member;
  beforeAll(async () => {
    postgres = await debianPostgres(bin ?? '');
    world = await startWorld({ DATABASE_URL: postgres.url });
    member = new Member(world.server);
    await member.makeHome();
    await member.pair(await new DemoHome(world.door).pairingCode());
  });
  afterAll(async () => {
    await world.stop();
    await postgres.stop();
  });

  it('everything runs on that PostgreSQL, and no other is started', async () => {
    const dispatch = await openDispatch(world.server, world.carrier, world.data);
    const { shipmentId } = await announce(dispatch, member.handle);
    expect((await dispatch.carrier.shipments()).map((s) => s.shipmentId)).toEqual([shipmentId]);
    expect((await member.state()).doors[0]?.bolt).toBe(1);
    expect(running(processesAbout(databaseFolder(world.data), world.data), '/bin/postgres -D')).toEqual([]);
  });

  it('what was kept there is there after a restart', async () => {
    const before = await member.receipts();
    expect(before.length).toBeGreaterThan(0);
    process.kill(world.pids.launcher, 'SIGTERM');
    await until('the launcher to end', () => !isAlive(world.pids.launcher));
    world = await startAgain(world);
    const after = await member.receipts();
    expect(after.slice(0, before.length).map((r) => r.hash)).toEqual(before.map((r) => r.hash));
  });
});

const serverWith = async (url: string) => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-url-'));
  const env = { ...process.env, DATABASE_URL: url, LATCHKEY_DATA: folder };
  const child = spawn(process.execPath, ['dist/node/server.js'], { cwd: root, env, stdio: ['pipe', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  await rm(folder, { recursive: true, force: true });
  return { code, said };
};

describe('a wrong DATABASE_URL is a sentence, without the password', () => {
  it('where nobody answers', async () => {
    const { code, said } = await serverWith('postgres://me:secret@127.0.0.1:9/parcels');
    expect(said).toMatch(/^The database 127\.0\.0\.1:9\/parcels cannot be reached \(.*\)\. Start it, or correct DATABASE_URL\.\n$/); // prettier-ignore
    expect(code).toBe(1);
  });

  it('where it is no address', async () => {
    const { code, said } = await serverWith('me:secret');
    expect(said).toMatch(/^DATABASE_URL is no address of a PostgreSQL\. /);
    expect(said).not.toContain('me:secret');
    expect(code).toBe(2);
  });
});
