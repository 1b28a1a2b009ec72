import { join } from 'node:path';
import { makePushKeys, type WebPushOptions } from '@latchkey/server/push';
import * as z from 'zod';
import { keptJson } from './kept-json.ts';

const shape = z.strictObject({ publicKey: z.string().length(87), privateKey: z.string().length(43) });

/** The server's own key for push services. Browsers bind their subscriptions to it: with another key every one of them is dead. */
export const keptPushKeys = (folder: string): Promise<WebPushOptions['keys']> =>
  keptJson(
    join(folder, 'push-keys.json'),
    shape,
    makePushKeys,
    'Restore it, or delete it: then every device has to turn notifications on again.',
  );
