/** Whoever stands at the hub has the last word: the household there moves out, and whoever pairs next lives there. Real processes. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openServedHome, type ServedHome } from '../world/household.ts';
import { Member } from '../world/member.ts';

let served: ServedHome;
beforeAll(async () => {
  served = await openServedHome();
});
afterAll(() => served.stop());

it('P10, P11: nobody locks another out for good from afar: the button at the hub ends the household, and the next one finds nothing of it', async () => {
  const { world, home, member: before } = served;
  const folder = join(world.data, 'hub');
  const theirKey = await readFile(join(folder, 'key'));
  const theirs = await before.receipts();
  expect(theirs.map(({ claims }) => claims.event)).toContain('paired');
  const film = 'AAAAAAAAAAAAAAAAAAAAAA.recording';
  await mkdir(join(folder, 'spool'), { recursive: true });
  await writeFile(join(folder, 'spool', film), 'a film of theirs');

  await home.act({ type: 'hub-button', heldMs: 6000 });
  const next = new Member(world.server);
  await next.makeHome();
  await next.pair(await home.pairingCode());

  // Another key is another hub: what was granted for the old one fits no door, and its server binding stays with whoever left.
  expect(next.hub.hubId).not.toEqual(before.hub.hubId);
  expect(await readFile(join(folder, 'key'))).not.toEqual(theirKey);
  expect((await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.recording'))).toEqual([]);
  const journal = (await readFile(join(folder, 'journal'))).toString('latin1');
  for (const { bytes } of theirs) expect(journal).not.toContain(Buffer.from(bytes).toString('base64url'));
  expect((await next.state()).epoch).toBe(1);
  const story = await next.receipts();
  expect(story[0]?.claims.seq).toBe(1);
  // Whoever moved out reaches the door no more, and keeps what it has signed for them.
  await expect(before.state()).rejects.toMatchObject({ problem: { code: 'hub-offline' } });
  expect((await before.receipts()).length).toBeGreaterThanOrEqual(theirs.length);
});
