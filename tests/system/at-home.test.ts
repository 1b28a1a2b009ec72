/** The server is gone for good, in the middle of a visit: what a household still has. Real processes. */
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { routes } from '@latchkey/contract';
import { RecordSplitter } from '@latchkey/media';
import { BOLT, CONTACT, encodePublicKey, toBase64url } from '@latchkey/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { letInAtHome } from '../world/at-home.ts';
import { announce, shipmentOf, stopOf } from '../world/carrier.ts';
import { openServedHome, type ServedHome } from '../world/household.ts';
import type { Member } from '../world/member.ts';
import { until } from '../world/until.ts';
import { root } from '../world/world.ts';

let served: ServedHome;
beforeAll(async () => {
  served = await openServedHome();
});
afterAll(async () => {
  process.kill(served.world.pids.launcher, 'SIGCONT');
  await served.stop();
});

/** The launcher would start it again: it sleeps from here on. */
const killServerForGood = () => {
  process.kill(served.world.pids.launcher, 'SIGSTOP');
  process.kill(served.world.pids.server, 'SIGKILL');
};

const visitThatRuns = async () => {
  const { dispatch, member } = served;
  const { shipmentId, trackingNumber } = await announce(dispatch, member.handle);
  const carrier = { signingKey: dispatch.signingKey, sealingKey: dispatch.sealingKey };
  const { visitId } = await member.grant({ shipmentId, trackingNumbers: [trackingNumber], carrier });
  await dispatch.carrier.assign(await shipmentOf(dispatch, shipmentId), dispatch.courier.courierId);
  const stop = await stopOf(dispatch, visitId);
  await until('the knock to be allowed', async () => {
    const knocked = await dispatch.device.knock(stop, { door: 1, trackingNumbers: [trackingNumber] });
    return knocked.outcome === 'allowed';
  });
  return { visitId, trackingNumber };
};

const visitOf = (device: Member, visitId: string) => device.client(routes.readHomeVisit, { params: { visitId } });

const verify = (file: string) =>
  new Promise<string>((resolve) => {
    execFile(process.execPath, [join(root, 'apps/cli/latchkey.js'), 'verify', file], (_error, out) => resolve(out));
  });

it('P15: with the server killed in the middle of a visit the household watches, sees the door locked, opens and locks it, and exports, from its hub alone', async () => {
  const { world, home, member } = served;
  const origin = new URL(world.atHome).origin;
  const device = await letInAtHome(member);
  const { visitId, trackingNumber } = await visitThatRuns();
  const { recordingId } = await until('the film at home', async () => {
    const visit = await visitOf(device, visitId);
    expect(visit).toMatchObject({ trackingNumbers: [trackingNumber], carrier: { name: 'Test Parcels' } });
    return visit.recordings.find(({ closed }) => !closed);
  });
  served.leave();
  killServerForGood();
  await expect(fetch(`${world.server}/health`)).rejects.toThrow();

  // Watches: the picture goes on after the server's end.
  const headers = { authorization: `Bearer ${device.token}` };
  const live = new WebSocket(origin.replace(/^http/, 'ws') + routes.livePath.replace(':recordingId', recordingId), { headers }); // prettier-ignore
  let pictures = 0;
  live.on('message', () => pictures++);
  const over = new Promise((resolve) => live.once('close', resolve));
  await until('pictures', () => pictures > 20);
  await home.push();
  await until('the door to stand open', async () => (await device.state()).doors[0]?.contact === CONTACT.open);
  await home.pull();
  const locked = await until('LOCKED, by the hub’s own word', async () => {
    const [door] = (await device.state()).doors;
    return door?.bolt === BOLT.thrown && door.contact === CONTACT.closed ? door : undefined;
  });
  expect(locked.sensorAgeMs).toBeLessThan(10_000);
  expect((await home.truth()).bolt).toBe(100);
  await over;

  // Opens and locks.
  expect(await device.openDoor()).toMatchObject({ ok: true });
  await home.untilBolt(0);
  await until('the hub to take the lock’s word', async () => (await device.state()).doors[0]?.bolt === BOLT.withdrawn);
  expect(await device.lockDoor()).toMatchObject({ ok: true });
  await home.untilBolt(100);

  // The plug is pulled, and there is still no server: nothing is forgotten.
  await home.act({ type: 'power', plugged: false });
  await home.act({ type: 'power', plugged: true });
  await until('the hub’s page to be back', async () => {
    const again = await device.comeIn(device.hub).then(
      () => true,
      () => false,
    );
    return again && (await device.client(routes.readHome, {})).hubs[0]?.online === true;
  });
  const visit = await until('the whole visit', async () => {
    const told = await visitOf(device, visitId);
    return told.state === 'complete' && told.recordings.every(({ closed }) => closed) ? told : undefined;
  });
  expect(visit.recordings).toHaveLength(1);

  // Exports: one file, with the film and the key that this device can give, checked by somebody who has nothing else.
  const path = routes.readRecording.path.replace(':recordingId', recordingId);
  const film = Buffer.from(await (await fetch(origin + path, { headers: { authorization: `Bearer ${device.token}` } })).arrayBuffer()); // prettier-ignore
  expect(new RecordSplitter().push(film).at(-1)?.type).toBe('close');
  const receipts = await device.receipts();
  const file = join(world.data, 'evidence.json');
  const evidence = {
    format: 'latchkey-evidence-1',
    hubKey: toBase64url(encodePublicKey(device.hub.hubKey)),
    visitId,
    grant: visit.grant,
    assignments: visit.assignments,
    receipts: receipts.map(({ bytes }) => toBase64url(bytes)),
    films: [{ record: toBase64url(film) }],
  };
  await writeFile(file, JSON.stringify(evidence));
  const said = await verify(file);
  expect(said.trimEnd().split('\n').at(-1)).toBe('It holds.');
});
