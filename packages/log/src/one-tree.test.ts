import { describe, expect, it } from 'vitest';
import { verifyProof, readProof, writeProof } from './proof.ts';
import { openCheckpoint, signCheckpoint } from './checkpoint.ts';
import { writeNote } from './note.ts';
import { inOneTree, type FoundEntry } from './one-tree.ts';
import { inclusionSteps, pathOf } from './paths.ts';
import type { LogSource } from './source.ts';
import { entry, leaves, rootOver, sha256, signing, SlowTiles, verifyEd25519 } from './testing/log.ts';
import { readTilePath } from './tiles.ts';

const log = signing('latchkey.example/log');
const trusted = { verify: verifyEd25519, log: log.key, witnesses: [] };

/** An entry as it was found in a tree of `size` leaves. */
const found = (index: number, size: number): FoundEntry => {
  const note = writeNote(
    signCheckpoint(log.key, log.sign, { origin: log.key.name, size, root: rootOver(leaves(size)) }),
  );
  const path = pathOf(sha256, inclusionSteps(index, size), new SlowTiles(size).read);
  const opened = openCheckpoint(trusted, note);
  if (!opened.ok) throw new TypeError(opened.problem);
  const memory = { log: '', witnesses: [], checkpoint: note };
  const proof = writeProof({ index, path, checkpoint: note });
  return { entry: entry(index), finding: { kind: 'kept', proof, checkpoint: opened.checkpoint, memory } };
};
const tilesOf = (tiles: Pick<SlowTiles, 'tile'>): LogSource => ({
  text: () => Promise.resolve(undefined),
  bytes: (path) => {
    const tile = readTilePath(path.replace('/log/', ''));
    return Promise.resolve(tile === undefined ? undefined : tiles.tile(tile.level, tile.index));
  },
});

describe('proofs of several entries', () => {
  it('are of the newest tree, whatever it grew to meanwhile', async () => {
    const [last, sizes] = [700, [3, 255, 256, 257, 600]];
    const entries = [...sizes.map((size) => found(size - 1, size)), found(last - 1, last)];
    const proven = await inOneTree(sha256, tilesOf(new SlowTiles(last)), entries);
    const verified = proven?.proofs.map((file, at) => {
      const proof = readProof(file);
      const own = entries[at]?.entry;
      return proof && own && verifyProof(sha256, trusted, 0, own, proof);
    });
    expect(verified).toHaveLength(6);
    expect(verified).toEqual(verified?.map(() => ({ ok: true, checkpoint: expect.objectContaining({ size: last }) as unknown }))); // prettier-ignore
  });

  it('are none where the tiles do not make the signed tree, are not to be had, or nothing was found', async () => {
    const entries = [found(2, 8), found(8, 9)];
    const other = new SlowTiles(9, (n) => entry(n === 5 ? 99 : n));
    expect(await inOneTree(sha256, tilesOf(other), entries)).toBeUndefined();
    expect(await inOneTree(sha256, tilesOf({ tile: () => undefined as never }), entries)).toBeUndefined();
    expect(await inOneTree(sha256, tilesOf(new SlowTiles(9)), [])).toBeUndefined();
    // The tree of the last lacks what the first found: the last is not the newest.
    expect(await inOneTree(sha256, tilesOf(new SlowTiles(9)), [found(8, 9), found(2, 8)])).toBeUndefined();
    expect(await inOneTree(sha256, tilesOf(new SlowTiles(9)), entries)).toBeDefined();
  });
});
