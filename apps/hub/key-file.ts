import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { generateSigningKey } from '@latchkey/keys/node';

const readKey = async (path: string): Promise<Uint8Array | undefined> => {
  try {
    return new Uint8Array(await readFile(path));
  } catch (problem) {
    if (problem instanceof Error && 'code' in problem && problem.code === 'ENOENT') return undefined;
    throw problem;
  }
};

/** The hub's identity: made once, durable before it is used, mode 0600, never sent anywhere. */
export const ownKey = async (folder: string): Promise<KeyObject> => {
  const path = join(folder, 'hub-key.der');
  const known = await readKey(path);
  if (known !== undefined) return asKey(known);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const made = generateSigningKey();
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(made);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
  return asKey(made);
};

const asKey = (der: Uint8Array) => createPrivateKey({ key: Buffer.from(der), format: 'der', type: 'pkcs8' });

/** ES256, 64 bytes r ‖ s, at once: film does not wait for a promise. */
export const signAtOnce =
  (key: KeyObject) =>
  (message: Uint8Array): Uint8Array =>
    new Uint8Array(sign('sha256', message, { key, dsaEncoding: 'ieee-p1363' }));
