import { describe, expect, it } from 'vitest';
import { ApiProblem } from '@latchkey/contract';
import { CarrierError, type Published, type Stop } from '@latchkey/carrier-sdk';
import { generateSigner, portablePrimitives } from '@latchkey/keys';
import { encodePublicKey, fromBase64url, toBase64url, type PublicKey } from '@latchkey/protocol';
import { memoryShelf } from '@latchkey/web-kit/model';
import { createBeacon } from './beacon.ts';

const away = new ApiProblem({ type: 'about:blank', title: 'Away', status: 503, detail: 'Away.', code: 'unavailable' });
const own = (atS = 100) => ({ at: { latE6: 52_500_000, lonE6: 13_400_000 }, accuracyM: 8.4, atS });
const keyOf = (fill: number) => toBase64url(new Uint8Array(65).fill(fill));

const stopOf = (visitId: string, carrierId: string, holder: PublicKey): Stop => {
  const carrier = { carrierId, keyId: 'named by the server', name: carrierId, domain: `https://${carrierId}.example` };
  return { visitId, server: { visitId, carrier }, chain: { grant: { claims: { holder } } } } as unknown as Stop;
};

const onTheRoad = async () => {
  const { key } = await generateSigner();
  const said: { visitId: string; to: string | undefined }[] = [];
  const world = { nowS: 1000, sealing: keyOf(1), reached: true, taken: true };
  const published = (): Published => ({
    name: 'Swift',
    domain: 'https://swift.example',
    keys: [{ signingKey: toBase64url(encodePublicKey(key)), sealingKey: world.sealing }],
  });
  const shelf = memoryShelf();
  const open = () =>
    createBeacon({
      shelf,
      primitives: portablePrimitives,
      nowS: () => world.nowS,
      readDomain: () =>
        world.reached ? Promise.resolve(published()) : Promise.reject(new CarrierError('domain-unreachable')),
      device: {
        sayPosition: (visitId, position) => {
          if (!world.taken) return Promise.reject(away);
          said.push({ visitId, to: position === undefined ? undefined : toBase64url(position.to) });
          return Promise.resolve();
        },
      },
    });
  return { key, world, said, open, beacon: open() };
};

describe('the beacon', () => {
  it('says where it is to each carrier once in a while, sealed to what the carrier’s own domain publishes', async () => {
    const { key, world, said, beacon } = await onTheRoad();
    const ahead = [stopOf('a', 'swift', key), stopOf('b', 'swift', key), stopOf('c', 'pax', key)];
    await beacon.say(ahead, own());
    await beacon.say(ahead, own());
    expect(said.map(({ visitId }) => visitId).sort()).toEqual(['a', 'c']);
    expect(new Set(said.map(({ to }) => to))).toEqual(new Set([keyOf(1)]));
    expect(beacon.heardBy.get()).toEqual(['https://pax.example', 'https://swift.example']);
    world.nowS += 20;
    await beacon.say(ahead.slice(1, 2), own());
    expect(said.at(-1)?.visitId).toBe('b');
  });

  it('says nothing without a position, nothing to a key that the grant does not name, nothing while the domain is away', async () => {
    const { key, world, said, beacon } = await onTheRoad();
    await beacon.say([stopOf('a', 'swift', key)], undefined);
    await beacon.say([stopOf('a', 'swift', (await generateSigner()).key)], own());
    world.reached = false;
    await beacon.say([stopOf('a', 'swift', key)], own());
    expect([said, beacon.heardBy.get()]).toEqual([[], []]);
    world.reached = true;
    world.nowS += 60;
    await beacon.say([stopOf('a', 'swift', key)], own());
    expect(said).toHaveLength(1);
  });

  it('stays with the key that it saw first', async () => {
    const { key, world, said, beacon, open } = await onTheRoad();
    await beacon.say([stopOf('a', 'swift', key)], own());
    world.sealing = keyOf(2);
    await open().say([stopOf('a', 'swift', key)], own());
    expect(said.map(({ to }) => to)).toEqual([keyOf(1), keyOf(1)]);
    expect(fromBase64url(keyOf(1))).toHaveLength(65);
  });

  it('tells whoever heard it that the sharing has ended, once, and says again what did not arrive', async () => {
    const { key, world, said, beacon } = await onTheRoad();
    world.taken = false;
    await beacon.say([stopOf('a', 'swift', key)], own());
    expect(beacon.heardBy.get()).toEqual([]);
    world.taken = true;
    await beacon.say([stopOf('a', 'swift', key)], own());
    await beacon.end();
    await beacon.end();
    expect(said.map(({ to }) => to)).toEqual([keyOf(1), undefined]);
    expect(beacon.heardBy.get()).toEqual([]);
  });

  it('takes back what was on its way while the courier ended the sharing', async () => {
    const { key, said, beacon } = await onTheRoad();
    const saying = beacon.say([stopOf('a', 'swift', key)], own());
    await beacon.end();
    await saying;
    expect(said.at(-1)?.to).toBeUndefined();
    expect(beacon.heardBy.get()).toEqual([]);
  });
});
