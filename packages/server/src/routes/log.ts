import { routes } from '@latchkey/contract';
import { HASH_BYTES, inclusionSteps, pathOf, readTilePath, TILE_WIDTH, writeProof, type TileId } from '@latchkey/log';
import { bytesIn } from '../ids.ts';
import { found, notFound } from '../http/problems.ts';
import type { LogHead, LogStore } from '../log/log-store.ts';
import { nodesFrom } from '../log/tree-reading.ts';
import type { World } from '../world.ts';

const TEXT = 'text/plain; charset=utf-8';
const FOR_EVER = 'public, max-age=31536000, immutable';

/** The public log: what anybody may read, and check without believing this server. */
export const addLog = ({ registrar, effects, logKeeper, witnesses }: World): void => {
  const { log } = effects.store;
  const sha256 = (bytes: Uint8Array) => effects.primitives.sha256(bytes);

  registrar.on(routes.readLogKey, () =>
    Promise.resolve({ log: found(logKeeper).verifierKey, witnesses: witnesses?.verifierKeys ?? [] }),
  );

  registrar.on(routes.readCheckpoint, async ({ reply }) => {
    const head = found(await log.head());
    return reply.header('cache-control', 'no-cache').type(TEXT).send(noteOf(head));
  });

  registrar.on(routes.readLogTile, async ({ params, reply }) => {
    const tile = found(readTilePath(`tile/${params['*']}`));
    const { size } = found(await log.head());
    if (tile.index * TILE_WIDTH + tile.width > Math.floor(size / TILE_WIDTH ** tile.level)) throw notFound();
    const bytes = tile.kind === 'entries' ? await bundle(log, tile) : await hashes(log, tile);
    return reply.header('cache-control', FOR_EVER).type('application/octet-stream').send(Buffer.from(bytes));
  });

  registrar.on(routes.readLogProof, async ({ params, reply }) => {
    const entry = found(bytesIn(params.entry));
    const head = await log.head();
    const index = await log.indexOf(entry);
    // Not a failure: a receipt that was just handed in is asked for again.
    if (head === undefined || index === undefined || index >= head.size) return reply.status(204).send();
    const steps = inclusionSteps(index, head.size);
    const path = pathOf(sha256, steps, await nodesFrom(log, sha256, steps.flat(), head.size));
    return reply
      .header('cache-control', 'no-cache')
      .type(TEXT)
      .send(writeProof({ index, path, checkpoint: noteOf(head) }));
  });
};

/** Cosignatures are further signature lines of the same note. */
const noteOf = ({ note, cosignatures }: LogHead): string => note + cosignatures;

const hashes = async (log: LogStore, { level, index, width }: TileId): Promise<Uint8Array> =>
  found(await log.tile(level, index)).subarray(0, width * HASH_BYTES);

const bundle = async (log: LogStore, { index, width }: TileId): Promise<Uint8Array> => {
  const first = index * TILE_WIDTH;
  const entries = await log.entries(first, first + width);
  return Buffer.concat(entries.flatMap((entry) => [Uint8Array.of(entry.length >> 8, entry.length & 0xff), entry]));
};
