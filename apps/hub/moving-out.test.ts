import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishMovingOut, noteMovingOut, voidTagsIn } from './moving-out.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'latchkey-moving-out-'));
});
afterEach(() => rm(folder, { recursive: true }));

const furnish = async () => {
  await mkdir(join(folder, 'spool'), { recursive: true });
  for (const name of ['key', 'journal', 'spool/one.recording']) await writeFile(join(folder, name), 'theirs');
};

describe('a household that moves out', () => {
  it('leaves nothing behind, and the next start begins with an empty folder', async () => {
    await furnish();
    await noteMovingOut(folder, []);
    expect(await finishMovingOut(folder)).toBe(true);
    expect(await readdir(folder)).toEqual([]);
    expect(await finishMovingOut(folder)).toBe(false);
  });

  it.each([
    ['before anything went', ['key', 'journal', 'spool']],
    ['after the key', ['journal', 'spool']],
    ['after the films', ['journal']],
    ['after the journal', []],
  ])('is gone after a plug that was pulled %s', async (_, there) => {
    await furnish();
    await noteMovingOut(folder, []);
    for (const name of ['key', 'journal', 'spool'])
      if (!there.includes(name)) await rm(join(folder, name), { recursive: true });
    expect(await finishMovingOut(folder)).toBe(true);
    expect(await readdir(folder)).toEqual([]);
  });

  it('stays where nobody moved out, whatever is missing', async () => {
    await furnish();
    await rm(join(folder, 'key'));
    expect(await finishMovingOut(folder)).toBe(false);
    expect((await readdir(folder)).sort()).toEqual(['journal', 'spool']);
  });

  it('P2: the names of its tags stay for the next household and the one after it, through a plug that was pulled', async () => {
    await furnish();
    await noteMovingOut(folder, ['aa', 'bb']);
    await rm(join(folder, 'key'));
    expect(await finishMovingOut(folder)).toBe(true);
    expect(await voidTagsIn(folder)).toEqual(['aa', 'bb']);
    expect(await readdir(folder)).toEqual(['void-tags']);
    await noteMovingOut(folder, ['bb', 'cc']);
    await finishMovingOut(folder);
    expect(await voidTagsIn(folder)).toEqual(['aa', 'bb', 'cc']);
    // A marker of an earlier version names none, and takes none away.
    await writeFile(join(folder, 'moving-out'), '');
    await finishMovingOut(folder);
    expect(await voidTagsIn(folder)).toEqual(['aa', 'bb', 'cc']);
  });
});
