/** A household whose only admin lost every device: in again by the sheet of paper, or not. Real processes. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openServedHome, type ServedHome } from '../world/household.ts';
import { Newcomer, printSheet, refuse } from '../world/paper.ts';
import { until } from '../world/until.ts';

let served: ServedHome;
beforeAll(async () => {
  served = await openServedHome();
});
afterAll(() => served.stop());

it('P10: a household without devices comes back by its sheet and the hub’s button, and a recovery that nobody wanted ends with one no', async () => {
  const { world, home, member } = served;
  const sheet = await printSheet(member);
  const events = async () => (await member.receipts()).map(({ claims }) => claims.event);

  // The phone is gone: from here on it only watches. Somebody with the sheet stands beside the hub.
  const newcomer = new Newcomer(world.server, sheet);
  const recovery = await newcomer.use();
  expect((await member.state()).recovery).toEqual({ hash: recovery.hash, leftS: 48 * 3600 });
  await expect(newcomer.ask(newcomer.next)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  await expect(newcomer.device.comeIn(member.hub)).rejects.toMatchObject({ problem: { code: 'not-found' } });
  expect(await events()).toContain('recovery-pending');
  expect((await home.truth()).bolt).toBe(100);

  await home.act({ type: 'hub-button', heldMs: 300 });
  await newcomer.comeIn(recovery);
  expect(await events()).toContain('recovered');
  expect((await home.truth()).bolt).toBe(100);
  await expect(newcomer.ask()).rejects.toMatchObject({ problem: { code: 'not-found' } });
  expect(await newcomer.device.openDoor()).toMatchObject({ ok: true });
  await home.untilBolt(0);

  // The next sheet is photographed. The plug does not end what waits; one member's no does, and the sheet with it.
  const thief = new Newcomer(world.server, newcomer.next);
  const second = await thief.use();
  await home.act({ type: 'power', plugged: false });
  await home.act({ type: 'power', plugged: true });
  const waits = async () => (await newcomer.device.state().catch(() => undefined))?.recovery;
  expect((await until('the hub to be back', waits)).hash).toEqual(second.hash);
  await refuse(newcomer.device, second.hash);
  expect((await newcomer.device.state()).recovery).toBeUndefined();
  await home.act({ type: 'hub-button', heldMs: 300 });
  await expect(thief.ask()).rejects.toThrow('code-void');
  expect((await newcomer.device.state()).epoch).toBe(3);
  const over = (await newcomer.device.receipts()).find(({ claims }) => claims.event === 'recovery-over');
  expect(over?.claims.detail).toMatchObject({ rosterHash: second.hash, cause: 'refused' });

  // Whoever is beside the hub reads its letters: nothing waits, and nobody is asked.
  const third = new Newcomer(world.server, await printSheet(newcomer.device));
  await home.act({ type: 'hub-button', heldMs: 300 });
  const letters = await until('letters on the hub’s display', async () => (await home.state()).hub.presence);
  const stood = await third.useBeside(letters);
  await third.comeIn(stood);
  const pended = (await third.device.receipts()).filter(({ claims }) => claims.event === 'recovery-pending');
  expect(pended.map(({ claims }) => claims.answers)).not.toContainEqual(stood.hash);
});
