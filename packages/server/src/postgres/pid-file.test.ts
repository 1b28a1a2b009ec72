import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid, ppid } from 'node:process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findOrphan, isReady, pidOf } from './pid-file.ts';

let data = '';
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'latchkey-pid-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const write = (of: number, state: string) =>
  writeFile(join(data, 'postmaster.pid'), `${of}\n${data}\n1764000000\n5432\n/run\n\n 1 2\n${state.padEnd(8)}\n`);

it('believes only the child of the guard that was asked for', async () => {
  expect(await isReady(data, ppid)).toBe(false);
  await write(pid, 'ready');
  expect(await isReady(data, ppid)).toBe(true);
  expect(await isReady(data, pid)).toBe(false);
});

it('is not ready while it recovers', async () => {
  await write(pid, 'starting');
  expect(await isReady(data, ppid)).toBe(false);
  expect(await pidOf(data)).toBe(pid);
});

it('takes no other program and no dead process for PostgreSQL', async () => {
  expect(await findOrphan(data)).toBeUndefined();
  await write(pid, 'ready');
  expect(await findOrphan(data)).toBeUndefined();
  await write(2 ** 22 + 1, 'ready');
  expect(await findOrphan(data)).toBeUndefined();
});
