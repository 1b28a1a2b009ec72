import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CannotStart } from './cannot-start.ts';
import { lockFolder } from './folder-lock.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-lock-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('refuses a second server on the same folder and names the first', async () => {
  const first = await lockFolder(folder, 4711);
  await expect(lockFolder(folder, 4712)).rejects.toThrow(/process 4711\) already uses the data folder/);
  await first.release();
});

it('knows the folder again under another name', async () => {
  const other = `${folder}-also`;
  await symlink(folder, other);
  const first = await lockFolder(folder, 1);
  await expect(lockFolder(other, 2)).rejects.toThrow(CannotStart);
  await first.release();
  await rm(other);
});

it('gives the folder to the next one after release, and a different folder to anybody', async () => {
  const first = await lockFolder(folder, 1);
  const elsewhere = await lockFolder(join(folder, 'elsewhere'), 2);
  await first.release();
  const second = await lockFolder(folder, 3);
  await Promise.all([second.release(), elsewhere.release()]);
});
