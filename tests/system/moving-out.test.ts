/** Whoever stands at the hub has the last word: the household there moves out, and whoever pairs next lives there. Real processes. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { kidOf, LEAVING_LONGER_MS, LEAVING_MS, makeDeparture, type DepartureSays } from '@latchkey/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openServedHome, type ServedHome } from '../world/household.ts';
import { bytesOf, Member, primitives } from '../world/member.ts';
import { until } from '../world/until.ts';

let served: ServedHome;
beforeAll(async () => {
  served = await openServedHome();
});
afterAll(() => served.stop());

/** What whoever pressed the button reads, until the next press. */
const shown = async (): Promise<string> => {
  await served.home.act({ type: 'hub-button', heldMs: 300 });
  return until('letters on the display', async () => (await served.home.state()).hub.presence);
};

const depart = async (says: DepartureSays, of: Uint8Array, letters?: string) => {
  const { hubId } = served.member.hub;
  const code = letters === undefined ? {} : { code: letters.replaceAll(' ', '') };
  const said = await makeDeparture(primitives, served.member.signer, { hubId, says, of, ...code });
  return served.member.tell('depart', said.bytes);
};

it('P10: the button, held, only announces the end: every member is told, a week is had from afar, and who stands there says no', async () => {
  const { home, member } = served;
  await home.act({ type: 'hub-button', heldMs: 6000 });
  const leaving = await until('the announcement', async () => (await member.state()).leaving);
  expect(leaving).toMatchObject({ leftS: LEAVING_MS / 1000, longer: false });
  expect(await depart('longer', leaving.id)).toMatchObject({ ok: true });
  expect((await member.state()).leaving).toMatchObject({ leftS: LEAVING_LONGER_MS / 1000, longer: true });
  expect(await depart('stay', leaving.id, '0000 0000 0000')).toMatchObject({ refusal: { reason: 'presence-none' } });
  expect(await depart('stay', leaving.id, await shown())).toMatchObject({ ok: true });
  expect((await member.state()).leaving).toBeUndefined();
  // The hub answers before the server has its receipts.
  const events = await until('the last of them at the server', async () => {
    const told = (await member.receipts()).map(({ claims }) => claims.event);
    return told.includes('staying') ? told : undefined;
  });
  expect(events.filter((event) => event === 'leaving')).toHaveLength(2);
});

it('P10, P11: an admin beside the hub hands it over: its last receipt says so, and the next household finds nothing of the one before', async () => {
  const { world, home, member: before } = served;
  const folder = join(world.data, 'hub');
  const theirKey = await readFile(join(folder, 'key'));
  const theirs = await before.receipts();
  expect(theirs.map(({ claims }) => claims.event)).toContain('paired');
  const film = 'AAAAAAAAAAAAAAAAAAAAAA.recording';
  await mkdir(join(folder, 'spool'), { recursive: true });
  await writeFile(join(folder, 'spool', film), 'a film of theirs');

  const { bootId } = await before.state();
  const answer = await depart('hand-over', bootId, await shown());
  if (!answer.ok) throw new TypeError(answer.refusal.reason);
  const ended = async () => (await before.receipts()).find(({ claims }) => claims.event === 'moved-out');
  const last = await until('the last receipt at the server', ended);
  expect(last.bytes).toEqual(bytesOf(answer.message ?? ''));
  expect(last.claims.detail).toEqual({ cause: 'handed-over', kid: kidOf(primitives, before.signer.key) });
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
  const first = await until('the new hub’s first receipt at the server', async () => (await next.receipts())[0]);
  expect(first.claims.seq).toBe(1);
  // Whoever moved out reaches the door no more, and keeps what it has signed for them.
  await expect(before.state()).rejects.toMatchObject({ problem: { code: 'hub-offline' } });
  expect((await before.receipts()).at(-1)?.hash).toEqual(last.hash);
});
