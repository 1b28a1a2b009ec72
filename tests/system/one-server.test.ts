/** A database has one server: a second real process waits for the first one's end, and whoever lost the database writes nothing any more. */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '@latchkey/contract';
import { openPostgresStore } from '../../packages/server/src/store/postgres/postgres-store.ts';
import { homeOf, memberOf } from '../../packages/server/src/store/testing/samples.ts';
import { SERVER } from '../../packages/server/src/store/store.ts';
import { StoreUnavailable } from '../../packages/server/src/store/unavailable.ts';
import { holdDatabase } from '../../packages/server/src/store/postgres/hold.ts';
import { newSigner, publicKeyText, sealingKey } from '../../packages/server/src/testing/caller.ts';
import { freePort } from '../world/ports.ts';
import { embeddedPostgres, type TestPostgres } from '../world/postgres.ts';
import { until } from '../world/until.ts';
import { root } from '../world/world.ts';

let postgres: TestPostgres;
const folders: string[] = [];
const started: { readonly pid: number; readonly ended: Promise<number | null> }[] = [];

beforeAll(async () => {
  postgres = await embeddedPostgres();
});
afterAll(async () => {
  for (const { pid, ended } of started) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended in its test.
    }
    await ended;
  }
  await postgres.stop();
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

/** A server process on that database, with a folder and a port of its own, as on another machine. */
const aServer = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-one-'));
  folders.push(folder);
  const port = await freePort();
  const env = { ...process.env, DATABASE_URL: postgres.url, LATCHKEY_DATA: folder, PORT: String(port), LATCHKEY_STDIN: 'ignore' }; // prettier-ignore
  const child = spawn(process.execPath, ['dist/node/server.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const server = { pid: child.pid ?? 0, origin: `http://localhost:${String(port)}`, said: () => said, ended };
  started.push(server);
  return server;
};

type Server = Awaited<ReturnType<typeof aServer>>;

const listens = ({ said }: Server) => said().includes('"msg":"listening"');
const waits = ({ said }: Server) => said().includes('waiting for its end');

const post = (origin: string, path: string, body: object) =>
  fetch(`${origin}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(body),
  });

/** All that makes a household but the last word, which is a write. */
const aHousehold = async (origin: string) => {
  const signer = newSigner();
  const { challenge, audience } = (await (await post(origin, '/api/challenges', {})).json()) as { challenge: string; audience: string }; // prettier-ignore
  const message = routes.sessionMessage(audience, 'member', challenge);
  const signature = Buffer.from(await signer.sign(Buffer.from(message))).toString('base64url');
  const body = { publicKey: publicKeyText(signer), challenge, signature, transport: 'bearer', sealingKey: sealingKey() }; // prettier-ignore
  return () => post(origin, '/api/homes', body).then(({ status }) => status, () => 'cut'); // prettier-ignore
};

const ask = async <R extends pg.QueryResultRow>(text: string): Promise<readonly R[]> => {
  const client = new pg.Client(postgres.url);
  await client.connect();
  try {
    return (await client.query<R>(text)).rows;
  } finally {
    await client.end();
  }
};

const endHold = () => ask("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'latchkey-hold' and pid in (select pid from pg_locks where locktype = 'advisory' and granted)"); // prettier-ignore
const households = async () => (await ask<{ n: number }>('select count(*)::int as n from homes'))[0]?.n;
const quiet = { waitMs: 0, onWaiting: () => undefined, onTaken: () => undefined };

describe('two servers on one database', () => {
  let second: Server;

  it('the second waits, refuses with a sentence when the first stays, and goes on by itself when it died', async () => {
    const first = await aServer();
    await until('the first to listen', () => listens(first));
    await expect(holdDatabase({ url: postgres.url, ...quiet })).rejects.toThrow(/^Another Latchkey server works on the database .*; a database has one server\. End that one first\. .* select pg_terminate_backend\(\d+\)\.$/); // prettier-ignore
    second = await aServer();
    await until('the second to wait', () => waits(second));
    expect(await (await aHousehold(first.origin))()).toBe(201);
    expect(listens(second)).toBe(false);
    process.kill(first.pid, 'SIGKILL');
    await until('the second to listen', () => listens(second));
    expect(await (await aHousehold(second.origin))()).toBe(201);
    expect(await households()).toBe(2);
  });

  it('one that was frozen and replaced writes nothing when it wakes, says so and ends', async () => {
    const knocking = await aHousehold(second.origin);
    const third = await aServer();
    await until('the third to wait', () => waits(third));
    process.kill(second.pid, 'SIGSTOP');
    const late = knocking();
    await endHold();
    await until('the third to listen', () => listens(third));
    expect(await (await aHousehold(third.origin))()).toBe(201);
    process.kill(second.pid, 'SIGCONT');
    expect(['cut', 503]).toContain(await late);
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain('Another Latchkey server works on the database');
    expect(await households()).toBe(3);
  });

  it('one alone takes it back when PostgreSQL lost its connection', async () => {
    const [, , third] = started as Server[];
    await endHold();
    const status = await until('a write to be taken', async () => {
      const said = await (await aHousehold(third?.origin ?? ''))();
      return said === 201 ? said : undefined;
    });
    expect(status).toBe(201);
    await expect(holdDatabase({ url: postgres.url, ...quiet })).rejects.toThrow('Another Latchkey server');
  });
});

describe('a hold that another one followed', () => {
  it('leaves no connection that writes, neither one that was open nor a new one', async () => {
    await ask('create database followed');
    const url = postgres.url.replace(/\/[a-z]+$/, '/followed');
    const options = { url, onConnectionLost: () => undefined };
    const before = await holdDatabase({ url, ...quiet });
    const old = await openPostgresStore({ ...options, hold: before });
    const home = (n: number) => [{ kind: 'home', home: homeOf(n), member: memberOf(n) }] as const;
    expect(await old.write(SERVER, home(1))).toEqual({ ok: true });
    await before.release();
    const after = await holdDatabase({ url, ...quiet });
    const store = await openPostgresStore({ ...options, hold: after });
    for (const n of [2, 2, 2]) await expect(old.write(SERVER, home(n))).rejects.toThrow(StoreUnavailable);
    await expect(openPostgresStore({ ...options, hold: before })).rejects.toThrow(StoreUnavailable);
    expect(await store.write(SERVER, home(2))).toEqual({ ok: true });
    await Promise.all([old.close(), store.close()]);
    await after.release();
  });
});
