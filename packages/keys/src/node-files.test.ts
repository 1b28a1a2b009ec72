import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readIfThere, readOrMake, writeDurably } from './node-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a key in a file', () => {
  it('is made once, for its owner alone, and is the same ever after', async () => {
    const path = join(folder, 'deep', 'key');
    const text = async () => Buffer.from(await readOrMake(path, () => String(Math.random()))).toString();
    const first = await text();
    expect(await text()).toBe(first);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(folder, 'deep'))).mode & 0o777).toBe(0o700);
    await chmod(path, 0o644);
    await text();
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is replaced whole, and what a start left half written is no key', async () => {
    const path = join(folder, 'key');
    await writeFile(`${path}.new`, 'ha');
    expect(await readIfThere(path)).toBeUndefined();
    await writeDurably(path, 'whole');
    expect(await readFile(path, 'utf8')).toBe('whole');
    expect(await readdir(folder)).toEqual(['key']);
  });

  it('that cannot be read is not replaced', async () => {
    await expect(readOrMake(folder, () => 'new')).rejects.toThrow('EISDIR');
  });
});
