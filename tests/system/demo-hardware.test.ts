import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { until } from '../world/until.ts';

/** The program as `npm start` runs it, with a stand-in for the hub that starts a child of its own. */
const root = fileURLToPath(new URL('../../', import.meta.url)).replace(/\/$/, '');
const hub = `${root}/apps/demo-hardware/testing/hub-program.mjs`;

let data: string;
let program: ChildProcess | undefined;
beforeEach(async () => {
  data = await mkdtemp(`${tmpdir()}/latchkey-hardware-`);
});
afterEach(async () => {
  program?.kill('SIGKILL');
  await rm(data, { recursive: true, force: true });
});

const start = (settings: Record<string, string> = {}) => {
  const child = spawn(process.execPath, [`${root}/dist/node/demo-hardware.js`], {
    env: {
      PATH: process.env['PATH'],
      LATCHKEY_ROOT: root,
      LATCHKEY_DATA: data,
      HARDWARE_PORT: '0',
      CARRIER_PORT: '0',
      CAMERA_PORT: '0',
      HUB_PROGRAM: hub,
      ...settings,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  program = child;
  const said = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  return { child, said, ended };
};

/** A dead process that nobody has collected yet runs no more. */
const runs = (pid: number) => {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

interface Places {
  readonly ready: boolean;
  readonly doorUrl: string;
  readonly consoleLink: string;
  readonly pairingLink?: string;
}

/** Runs it until the hub has spoken: its addresses, and the pids of the hub and of the hub's child. */
const running = async () => {
  const started = start();
  const line = await until('its addresses', () => /^\{.*\}\n/.exec(started.said.out)?.[0]);
  const places = JSON.parse(line) as Places;
  const phase = await until('the hub to speak', async () => {
    const answer = await fetch(new URL('/api/state', places.doorUrl));
    const state = (await answer.json()) as { hub: { belief?: { doors: { phase: string }[] } } };
    return state.hub.belief?.doors[0]?.phase;
  });
  return { ...started, places, pids: phase.split('-').map(Number) };
};

test('says where everything is in one line, the pairing code in the fragment of a link', async () => {
  const { places, said } = await running();
  expect(places).toMatchObject({ ready: true, pairingLink: 'http://localhost:8400/home/#/pair/code' });
  expect(places.consoleLink).toMatch(/^http:\/\/localhost:8400\/console\/#\/setup\/[A-Za-z0-9_-]{22}$/);
  expect(said.out.trim().split('\n')).toHaveLength(1);
});

test('ends with its launcher, however that ended, and takes hub and film with it', async () => {
  const { child, ended, pids } = await running();
  child.stdin.destroy();
  expect(await ended).toBe(0);
  await until('hub and child to end', () => pids.every((pid) => !runs(pid)));
});

test('killed outright, it leaves no hub behind', async () => {
  const { child, ended, pids } = await running();
  const [hubPid = 0, childPid = 0] = pids;
  child.kill('SIGKILL');
  await ended;
  await until('the hub to end', () => !runs(hubPid));
  /* The stand-in's own child is the stand-in's affair; a real hub's ffmpeg ends with its pipe. */
  if (runs(childPid)) process.kill(childPid, 'SIGKILL');
});

test('a taken port is one clear sentence', async () => {
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', () => done()));
  const port = String((other.address() as AddressInfo).port);
  for (const variable of ['HARDWARE_PORT', 'CARRIER_PORT', 'CAMERA_PORT']) {
    const { said, ended } = start({ [variable]: port });
    expect(await ended).toBe(2);
    expect(said.err).toContain(`port ${port} is taken by another program; set ${variable} to a free one`);
  }
  await new Promise<void>((done) => other.close(() => done()));
});

test('a setting that is none is named', async () => {
  const { said, ended } = start({ HARDWARE_PORT: 'soon' });
  expect(await ended).toBe(1);
  expect(said.err).toContain('HARDWARE_PORT');
});
