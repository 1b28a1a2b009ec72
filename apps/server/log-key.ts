import { join } from 'node:path';
import { ed25519Signer, generateEd25519Key } from '@latchkey/keys/node';
import { noteKey, type Sha256 } from '@latchkey/log';
import type { Effects } from '@latchkey/server';
import * as z from 'zod';
import { keptJson } from './kept-json.ts';

const isKey = (text: string): boolean => {
  try {
    ed25519Signer(Buffer.from(text, 'base64'));
    return true;
  } catch {
    return false;
  }
};
const shape = z.strictObject({
  name: z.string().min(1).max(200),
  privateKey: z.base64().max(200).refine(isKey),
});

/** The log's name and key. Readers remember both: with others this would be another log. `audience`: the address that names it, once. */
export const keptLogKey = async (
  folder: string,
  audience: string,
  sha256: Sha256,
): Promise<NonNullable<Effects['logKey']>> => {
  const { name, privateKey } = await keptJson(
    join(folder, 'log-key.json'),
    shape,
    () => ({
      name: `${new URL(audience).host}/log`,
      privateKey: Buffer.from(generateEd25519Key()).toString('base64'),
    }),
    "Restore it; without it this server's log ends, and whoever read it is told so.",
  );
  const { publicKey, sign } = ed25519Signer(Buffer.from(privateKey, 'base64'));
  return { key: noteKey(sha256, name, 1, publicKey), sign };
};
