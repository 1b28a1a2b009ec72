import type { Sha256 } from './bytes.ts';
import { pathOf, type Node, type ReadNode, type Steps } from './paths.ts';
import { readNodes, tilePath, tilesFor, type TileId } from './tiles.ts';

/** Where a log is read. Undefined: there is no such thing (404, 204). Rejects where nothing was answered. */
export interface LogSource {
  readonly text: (path: string) => Promise<string | undefined>;
  readonly bytes: (path: string) => Promise<Uint8Array | undefined>;
}

/**
 * Fetches the tiles that hold these subtrees in a tree of `size` leaves, and reads them out of those. What it answers throws RangeError for a
 * subtree whose tile was not to be had or is too short.
 */
export async function fetchNodes(
  sha256: Sha256,
  fetchTile: (tile: TileId) => Promise<Uint8Array | undefined>,
  nodes: readonly Node[],
  size: number,
): Promise<ReadNode> {
  const tiles = new Map<string, Uint8Array>();
  for (const tile of tilesFor(nodes, size)) {
    const bytes = await fetchTile(tile);
    if (bytes !== undefined) tiles.set(`${tile.level}/${tile.index}`, bytes);
  }
  return readNodes(sha256, (level, index) => tiles.get(`${level}/${index}`));
}

/** A path in a tree of `size` leaves, made from its tiles. Undefined where the log does not hand over the tiles that it must have. */
export async function fetchPath(
  sha256: Sha256,
  source: LogSource,
  steps: Steps,
  size: number,
): Promise<Uint8Array[] | undefined> {
  const fetchTile = (tile: TileId) => source.bytes(`/log/${tilePath(tile)}`);
  const read = await fetchNodes(sha256, fetchTile, steps.flat(), size);
  try {
    return pathOf(sha256, steps, read);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
