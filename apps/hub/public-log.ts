import { routes } from '@latchkey/contract';
import type { PublicLogPort } from '@latchkey/hub';
import type { Leads } from '@latchkey/hub/channel';
import { verifyEd25519 } from '@latchkey/keys/node';
import { bytesWithin } from '@latchkey/log';
import { toBase64url } from '@latchkey/protocol';

const LIMIT_MS = 10_000;
/** A tile is 8 KiB, a checkpoint with sixteen cosignatures under 4. */
const LIMIT_BYTES = 16_384;

/** The public log of the server that the hub's line leads to at the time, read as anybody reads it. */
export const publicLogAt = (leads: () => Leads): PublicLogPort => {
  const read = async (path: string): Promise<Buffer | undefined> => {
    const answer = await fetch(new URL(path, leads().url), {
      redirect: 'error',
      signal: AbortSignal.timeout(LIMIT_MS),
    });
    if (answer.status === 204 || answer.status === 404) return undefined;
    if (!answer.ok) throw new TypeError(`${path} was answered with ${answer.status}`);
    return Buffer.from(await bytesWithin((answer.body as AsyncIterable<Uint8Array> | null) ?? [], LIMIT_BYTES));
  };
  return {
    get at() {
      const { url, move } = leads();
      // A move begins the log anew, also where it leads to the same address.
      return move === undefined ? url : `${url} ${toBase64url(move.hash)}`;
    },
    verify: verifyEd25519,
    source: { text: async (path) => (await read(path))?.toString('utf8'), bytes: read },
    readKeys: async () => {
      const said = await read(routes.readLogKey.path);
      if (said === undefined) throw new TypeError('the server keeps no public log');
      const keys = routes.readLogKey.answer?.safeParse(JSON.parse(said.toString('utf8')));
      if (keys?.success !== true) throw new TypeError('the server says of its public log what no reader understands');
      return keys.data;
    },
  };
};
