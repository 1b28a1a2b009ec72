import {
  generateSealingKeys,
  generateSigningKeys,
  openSealed,
  rawSealingKey,
  sealTo,
  signerFromCryptoKey,
  unpackSealed,
  type Sealed,
} from '@latchkey/keys';
import { sameBytes, type Signer } from '@latchkey/protocol';
import type { Shelf } from './database.ts';

/** This device's two keys. Neither private half can be read out of the browser, not even by this page. */
export interface DeviceKeys {
  readonly signer: Signer;
  /** 65 bytes: what others seal to. */
  readonly sealingKey: Uint8Array;
  /** Undefined when it was not sealed to this device, for this purpose. */
  readonly open: (sealed: Sealed, info: Uint8Array, aad?: Uint8Array) => Promise<Uint8Array | undefined>;
}

/** What stands in IndexedDB: structured clones of non-extractable pairs. */
interface StoredKeys {
  readonly signing: CryptoKeyPair;
  readonly sealing: CryptoKeyPair;
}

/** The keys of this name; undefined when none were made here. Rejects when they are there and do not work. */
export const readDeviceKeys = async (shelf: Shelf, name: string): Promise<DeviceKeys | undefined> => {
  const stored = (await shelf.get(name)) as StoredKeys | undefined;
  return stored === undefined ? undefined : inUse(stored);
};

/**
 * Makes the keys, stores them, reads them back and uses what was read once: some browsers store a key and lose it, and the
 * time to find out is before a household depends on it.
 */
export const makeDeviceKeys = async (shelf: Shelf, name: string): Promise<DeviceKeys> => {
  await shelf.put(name, {
    signing: await generateSigningKeys(),
    sealing: await generateSealingKeys(),
  } satisfies StoredKeys);
  const keys = await readDeviceKeys(shelf, name);
  if (keys === undefined) throw new Error('This browser did not keep the new keys.');
  return keys;
};

/** Signing is tried by `signerFromCryptoKey`; sealing is tried here. */
const inUse = async ({ signing, sealing }: StoredKeys): Promise<DeviceKeys> => {
  const signer = await signerFromCryptoKey(signing);
  const sealingKey = await rawSealingKey(sealing.publicKey);
  const open: DeviceKeys['open'] = (sealed, info, aad) => openSealed(sealing, sealed, info, aad);
  const opened = await open(await sealTo(sealingKey, trial, trial), trial);
  if (opened === undefined || !sameBytes(opened, trial))
    throw new Error('The stored sealing key does not work any more.');
  return { signer, sealingKey, open };
};

const trial = new TextEncoder().encode('latchkey: is this key still whole?');

/** For texts that travel as one byte string. */
export const openPacked = async (
  keys: Pick<DeviceKeys, 'open'>,
  packed: Uint8Array,
  info: Uint8Array,
): Promise<Uint8Array | undefined> => {
  const sealed = unpackSealed(packed);
  return sealed === undefined ? undefined : keys.open(sealed, info);
};
