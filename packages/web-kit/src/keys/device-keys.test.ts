import { portablePrimitives, sealTo, packSealed } from '@latchkey/keys';
import { expect, test } from 'vitest';
import { memoryShelf } from './database.ts';
import { makeDeviceKeys, openPacked, readDeviceKeys } from './device-keys.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);

test('keys made once are the same keys later, and sign', async () => {
  const shelf = memoryShelf();
  const made = await makeDeviceKeys(shelf, 'keys');
  const read = await readDeviceKeys(shelf, 'keys');
  expect(read?.sealingKey).toEqual(made.sealingKey);
  const signature = await made.signer.sign(utf8('x'));
  expect(portablePrimitives.verify(made.signer.key, utf8('x'), signature)).toBe(true);
});

test('P13: neither private half can be read out of the device', async () => {
  const shelf = memoryShelf();
  await makeDeviceKeys(shelf, 'keys');
  const stored = (await shelf.get('keys')) as { signing: CryptoKeyPair; sealing: CryptoKeyPair };
  expect(stored.signing.privateKey.extractable).toBe(false);
  expect(stored.sealing.privateKey.extractable).toBe(false);
});

test('a browser that does not keep the keys is found out at once', async () => {
  const forgetful = { ...memoryShelf(), put: () => Promise.resolve() };
  await expect(makeDeviceKeys(forgetful, 'keys')).rejects.toThrow('did not keep');
});

test('a text sealed for another purpose does not open', async () => {
  const keys = await makeDeviceKeys(memoryShelf(), 'keys');
  const packed = packSealed(await sealTo(keys.sealingKey, utf8('mat'), utf8('a')));
  expect(await openPacked(keys, packed, utf8('a'))).toEqual(utf8('mat'));
  expect(await openPacked(keys, packed, utf8('b'))).toBeUndefined();
  expect(await openPacked(keys, packed.slice(0, 20), utf8('a'))).toBeUndefined();
});
