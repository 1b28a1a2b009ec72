import { appendFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Blobs } from './blobs.ts';
import { FileBlobs } from './files.ts';
import { MemoryBlobs } from './memory.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-blobs-'));
});
afterEach(() => rm(folder, { recursive: true }));

const id = 'AAAAAAAAAAAAAAAAAAAAAA';
const makers: readonly (readonly [string, () => Blobs])[] = [
  ['files', () => new FileBlobs(folder)],
  ['memory', () => new MemoryBlobs()],
];

describe.each(makers)('blobs in %s', (_name, make) => {
  it('grow, and are read from anywhere', async () => {
    const blobs = make();
    const blob = await blobs.open(id, 0);
    await blob.append(Buffer.from('hello '));
    await blob.append(Buffer.from('world'));
    await blob.close();
    expect(Buffer.from(await blobs.read(id, 3, 8)).toString()).toBe('lo wo');
    expect(Buffer.from(await blobs.read(id, 6, 999)).toString()).toBe('world');
  });

  it('are cut to what was acknowledged when they are opened again', async () => {
    const blobs = make();
    const blob = await blobs.open(id, 0);
    await blob.append(Buffer.from('acknowledged, torn'));
    await blob.close();
    const again = await blobs.open(id, 12);
    expect(again.bytes).toBe(12);
    await again.append(Buffer.from('!'));
    expect(Buffer.from(await blobs.read(id, 0, 99)).toString()).toBe('acknowledged!');
    await again.close();
  });

  it('say how much really is there', async () => {
    const blob = await make().open(id, 500);
    expect(blob.bytes).toBe(0);
    await blob.close();
  });

  it('are nothing once removed, and nothing before they are made', async () => {
    const blobs = make();
    expect(await blobs.read(id, 0, 10)).toHaveLength(0);
    const blob = await blobs.open(id, 0);
    await blob.append(Buffer.from('x'));
    await blob.close();
    await blobs.remove(id);
    expect(await blobs.read(id, 0, 10)).toHaveLength(0);
  });
});

describe('files', () => {
  it('stay in their folder, whatever a hub calls a recording', async () => {
    const blobs = new FileBlobs(folder);
    await expect(blobs.open('../../../../etc/passwd', 0)).rejects.toThrow(RangeError);
    await expect(blobs.read('..%2f', 0, 1)).rejects.toThrow(RangeError);
    await appendFile(join(folder, 'witness'), '');
    expect(await readdir(folder)).toEqual(['witness']);
  });
});
