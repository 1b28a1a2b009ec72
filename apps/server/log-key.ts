import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ed25519Signer, generateEd25519Key } from '@latchkey/keys/node';
import { noteKey } from '@latchkey/log';
import type { Effects } from '@latchkey/server';
import * as z from 'zod';
import { WrongSetting } from './settings.ts';

const shape = z.strictObject({ name: z.string().min(1).max(200), privateKey: z.base64().max(200) });
type LogKey = NonNullable<Effects['logKey']>;

/**
 * The log's name and key, made at the first start. Readers remember both: with others this would be another log, so a file that cannot be read
 * is said instead of replaced. `audience`: the address that gives the log its name, once.
 */
export const keptLogKey = async (
  folder: string,
  audience: string,
  sha256: (bytes: Uint8Array) => Uint8Array,
): Promise<LogKey> => {
  const file = join(folder, 'log-key.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  const kept = text === undefined ? await make(folder, file, audience) : read(file, text);
  const { publicKey, sign } = ed25519Signer(Buffer.from(kept.privateKey, 'base64'));
  return { key: noteKey(sha256, kept.name, 1, publicKey), sign };
};

const make = async (folder: string, file: string, audience: string) => {
  const kept = {
    name: `${new URL(audience).host}/log`,
    privateKey: Buffer.from(generateEd25519Key()).toString('base64'),
  };
  await mkdir(folder, { recursive: true });
  // Whole or not at all: a start that is cut off here leaves no half a key behind.
  await writeFile(`${file}.new`, JSON.stringify(kept), { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return kept;
};

const read = (file: string, text: string) => {
  try {
    const kept = shape.parse(JSON.parse(text));
    ed25519Signer(Buffer.from(kept.privateKey, 'base64'));
    return kept;
  } catch {
    throw new WrongSetting(
      `${file} is damaged. Restore it; without it this server's log ends, and whoever read it is told so.`,
    );
  }
};
