import type { webcrypto } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { keysOfPairs, type CourierBook, type KnownCourier, type OwnKeys } from '@latchkey/carrier-sdk';

/** Keys of a program: private JWKs in one file that only its owner may read. */
const jwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: z.string(),
  y: z.string(),
  d: z.string(),
});
const keyFile = z.strictObject({ signing: jwk, sealing: jwk });
type KeyFile = z.infer<typeof keyFile>;

const kinds = {
  signing: { algorithm: { name: 'ECDSA', namedCurve: 'P-256' }, secret: ['sign'], open: ['verify'] },
  sealing: { algorithm: { name: 'ECDH', namedCurve: 'P-256' }, secret: ['deriveBits'], open: [] },
} as const;

const { subtle } = globalThis.crypto;

const newPair = async (kind: keyof typeof kinds): Promise<z.infer<typeof jwk>> => {
  const { algorithm, secret, open } = kinds[kind];
  const pair = await subtle.generateKey(algorithm, true, [...secret, ...open]);
  return jwk.parse(await subtle.exportKey('jwk', pair.privateKey));
};

const importPair = async (
  kind: keyof typeof kinds,
  { kty, crv, x, y, d }: z.infer<typeof jwk>,
): Promise<webcrypto.CryptoKeyPair> => {
  const { algorithm, secret, open } = kinds[kind];
  return {
    privateKey: await subtle.importKey('jwk', { kty, crv, x, y, d }, algorithm, false, secret),
    publicKey: await subtle.importKey('jwk', { kty, crv, x, y }, algorithm, true, open),
  };
};

const readText = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
};

const writeOwn = async (path: string, value: unknown): Promise<void> => {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, JSON.stringify(value, undefined, 2) + '\n', { mode: 0o600 });
};

const readOrMake = async (path: string): Promise<KeyFile> => {
  const text = await readText(path);
  if (text !== undefined) return keyFile.parse(JSON.parse(text));
  const made = { signing: await newPair('signing'), sealing: await newPair('sealing') };
  await writeOwn(path, made);
  return made;
};

/** The keys of `name` in `folder`; made, with mode 0600, where there are none. Throws where the file is no key file. */
export const ownKeys = async (folder: string, name: string): Promise<OwnKeys> => {
  const { signing, sealing } = await readOrMake(join(folder, `${name}.keys.json`));
  return keysOfPairs(await importPair('signing', signing), await importPair('sealing', sealing));
};

const knownCourier = z.strictObject({
  courierId: z.string(),
  keyId: z.string(),
  name: z.string(),
  signingKey: z.string(),
  sealingKey: z.string(),
});

/** The couriers whose codes this carrier checked, in one file. */
export const fileBook = (folder: string): CourierBook & { readonly all: () => Promise<readonly KnownCourier[]> } => {
  const path = join(folder, 'couriers.json');
  const all = async () => {
    const text = await readText(path);
    return text === undefined ? [] : z.array(knownCourier).parse(JSON.parse(text));
  };
  return {
    all,
    find: async (courierId) => (await all()).find((courier) => courier.courierId === courierId),
    keep: async (courier) => {
      const others = (await all()).filter((known) => known.courierId !== courier.courierId);
      await writeOwn(path, [...others, courier]);
    },
  };
};

/** The secret with which the demo carrier's domain takes keys; it stands in a file of the demo hardware. */
export const setupSecret = async (data: string): Promise<string | undefined> =>
  (await readText(join(data, 'hardware', 'carrier', 'setup-secret')))?.trim();
