import type { DoorTag, Log, TagsPort } from '@latchkey/hub';
import { nodeAesBlock } from '@latchkey/keys/node';
import { fromHex } from '@latchkey/protocol';
import { z } from 'zod';
import { watchSettings } from './watched-settings.ts';

/** `DOOR_TAGS`: the chips on the outside of the doors, one object each; docs/protocol/door-nonce.md. */
const hex = (bytes: number) =>
  z
    .string()
    .regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`))
    .transform((text) => fromHex(text) ?? new Uint8Array(bytes));
const settings: z.ZodType<readonly DoorTag[]> = z
  .array(z.strictObject({ door: z.number().int().min(0).max(255), uid: hex(7), metaKey: hex(16), macKey: hex(16) }))
  .max(16);

export interface DoorTags extends TagsPort {
  readonly stop: () => void;
}

/** A file that is not right is no tag: presence is then not proven by it. */
export async function readDoorTags(path: string | undefined, log: Log, changed: () => void): Promise<DoorTags> {
  const wrong = 'the settings of the door tags cannot be read; no tag proves anything';
  return { aes: nodeAesBlock, ...(await watchSettings(path, settings, { log, wrong, changed })) };
}
