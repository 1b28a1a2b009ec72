import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pid } from 'node:process';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { editionOf, findOrphan, isReady, pidOf } from './pid-file.ts';

let data = '';
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'latchkey-pid-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

const write = (of: number, state: string) =>
  writeFile(join(data, 'postmaster.pid'), `${of}\n${data}\n1764000000\n5432\n/run\n\n 1 2\n${state.padEnd(8)}\n`);

it('believes only a file written since', async () => {
  expect(await isReady(data, undefined)).toBe(false);
  await write(1, 'ready');
  expect(await isReady(data, undefined)).toBe(true);
  expect(await isReady(data, await editionOf(data))).toBe(false);
});

it('is not ready while it recovers', async () => {
  await write(1, 'starting');
  expect(await isReady(data, undefined)).toBe(false);
  expect(await pidOf(data)).toBe(1);
});

it('takes no other program and no dead process for PostgreSQL', async () => {
  expect(await findOrphan(data)).toBeUndefined();
  await write(pid, 'ready');
  expect(await findOrphan(data)).toBeUndefined();
  await write(2 ** 22 + 1, 'ready');
  expect(await findOrphan(data)).toBeUndefined();
});
