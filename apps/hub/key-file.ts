import { chmod, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { generateSigningKey } from '@latchkey/keys/node';

/** The hub's own P-256 key, PKCS#8 DER in `<folder>/key`, mode 0600: made at the first start, never sent anywhere. */
export async function readOrMakeKey(folder: string): Promise<Uint8Array> {
  const path = join(folder, 'key');
  const known = await readFile(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (known !== undefined) {
    await chmod(path, 0o600);
    return new Uint8Array(known);
  }
  const key = generateSigningKey();
  const file = await open(`${path}.new`, 'w', 0o600);
  await file.writeFile(key);
  await file.sync();
  await file.close();
  await rename(`${path}.new`, path);
  const directory = await open(folder, 'r');
  await directory.sync();
  await directory.close();
  return key;
}
