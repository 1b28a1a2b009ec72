import type { Fetch } from '@latchkey/contract';
import {
  openSealed,
  packSealed,
  portablePrimitives,
  randomBytes,
  rawSealingKey,
  sealTo,
  signerFromCryptoKey,
  unpackSealed,
  type Sealed,
} from '@latchkey/keys';
import type { OwnKeys, World } from './world.ts';

/** What a browser and Node ≥ 20 both have. Node programs may put `nodePrimitives()` over `primitives`: faster, same answers. */
export const portableWorld = (server: string, fetch: Fetch): World => ({
  server,
  fetch,
  primitives: portablePrimitives,
  random: randomBytes,
  seal: async (to, plaintext, info) => packSealed(await sealTo(to, plaintext, info)),
  nowS: () => Math.floor(Date.now() / 1000),
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
});

/** Two WebCrypto pairs as one holder's keys: ES256 for signing, ECDH P-256 for what is sealed to it. */
export const keysOfPairs = async (signing: CryptoKeyPair, sealing: CryptoKeyPair): Promise<OwnKeys> => ({
  signer: await signerFromCryptoKey(signing),
  sealing: {
    publicKey: await rawSealingKey(sealing.publicKey),
    open: (envelope, info) => opened(unpackSealed(envelope), (sealed) => openSealed(sealing, sealed, info)),
  },
});

/** A device's keys as an app keeps them: see `DeviceKeys` of the web kit. */
interface HeldKeys {
  readonly signer: OwnKeys['signer'];
  readonly sealingKey: Uint8Array;
  readonly open: (sealed: Sealed, info: Uint8Array) => Promise<Uint8Array | undefined>;
}

export const keysOfDevice = ({ signer, sealingKey, open }: HeldKeys): OwnKeys => ({
  signer,
  sealing: {
    publicKey: sealingKey,
    open: (envelope, info) => opened(unpackSealed(envelope), (sealed) => open(sealed, info)),
  },
});

const opened = async (
  sealed: Sealed | undefined,
  open: (sealed: Sealed) => Promise<Uint8Array | undefined>,
): Promise<Uint8Array> => {
  const text = sealed === undefined ? undefined : await open(sealed);
  if (text === undefined) throw new RangeError('Not sealed to this key for this purpose.');
  return text;
};
