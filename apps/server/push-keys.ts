import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makePushKeys, type WebPushOptions } from '@latchkey/server/push';
import * as z from 'zod';
import { WrongSetting } from './settings.ts';

const shape = z.strictObject({ publicKey: z.string().length(87), privateKey: z.string().length(43) });

/**
 * The server's own key for push services, made at the first start. Browsers bind their subscriptions to it: with another key every
 * one of them is dead, so a file that cannot be read is said instead of replaced.
 */
export const keptPushKeys = async (folder: string): Promise<WebPushOptions['keys']> => {
  const file = join(folder, 'push-keys.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return made(folder, file);
  const read = shape.safeParse(jsonIn(text));
  if (read.success) return read.data;
  throw new WrongSetting(
    `${file} is damaged. Restore it, or delete it: then every device has to turn notifications on again.`,
  );
};

const made = async (folder: string, file: string) => {
  const keys = makePushKeys();
  await mkdir(folder, { recursive: true });
  // Whole or not at all: a start that is cut off here leaves no half a key behind.
  await writeFile(`${file}.new`, JSON.stringify(keys), { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return keys;
};

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};
