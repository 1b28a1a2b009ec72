/** The witness as a program of its own: what it has seen it remembers, through any end, and signs nothing that contradicts it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCheckpoint, verifierKey } from '@latchkey/log';
import { verifyEd25519 } from '@latchkey/keys/node';
import type { Effects } from '@latchkey/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '@latchkey/contract';
import { clientOf } from '../../packages/server/src/testing/caller.ts';
import { testLogKey, trustedOf } from '../../packages/server/src/testing/log.ts';
import { startTestServer, type TestServer } from '../../packages/server/src/testing/server.ts';
import { aPairedHome, type PairedHome } from '../../packages/server/src/testing/story.ts';
import { freePort } from '../world/ports.ts';
import { until } from '../world/until.ts';
import { root } from '../world/world.ts';

const logKey = testLogKey();
let folder: string;
let port: number;
let witness: ChildProcess;
let saidWrong = '';

const startWitness = (at: number, data = folder): ChildProcess => {
  const child = spawn(process.execPath, [join(root, 'dist/node/witness.js')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      WITNESS_PORT: String(at),
      LATCHKEY_WITNESS_DATA: data,
      LATCHKEY_WITNESS_NAME: 'witness.example/1',
      LATCHKEY_WITNESS_LOGS: verifierKey(logKey.key),
    },
  });
  child.stderr.on('data', (text: Buffer) => (saidWrong += text.toString()));
  return child;
};

const keyOf = (at: number): Promise<string> =>
  until('the witness to say its key', () =>
    fetch(`http://127.0.0.1:${String(at)}/`).then(
      async (answer) => (await answer.text()).trim(),
      () => undefined,
    ),
  );

const ended = (child: ChildProcess): Promise<number | null> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', resolve);
  });

const ask: NonNullable<Effects['witnesses']>['ask'] = async (url, body) => {
  const answer = await fetch(`${url}/add-checkpoint`, { method: 'POST', body });
  return { status: answer.status, body: await answer.text() };
};

/** A server of that log with a household, whose checkpoints the witness is asked to cosign. */
const aServer = async (): Promise<{ server: TestServer; ada: PairedHome }> => {
  const { witnesses } = trustedOf(verifierKey(logKey.key), [await keyOf(port)]);
  const list = witnesses.map((key) => ({ key, url: `http://127.0.0.1:${String(port)}` }));
  const server = await startTestServer({ effects: { logKey, witnesses: { list, ask, verify: verifyEd25519 } } });
  return { server, ada: await aPairedHome(server, await server.listen(0)) };
};

const grow = async ({ server, ada }: { server: TestServer; ada: PairedHome }, by: number): Promise<void> => {
  for (let n = 0; n < by; n++) await ada.hub.send(await ada.hub.receipt({ event: 'door-opened' }));
  server.clock.advance(1_000);
};

const checkpoint = async (server: TestServer) => {
  const { log, witnesses } = await clientOf(server)(routes.readLogKey, {});
  const { payload } = await server.app.inject({ url: '/log/checkpoint', headers: { host: 'localhost:8400' } });
  const opened = openCheckpoint(trustedOf(log, witnesses), payload);
  return opened.ok ? opened.checkpoint : undefined;
};

const seenAt = (server: TestServer, size: number) =>
  until(`the witness to have seen ${String(size)}`, async () => {
    const head = await checkpoint(server);
    return head?.size === size && head.seenBy.length === 1 ? head : undefined;
  });

const stop = async ({ server, ada }: { server: TestServer; ada: PairedHome }) => {
  ada.hub.end();
  await server.close();
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'witness-'));
  port = await freePort();
  witness = startWitness(port);
});
afterAll(async () => {
  witness.kill('SIGKILL');
  await ended(witness);
  await rm(folder, { recursive: true, force: true });
});

describe('a witness', () => {
  it('P9: cosigns a log that grows, and after kill -9 goes on from what it saw', async () => {
    const own = await aServer();
    await grow(own, 2);
    expect((await seenAt(own.server, 2)).seenBy[0]?.name).toBe('witness.example/1');
    const key = await keyOf(port);
    witness.kill('SIGKILL');
    await ended(witness);
    await grow(own, 3);
    expect((await checkpoint(own.server))?.seenBy).toEqual([]);
    witness = startWitness(port);
    expect(await keyOf(port)).toBe(key);
    own.server.clock.advance(60_000);
    await seenAt(own.server, 5);
    await stop(own);
  });

  it('P9: does not cosign another story of the same log, not even a longer one', async () => {
    const forked = await aServer();
    await grow(forked, 9);
    await until('the witness to have refused', () => forked.server.logged().includes('a witness did not cosign'));
    expect((await checkpoint(forked.server))?.seenBy).toEqual([]);
    await stop(forked);
  });

  it('refuses a second one on its folder, and says what is wrong with a request', async () => {
    const second = startWitness(await freePort());
    expect(await ended(second)).toBe(2);
    expect(saidWrong).toContain('Another witness is running');
    const answer = await fetch(`http://127.0.0.1:${String(port)}/add-checkpoint`, { method: 'POST', body: 'hello' });
    expect([answer.status, await answer.text()]).toEqual([400, 'This is no add-checkpoint request.\n']);
    const large = await fetch(`http://127.0.0.1:${String(port)}/add-checkpoint`, { method: 'POST', body: 'x'.repeat(70_000) }); // prettier-ignore
    expect(large.status).toBe(413);
    expect((await fetch(`http://127.0.0.1:${String(port)}/other`)).status).toBe(404);
  });
});
