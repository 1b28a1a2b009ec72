/** The server is gone with everything it kept, and the household goes on with another one. Real processes. */
import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { routes } from '@latchkey/contract';
import { readStanding, signMove, toBase64url } from '@latchkey/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { letIn, letInAtHome, mailOf } from '../world/at-home.ts';
import { announce, openDispatch, shipmentOf } from '../world/carrier.ts';
import { openServedHome, type ServedHome } from '../world/household.ts';
import { bytesOf, primitives, type Member } from '../world/member.ts';
import { databaseFolder } from '../world/postgres.ts';
import { visitThatRuns } from '../world/running-visit.ts';
import { startSecondServer, type SecondServer } from '../world/second-server.ts';
import { until } from '../world/until.ts';

let served: ServedHome;
let device: Member;
let second: SecondServer;
beforeAll(async () => {
  served = await openServedHome();
  device = await letInAtHome(served.member);
  second = await startSecondServer(served.world);
});
afterAll(async () => {
  process.kill(served.world.pids.launcher, 'SIGCONT');
  await served.stop();
  await second.stop();
});

/** The launcher would start it again: it sleeps from here on. */
const loseTheServer = async () => {
  const { pids, data } = served.world;
  process.kill(pids.launcher, 'SIGSTOP');
  process.kill(pids.server, 'SIGKILL');
  await until('its database to end', () =>
    rm(databaseFolder(data), { recursive: true }).then(
      () => true,
      () => false,
    ),
  );
  await rm(join(data, 'server'), { recursive: true, force: true });
};

const standing = async () => {
  const answer = await device.tell('move', new Uint8Array(0));
  if (!answer.ok) throw new TypeError(answer.refusal.reason);
  const said = readStanding(bytesOf(answer.message ?? ''));
  if (said === undefined) throw new TypeError('the hub does not say how it stands');
  return said;
};

const moveTo = async (server: string) => {
  const { bootId } = await device.state();
  const { previous } = await standing();
  const { bytes } = await signMove(primitives, device.signer, { hubId: device.hub.hubId, server, bootId }, previous);
  return { bytes, answer: await device.tell('move', bytes) };
};

it('P15: a household whose server is lost with all its data goes on with another one: the same hub and keys, every receipt, a phone that opens and blocks, and a parcel', async () => {
  const { world, home, member } = served;
  // Where the server carries it, an admin's word moves nothing.
  const { hubId } = member.hub;
  const { bootId } = await member.state();
  const early = await signMove(primitives, member.signer, { hubId, server: second.url, bootId });
  expect(await member.tell('move', early.bytes)).toMatchObject({ ok: false, refusal: { reason: 'only-at-home' } });

  // In the middle of a visit.
  const { visitId } = await visitThatRuns(served);
  const before = await member.receipts();
  served.leave();
  await loseTheServer();
  await expect(fetch(`${world.server}/health`)).rejects.toThrow();
  await home.push();
  await home.pull();

  expect((await moveTo(second.url)).answer).toMatchObject({ ok: true });
  await until('the line to the new server', async () => (await standing()).line === 'up');
  expect(await standing()).toMatchObject({ server: second.url });

  // A phone that opens the new address is let in from home; its letters go through the hub.
  const phone = await letIn(device, second.url, 3, [member, device]);
  expect(await device.tell('mailbox', mailOf(phone, Uint8Array.from(randomBytes(60))))).toMatchObject({ ok: true });
  const around = new AbortController();
  await phone.beAround(around.signal);
  const story = await until('the end of the visit there', async () => {
    const receipts = await phone.receipts();
    return receipts.some(({ claims }) => claims.event === 'complete') ? receipts : undefined;
  });
  expect(story.slice(0, before.length).map(({ hash }) => toBase64url(hash))).toEqual(before.map(({ hash }) => toBase64url(hash))); // prettier-ignore
  await home.untilBolt(100);

  // Opens, locks, blocks, at the door itself.
  expect(await phone.openDoor()).toMatchObject({ ok: true });
  await home.untilBolt(0);
  expect(await phone.lockDoor()).toMatchObject({ ok: true });
  await home.untilBolt(100);
  const block = await phone.block(visitId);
  await until(
    'the door’s own word',
    async () =>
    (await phone.receipts()).some(({ claims }) => claims.event === 'blocked' && Buffer.compare(claims.answers ?? block.slice(1), block) === 0), // prettier-ignore
  );

  // A carrier finds the household by its new handle.
  const { handle } = await phone.client(routes.readHome, {});
  const dispatch = await openDispatch(second.url, world.carrier, world.data);
  const { shipmentId, trackingNumber } = await announce(dispatch, handle);
  const carrier = { signingKey: dispatch.signingKey, sealingKey: dispatch.sealingKey };
  const next = await phone.grant({ shipmentId, trackingNumbers: [trackingNumber], carrier });
  await dispatch.carrier.assign(await shipmentOf(dispatch, shipmentId), dispatch.courier.courierId);
  await until(
    'the hub to expect it',
    async () =>
    (await phone.receipts()).some(({ claims }) => claims.event === 'armed' && toBase64url(claims.visitId ?? block) === next.visitId), // prettier-ignore
  );

  // The plug is pulled: the hub comes back to the server that it was given last.
  await home.act({ type: 'power', plugged: false });
  await home.act({ type: 'power', plugged: true });
  await until('the hub at its new server', async () => (await phone.client(routes.readHome, {})).hubs[0]?.online === true); // prettier-ignore
  await until('a state', () => phone.state().catch(() => undefined));
  const events = (await phone.receipts()).map(({ claims }) => claims.event);
  expect(events.filter((event) => event === 'server-changed')).toHaveLength(1);
  expect(events).not.toContain('log-doubted');
  around.abort();
});
