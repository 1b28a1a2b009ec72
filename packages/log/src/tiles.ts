import type { Sha256 } from './bytes.ts';
import { HASH_BYTES, nodeHash } from './merkle.ts';
import type { Node, ReadNode } from './paths.ts';

/** c2sp.org/tlog-tiles: the tree cut into tiles of 256 hashes, each a file that never changes. */

export const TILE_WIDTH = 256;
const TILE_HEIGHT = 8;

export interface TileId {
  /** 0: leaf hashes; each hash of level n + 1 is the root of a full tile of level n. */
  readonly level: number;
  readonly index: number;
  /** 1 to 256 hashes; below 256 the tile is partial. */
  readonly width: number;
}

/** `x001/x234/067`: three digits a step. */
function spell(index: number): string {
  const digits = String(index);
  const steps = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? [];
  return steps.map((step, at) => (at === steps.length - 1 ? step : `x${step}`)).join('/');
}

function unspell(text: string): number | undefined {
  const index = Number(text.replaceAll(/[x/]/g, ''));
  return Number.isSafeInteger(index) && spell(index) === text ? index : undefined;
}

/** What follows the log's prefix, of a tile of hashes or (`entries`) of the entries themselves. */
export function tilePath({ level, index, width }: TileId, kind: 'hashes' | 'entries' = 'hashes'): string {
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${kind === 'entries' ? 'entries' : level}/${spell(index)}${partial}`;
}

/** Undefined for anything that `tilePath` would not write. */
export function readTilePath(path: string): (TileId & { readonly kind: 'hashes' | 'entries' }) | undefined {
  const parts = /^tile\/(entries|\d{1,2})\/([x\d/]+?)(?:\.p\/(\d{1,3}))?$/.exec(path);
  if (parts === null) return undefined;
  const [, place = '', spelt = '', partial] = parts;
  const index = unspell(spelt);
  const width = partial === undefined ? TILE_WIDTH : Number(partial);
  const kind = place === 'entries' ? 'entries' : 'hashes';
  const level = kind === 'entries' ? 0 : Number(place);
  if (index === undefined || level > 63 || width < 1) return undefined;
  const tile = { level, index, width };
  return tilePath(tile, kind) === path ? { ...tile, kind } : undefined;
}

/** How many hashes level `level` has in a tree of `size` leaves. */
const hashesAt = (level: number, size: number): number => Math.floor(size / TILE_WIDTH ** level);

/** The tile as it stands in a tree of `size` leaves; undefined where it has none. */
export function tileAt(level: number, index: number, size: number): TileId | undefined {
  const width = Math.min(TILE_WIDTH, hashesAt(level, size) - index * TILE_WIDTH);
  return width > 0 ? { level, index, width } : undefined;
}

/** The tiles that a tree has anew, or wider, after growing. Level 0 first. */
export function grownTiles(from: number, to: number): TileId[] {
  const tiles: TileId[] = [];
  for (let level = 0; hashesAt(level, to) > 0; level++) {
    const first = Math.floor(hashesAt(level, from) / TILE_WIDTH);
    for (let index = first; ; index++) {
      const tile = tileAt(level, index, to);
      if (tile === undefined) break;
      const before = tileAt(level, index, from);
      if (before?.width !== tile.width) tiles.push(tile);
    }
  }
  return tiles;
}

/** Where a whole subtree's hashes lie. */
function placeOf({ level, index }: Node): { level: number; index: number; from: number; count: number } {
  const tileLevel = Math.floor(level / TILE_HEIGHT);
  const count = 2 ** (level - tileLevel * TILE_HEIGHT);
  const first = index * count;
  const tile = Math.floor(first / TILE_WIDTH);
  return { level: tileLevel, index: tile, from: first - tile * TILE_WIDTH, count };
}

/** The tiles that hold these subtrees in a tree of `size` leaves, each once. */
export function tilesFor(nodes: readonly Node[], size: number): TileId[] {
  const tiles = new Map<string, TileId>();
  for (const node of nodes) {
    const { level, index } = placeOf(node);
    const tile = tileAt(level, index, size);
    if (tile !== undefined) tiles.set(`${level}/${index}`, tile);
  }
  return [...tiles.values()];
}

/** Reads subtrees out of tiles that were fetched: `tile` gives a tile's bytes, 32 a hash. Throws RangeError for a tile that is too short. */
export const readNodes =
  (sha256: Sha256, tile: (level: number, index: number) => Uint8Array | undefined): ReadNode =>
  (node) => {
    const { level, index, from, count } = placeOf(node);
    const bytes = tile(level, index);
    if (bytes === undefined || bytes.length < (from + count) * HASH_BYTES)
      throw new RangeError(`tile ${level}/${index} lacks a hash`);
    return subtreeRoot(sha256, bytes.subarray(from * HASH_BYTES, (from + count) * HASH_BYTES));
  };

/** The root over 2^n hashes side by side. */
export function subtreeRoot(sha256: Sha256, hashes: Uint8Array): Uint8Array {
  if (hashes.length === HASH_BYTES) return hashes;
  const middle = hashes.length / 2;
  return nodeHash(
    sha256,
    subtreeRoot(sha256, hashes.subarray(0, middle)),
    subtreeRoot(sha256, hashes.subarray(middle)),
  );
}
