import { join } from 'node:path';
import { generateSigningKey, readOrMake } from '@latchkey/keys/node';

/** The hub's own P-256 key, PKCS#8 DER in `<folder>/key`, mode 0600: made at the first start, never sent anywhere. */
export const readOrMakeKey = (folder: string): Promise<Uint8Array> =>
  readOrMake(join(folder, 'key'), generateSigningKey);
