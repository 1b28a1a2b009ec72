import { readFile } from 'node:fs/promises';
import { unwatchFile, watchFile } from 'node:fs';
import type { Log } from '@latchkey/hub';
import type { z } from 'zod';

const LOOK_MS = 1000;

export interface WatchedSettings<T> {
  readonly all: () => readonly T[];
  readonly stop: () => void;
}

/**
 * A list in a file of its own that only the hub can read: read now, and again within a second or two of a change. A file that is not right is an
 * empty list; the log then says `wrong`, and never what stands in the file, for these are secrets.
 */
export async function watchSettings<T>(
  path: string | undefined,
  schema: z.ZodType<readonly T[]>,
  { log, wrong, changed }: { readonly log: Log; readonly wrong: string; readonly changed: () => void },
): Promise<WatchedSettings<T>> {
  let list: readonly T[] = [];
  if (path === undefined) return { all: () => list, stop: () => undefined };
  const read = async () => {
    const text = await readFile(path, 'utf8').catch(() => '[]');
    const parsed = schema.safeParse(parse(text));
    if (!parsed.success) log.error({}, wrong);
    list = parsed.success ? parsed.data : [];
  };
  await read();
  watchFile(path, { interval: LOOK_MS }, () => void read().then(changed));
  return { all: () => list, stop: () => unwatchFile(path) };
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
