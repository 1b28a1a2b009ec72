import { join, type Sha256 } from './bytes.ts';
import { HASH_BYTES, leafHash } from './merkle.ts';
import { foldNodes, rootSteps } from './paths.ts';
import { grownTiles, readNodes, subtreeRoot, TILE_WIDTH, tileAt, type TileId } from './tiles.ts';

/** Appending: what a log of millions needs is its right edge, one partial tile a level. */

export interface Tile extends TileId {
  /** 32 bytes a hash. */
  readonly bytes: Uint8Array;
}

export interface GrownTree {
  readonly size: number;
  readonly root: Uint8Array;
  /** Tiles that are new or wider than before. */
  readonly tiles: readonly Tile[];
}

/** The partial tiles of a tree of `size` leaves, one a level at most: all that `growTree` reads. */
export function edgeTiles(size: number): TileId[] {
  const edge: TileId[] = [];
  for (let level = 0, hashes = size; hashes > 0; level++, hashes = Math.floor(hashes / TILE_WIDTH)) {
    const tile = tileAt(level, Math.floor(hashes / TILE_WIDTH), size);
    if (tile !== undefined) edge.push(tile);
  }
  return edge;
}

/**
 * The root of a tree of `size` leaves, one or more, from the tiles that `edgeTiles(size)` names.
 * @throws RangeError where one is missing or of another width
 */
export function edgeRoot(sha256: Sha256, size: number, edge: readonly Tile[]): Uint8Array {
  const held = heldOf(size, edge);
  const read = readNodes(sha256, (level, index) => held.get(`${level}/${index}`));
  return foldNodes(sha256, rootSteps(size), read);
}

/**
 * The tree after `entries` were appended. `edge`: the tiles that `edgeTiles(size)` names.
 * @throws RangeError where a tile of the edge is missing or of another width
 */
export function growTree(
  sha256: Sha256,
  size: number,
  edge: readonly Tile[],
  entries: readonly Uint8Array[],
): GrownTree {
  const held = heldOf(size, edge);
  let fresh = entries.map((entry) => leafHash(sha256, entry));
  for (let level = 0, at = size; fresh.length > 0; level++, at = Math.floor(at / TILE_WIDTH)) {
    fresh = append(sha256, held, level, at, fresh);
  }
  const grown = size + entries.length;
  const read = readNodes(sha256, (level, index) => held.get(`${level}/${index}`));
  const tiles = grownTiles(size, grown).map((tile) => ({ ...tile, bytes: bytesOf(held, tile) }));
  return { size: grown, root: foldNodes(sha256, rootSteps(grown), read), tiles };
}

function heldOf(size: number, edge: readonly Tile[]): Map<string, Uint8Array> {
  const held = new Map(edge.map((tile) => [`${tile.level}/${tile.index}`, tile.bytes]));
  for (const { level, index, width } of edgeTiles(size))
    if (held.get(`${level}/${index}`)?.length !== width * HASH_BYTES)
      throw new RangeError(`tile ${level}/${index} is not ${width} hashes wide`);
  return held;
}

const bytesOf = (held: ReadonlyMap<string, Uint8Array>, { level, index }: TileId): Uint8Array =>
  held.get(`${level}/${index}`) ?? new Uint8Array(0);

/** Appends hashes to one level from its `at`-th on; answers the roots of the tiles that became full. */
function append(
  sha256: Sha256,
  held: Map<string, Uint8Array>,
  level: number,
  at: number,
  hashes: readonly Uint8Array[],
): Uint8Array[] {
  const full: Uint8Array[] = [];
  for (let done = 0; done < hashes.length;) {
    const index = Math.floor((at + done) / TILE_WIDTH);
    const room = TILE_WIDTH - ((at + done) % TILE_WIDTH);
    const key = `${level}/${index}`;
    const bytes = join(held.get(key) ?? new Uint8Array(0), ...hashes.slice(done, done + room));
    held.set(key, bytes);
    if (bytes.length === TILE_WIDTH * HASH_BYTES) full.push(subtreeRoot(sha256, bytes));
    done += room;
  }
  return full;
}
