import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readDoorTags } from './door-tags.ts';

const tag = { door: 1, uid: '04de5f1eacc040', metaKey: '0'.repeat(32), macKey: 'f'.repeat(32) };

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-tags-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('the settings of the door tags', () => {
  const said: unknown[][] = [];
  const log = { info: () => undefined, warn: () => undefined, error: (...words: unknown[]) => said.push(words) };
  const read = async (text?: string) => {
    const path = join(folder, 'tags.json');
    if (text !== undefined) await writeFile(path, text);
    const tags = await readDoorTags(path, log, () => undefined);
    tags.stop();
    return tags.all();
  };

  it('are the bytes that whoever fitted a tag wrote', async () => {
    expect(await read(JSON.stringify([tag]))).toEqual([
      {
        door: 1,
        uid: Uint8Array.of(4, 0xde, 0x5f, 0x1e, 0xac, 0xc0, 0x40),
        metaKey: new Uint8Array(16),
        macKey: new Uint8Array(16).fill(255),
      },
    ]);
  });

  it('that are not there, or not right, are no tag; and no log says what stands in them', async () => {
    expect(await read()).toEqual([]);
    for (const wrong of [
      '',
      '{}',
      '[{}]',
      JSON.stringify([{ ...tag, macKey: 'secret' }]),
      JSON.stringify([{ ...tag, more: 1 }]),
    ])
      expect(await read(wrong)).toEqual([]);
    expect(said).toHaveLength(5);
    expect(JSON.stringify(said)).not.toMatch(/secret|0{32}/);
  });
});
