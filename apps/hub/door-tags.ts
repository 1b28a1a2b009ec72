import { readFile } from 'node:fs/promises';
import { unwatchFile, watchFile } from 'node:fs';
import type { DoorTag, Log, TagsPort } from '@latchkey/hub';
import { nodeAesBlock } from '@latchkey/keys/node';
import { fromHex } from '@latchkey/protocol';
import { z } from 'zod';

/** `DOOR_TAGS`: the chips on the outside of the doors, one object each; docs/protocol/door-nonce.md. */
const hex = (bytes: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`))
    .transform((text) => fromHex(text) ?? new Uint8Array(bytes));
const settings = z
  .array(z.strictObject({ door: z.number().int().min(0).max(255), uid: hex(7), metaKey: hex(16), macKey: hex(16) }))
  .max(16);

const LOOK_MS = 1000;

export interface DoorTags extends TagsPort {
  readonly stop: () => void;
}

/** Read now, and again when somebody fits another tag. A file that is not right is no tag: presence is then not proven by it. */
export async function readDoorTags(path: string | undefined, log: Log, changed: () => void): Promise<DoorTags> {
  let tags: readonly DoorTag[] = [];
  if (path === undefined) return { aes: nodeAesBlock, all: () => tags, stop: () => undefined };
  const read = async () => {
    const text = await readFile(path, 'utf8').catch(() => '[]');
    const parsed = settings.safeParse(parse(text));
    // Never what stands in it: these are keys.
    if (!parsed.success) log.error({}, 'the settings of the door tags cannot be read; no tag proves anything');
    tags = parsed.success ? parsed.data : [];
  };
  await read();
  watchFile(path, { interval: LOOK_MS }, () => void read().then(changed));
  return { aes: nodeAesBlock, all: () => tags, stop: () => unwatchFile(path) };
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
