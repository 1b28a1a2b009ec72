import { ApiProblem, routes } from '@latchkey/contract';
import {
  generateSealingKeys,
  generateSigner,
  openSealed,
  portablePrimitives as p,
  rawSealingKey,
} from '@latchkey/keys';
import { fromBase64url, keyIdOf, kidOf, toBase64url, toHex } from '@latchkey/protocol';
import type { Client } from '@latchkey/web-kit/model';
import { expect, test } from 'vitest';
import { createDeviceNames } from '../devices/names.ts';
import { createDoorNames, type NamedDoors } from './names.ts';
import { createNamesSharing } from './names-sharing.ts';
import { sealText } from '../parcels/sealing.ts';

const homeId = 'AAAAAAAAAAAAAAAAAAAAAA';
const nowMs = 1_800_000_000_000;

const someKeys = async () => {
  const [signer, sealing] = await Promise.all([generateSigner(), generateSealingKeys()]);
  const sealingKey = await rawSealingKey(sealing.publicKey);
  const open = (...[sealed, info]: Parameters<Keys['open']>) => openSealed(sealing, sealed, info);
  return { signer, sealingKey, open, key: signer.key, kid: toHex(kidOf(p, signer.key)) };
};
type Keys = Parameters<typeof createNamesSharing>[0]['keys'];

/** A server that keeps each device's last texts, as the real one does. */
const postOffice = () => {
  const world = { away: false, left: new Map<string, { keyId: string; sealed: string }[]>() };
  const clientOf = (own: string): Client => {
    const call = (route: { path: string; method: string }, input: { body?: unknown }) => {
      if (world.away) return Promise.reject(new ApiProblem({ type: 'about:blank', title: '', status: 503, code: 'unavailable', detail: '' })); // prettier-ignore
      if (route.method === routes.tellNames.method) {
        world.left.set(own, (input.body as { texts: { keyId: string; sealed: string }[] }).texts);
        return Promise.resolve(undefined);
      }
      const texts = [...world.left.values()].flat().filter(({ keyId }) => keyId === own);
      return Promise.resolve({ texts: texts.map(({ sealed }) => sealed) });
    };
    return call as unknown as Client;
  };
  return { world, clientOf };
};

const household = async (count = 2) => {
  const { world, clientOf } = postOffice();
  const all = await Promise.all(Array.from({ length: count }, someKeys));
  const roster = { epoch: 2, members: all };
  const timers: (() => void)[] = [];
  const devices = all.map((own, at) => {
    const told: { epoch?: number | undefined } = {};
    const names = createDoorNames({
      before: {},
      keep: () => Promise.resolve(),
      wallMs: () => nowMs,
      onCalled: () => sharing.changed(),
    });
    const keyId = toBase64url(keyIdOf(p, own.key));
    const devices = createDeviceNames({}, () => Promise.resolve());
    const sharing = createNamesSharing({
      primitives: p,
      keys: own,
      client: clientOf(keyId),
      homeId,
      members: {
        others: () => roster.members.filter((one) => one !== own),
        keyOf: (kid) => roster.members.find((one) => one.kid === kid)?.key,
        epoch: () => roster.epoch,
      },
      names,
      devices,
      ownName: ['Anna’s phone', 'Ben’s phone', 'Cara’s phone'][at] ?? '',
      toldEpoch: () => told.epoch,
      keepTold: (epoch) => {
        told.epoch = epoch;
        return Promise.resolve();
      },
      wallMs: () => nowMs,
      later: (act) => {
        timers.push(act);
        return () => void timers.splice(timers.indexOf(act), 1);
      },
    });
    return { own, keyId, names, devices, sharing, told };
  });
  /** Lets what waits happen, and what follows from it. */
  const pass = async () => {
    for (const act of timers.splice(0)) act();
    await new Promise((resolve) => setTimeout(resolve));
  };
  const heardBy = async (device: (typeof devices)[number], expected: NamedDoors) => {
    await device.sharing.look();
    expect(device.names.named()).toEqual(expected);
  };
  const untilTold = async ({ told }: (typeof devices)[number]) => {
    while (told.epoch === undefined) await pass();
  };
  const [anna, ben, cara] = devices;
  if (anna === undefined || ben === undefined) throw new TypeError('a household has two devices here');
  return { world, roster, timers, anna, ben, cara, pass, heardBy, untilTold };
};

test('a door that is called something else is called so on the household’s other devices, once nobody types any more', async () => {
  const { anna, ben, timers, heardBy, untilTold, world } = await household();
  for (const typed of ['S', 'Sh', 'Shed']) await anna.names.call(2, typed);
  expect(timers).toHaveLength(1);
  await untilTold(anna);
  const shed = anna.names.named();
  expect(shed).toMatchObject({ 2: { name: 'Shed' } });
  await heardBy(ben, shed);
  // The server has one text, which does not say so.
  const [[text] = []] = [...world.left.values()];
  expect(new TextDecoder('latin1').decode(fromBase64url(text?.sealed ?? ''))).not.toContain('Shed');
});

test('what could not be sent is sent once the server is there again', async () => {
  const { anna, ben, world, timers, pass, heardBy, untilTold } = await household();
  world.away = true;
  await anna.names.call(1, 'Front door');
  await pass();
  while (timers.length === 0) await pass();
  expect(anna.told.epoch).toBeUndefined();
  world.away = false;
  await untilTold(anna);
  await heardBy(ben, anna.names.named());
});

test('a device that came since is told with the next look', async () => {
  const { anna, ben, cara, roster, heardBy, untilTold } = await household(3);
  if (cara === undefined) throw new TypeError('three devices');
  roster.members = [anna.own, ben.own];
  await anna.names.call(1, 'Front door');
  await untilTold(anna);
  await heardBy(cara, {});
  roster.epoch = 3;
  roster.members = [anna.own, ben.own, cara.own];
  await anna.sharing.look();
  await heardBy(cara, anna.names.named());
});

test('a device that comes by a sheet of paper hears what the others are called, and they hear what it calls itself', async () => {
  const { anna, ben, cara, roster } = await household(3);
  if (cara === undefined) throw new TypeError('three devices');
  roster.members = [anna.own, ben.own];
  await anna.devices.call(ben.own.kid, 'Old tablet');
  for (const one of [anna, ben]) await one.sharing.look();
  roster.epoch = 3;
  roster.members = [anna.own, ben.own, cara.own];
  for (const one of [ben, anna, cara, ben, anna]) await one.sharing.look();
  expect(cara.devices.all.get()).toEqual({ [anna.own.kid]: 'Anna’s phone', [ben.own.kid]: 'Ben’s phone' });
  expect(ben.devices.all.get()).toEqual({ [anna.own.kid]: 'Anna’s phone', [cara.own.kid]: 'Cara’s phone' });
  // What was chosen here stays, whatever the other one calls itself.
  expect(anna.devices.all.get()).toEqual({ [ben.own.kid]: 'Old tablet', [cara.own.kid]: 'Cara’s phone' });
});

test('nobody names this very device, nor one that does not belong to the household, nor anything too long', async () => {
  const { anna, ben, world } = await household();
  const stranger = await someKeys();
  const info = `lk1-names\n${homeId}`;
  const text = JSON.stringify([
    [ben.own.kid, 'Mine', 0],
    [stranger.kid, 'Stranger', 0],
    [anna.own.kid, 'x'.repeat(41), 0],
    [anna.own.kid, ' ', 0],
    ['__proto__', 'Odd', 0],
  ]);
  const signature = toBase64url(await anna.own.signer.sign(new TextEncoder().encode(`${info}\n${text}`)));
  const sealed = await sealText(ben.own.sealingKey, info, { kid: anna.own.kid, text, signature });
  world.left.set(anna.keyId, [{ keyId: ben.keyId, sealed }]);
  await ben.sharing.look();
  expect(ben.devices.all.get()).toEqual({});
});

test('what a device left that is no member any more is not believed', async () => {
  const { anna, ben, roster, heardBy, untilTold } = await household();
  await anna.names.call(1, 'Front door');
  await untilTold(anna);
  roster.members = [ben.own];
  await heardBy(ben, {});
});

test('what the server seals itself, repeats, or sends from far ahead changes nothing', async () => {
  const { anna, ben, world, heardBy } = await household();
  const info = `lk1-names\n${homeId}`;
  const leave = async (text: string, from: typeof anna.own, signedInfo = info) => {
    const signature = toBase64url(await from.signer.sign(new TextEncoder().encode(`${signedInfo}\n${text}`)));
    const sealed = await sealText(ben.own.sealingKey, info, { kid: anna.own.kid, text, signature });
    world.left.set(anna.keyId, [{ keyId: ben.keyId, sealed }]);
  };
  await leave(JSON.stringify([[1, 'Back door', nowMs]]), await someKeys());
  await heardBy(ben, {});
  await leave(JSON.stringify([[1, 'Back door', nowMs]]), anna.own, 'lk1-names\nBBBBBBBBBBBBBBBBBBBBBB');
  await heardBy(ben, {});
  const odd = [
    [1, 'Back door', nowMs + 25 * 3_600_000],
    [256, 'Odd', 1],
    [2, 'x'.repeat(41), 1],
    'odd',
    [3, 'Odd', -1],
  ];
  await leave(JSON.stringify([...odd, [4, 'Gate', 5]]), anna.own);
  await heardBy(ben, { 4: { name: 'Gate', atMs: 5 } });
  await leave(JSON.stringify([[4, 'Old gate', 4]]), anna.own);
  await heardBy(ben, { 4: { name: 'Gate', atMs: 5 } });
  for (const text of ['', '{}', 'null', '[', JSON.stringify(Array.from({ length: 33 }, (_, n) => [n, 'Many', 9]))]) {
    await leave(text, anna.own);
    await heardBy(ben, { 4: { name: 'Gate', atMs: 5 } });
  }
  world.left.set(anna.keyId, [{ keyId: ben.keyId, sealed: 'AQID' }]);
  await heardBy(ben, { 4: { name: 'Gate', atMs: 5 } });
});
