/** The server is gone for good, in the middle of a visit: what a household still has. Real processes. */
import { execFile } from 'node:child_process';
import { randomBytes, webcrypto } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { routes } from '@latchkey/contract';
import { runsOf } from '@latchkey/evidence';
import { rawSealingKey } from '@latchkey/keys';
import { generateSigningKey, nodeSigner } from '@latchkey/keys/node';
import { RecordSplitter } from '@latchkey/media';
import {
  BOLT,
  CAMERA,
  CONTACT,
  encodePresentation,
  encodePublicKey,
  FLAG,
  keyIdOf,
  kidOf,
  signBlock,
  signGrant,
  signLook,
  signMemberAsk,
  TARGET,
  toBase64url,
} from '@latchkey/protocol';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { letInAtHome } from '../world/at-home.ts';
import { openServedHome, type ServedHome } from '../world/household.ts';
import { bytesOf, Member, primitives } from '../world/member.ts';
import { tellAdmins } from '../world/rosters.ts';
import { visitThatRuns } from '../world/running-visit.ts';
import { until } from '../world/until.ts';
import { root } from '../world/world.ts';

let served: ServedHome;
let device: Member;
beforeAll(async () => {
  served = await openServedHome();
  device = await letInAtHome(served.member);
});
afterAll(async () => {
  process.kill(served.world.pids.launcher, 'SIGCONT');
  await served.stop();
});

const random = (length: number) => Uint8Array.from(randomBytes(length));

/** The launcher would start it again: it sleeps from here on. */
const killServerForGood = () => {
  process.kill(served.world.pids.launcher, 'SIGSTOP');
  process.kill(served.world.pids.server, 'SIGKILL');
};

/** Somebody who comes again, invited by a member where there is a server. */
const cleanerOf = async (member: Member) => {
  const holder = nodeSigner(generateSigningKey());
  const nowS = Math.floor(Date.now() / 1000);
  const claims = { iat: nowS, nbf: nowS, exp: nowS + 3600, cti: random(16), holder: holder.key, hubId: member.hub.hubId, doors: [1], uses: 1, flags: FLAG.mustRecord | FLAG.mustRelock, maxOpenSeconds: 120, depth: [0, 0] as const, visitId: random(16), occurrences: [[30, 20]] as const }; // prettier-ignore
  const { bytes } = await signGrant(primitives, member.signer, claims);
  const body = { personId: toBase64url(random(16)), grant: toBase64url(bytes), letter: toBase64url(random(90)) };
  await member.client(routes.newSeries, { body });
  await until('the grant at the hub', async () => (await device.client(routes.listHomeSeries, {})).series.length === 1);
  return { keyId: toBase64url(keyIdOf(primitives, holder.key)), grant: toBase64url(bytes) };
};

const blockOfKey = async ({ signer, hub }: Member, keyId: string) => {
  const target = { type: TARGET.courierKey, id: bytesOf(keyId) };
  const claims = { iat: Math.floor(Date.now() / 1000), cti: random(16), hubId: hub.hubId, target };
  return toBase64url((await signBlock(primitives, signer, claims)).bytes);
};

/** The household's next list, signed by its first member and taken by its hub; all of `staying` sign over it from then on. */
const nextRoster = async (epoch: number, staying: readonly Member[]) => {
  const { member } = served;
  const roster = await tellAdmins(member, epoch, staying);
  for (const one of staying) await one.comeIn({ ...member.hub, roster });
};

const lookOf = async (by: Member, seconds: number) => {
  const ask = await signMemberAsk(primitives, by.signer, { door: 1, random: random(16) }, by.hub.roster);
  const asked = await by.tell('ask', encodePresentation({ kind: 'member', knock: ask.bytes }));
  if (!asked.ok) throw new TypeError(asked.refusal.reason);
  const { publicKey } = await webcrypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
  const claims = { nonce: bytesOf(asked.message ?? ''), hubId: by.hub.hubId, door: 1, seconds, sealingKey: await rawSealingKey(publicKey) }; // prettier-ignore
  return by.tell('look', (await signLook(primitives, by.signer, claims)).bytes);
};

it('P8: a look is announced by the hub’s receipt and state to every member, on both ways, for ten minutes at most, and ends with whoever looks', async () => {
  const { world, member } = served;
  const ben = new Member(world.server);
  await ben.makeKeys();
  await nextRoster(3, [member, device, ben]);
  expect(await lookOf(ben, 600)).toMatchObject({ ok: true });
  const last = async (one: Member, event: string) =>
    (await one.receipts()).findLast(({ claims }) => claims.event === event)?.claims;
  const kid = kidOf(primitives, ben.signer.key);
  for (const one of [member, device, ben]) {
    const began = await until('the receipt of the look', () => last(one, 'look-began'));
    expect(began).toMatchObject({ door: 1, detail: { kid, lengthMs: 600_000 } });
    expect((await one.state()).doors[0]?.camera).toBe(CAMERA.watched);
  }
  await nextRoster(4, [member, device]);
  for (const one of [member, device]) {
    const ended = await until('the end of the look', () => last(one, 'look-ended'));
    expect(ended).toMatchObject({ door: 1, detail: { cause: 'member-removed' } });
    expect((await one.state()).doors[0]?.camera).not.toBe(CAMERA.watched);
  }
  await expect(ben.tell('state', random(16))).rejects.toThrow('Not signed in');
});

const visitOf = (device: Member, visitId: string) => device.client(routes.readHomeVisit, { params: { visitId } });

const verify = (file: string) =>
  new Promise<string>((resolve) => {
    execFile(process.execPath, [join(root, 'apps/cli/latchkey.js'), 'verify', file], (_error, out) => resolve(out));
  });

it('P15: with the server killed in the middle of a visit the household watches, sees the door locked, opens and locks it, and exports, from its hub alone', async () => {
  const { world, home, member } = served;
  const origin = new URL(world.atHome).origin;
  const cleaner = await cleanerOf(member);
  const { visitId, trackingNumber } = await visitThatRuns(served);
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

  // Sees who comes again, by the hub's own memory, and withdraws it.
  const peopleAtHome = async () => (await device.client(routes.listHomeSeries, {})).series;
  expect(await peopleAtHome()).toMatchObject([{ personId: cleaner.keyId, grant: cleaner.grant }]);
  const body = { hubId: toBase64url(device.hub.hubId), block: await blockOfKey(device, cleaner.keyId) };
  await device.client(routes.newBlock, { body });
  await until('the cleaner to be withdrawn', async () => (await peopleAtHome())[0]?.endedMs);

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
  const visitIdBytes = Buffer.from(visitId, 'base64url');
  const params = { hubId: toBase64url(device.hub.hubId) };
  const tally = await device.client(routes.tellHub, { params, body: { method: 'tally', message: visitId } });
  const file = join(world.data, 'evidence.json');
  const evidence = {
    format: 'latchkey-visit-1',
    hubKey: toBase64url(encodePublicKey(device.hub.hubKey)),
    visitId,
    grant: visit.grant,
    assignments: visit.assignments,
    runs: runsOf(receipts, visitIdBytes).map(({ previous, receipts: run }) => ({
      ...(previous.length === 0 ? {} : { previous: toBase64url(previous) }),
      receipts: run.map(toBase64url),
    })),
    tally: tally.ok ? tally.message : undefined,
    films: [{ record: toBase64url(film) }],
  };
  await writeFile(file, JSON.stringify(evidence));
  const said = await verify(file);
  expect(said.trimEnd().split('\n').at(-1)).toBe('It holds, for this visit alone.');
});
