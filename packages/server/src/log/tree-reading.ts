import { readNodes, tilesFor, type Node, type ReadNode, type Sha256 } from '@latchkey/log';
import type { LogStore } from './log-store.ts';

/** Fetches the tiles that hold these subtrees, and reads them out of those. */
export const nodesFrom = async (
  log: LogStore,
  sha256: Sha256,
  nodes: readonly Node[],
  size: number,
): Promise<ReadNode> => {
  const tiles = new Map<string, Uint8Array>();
  for (const { level, index } of tilesFor(nodes, size)) {
    const bytes = await log.tile(level, index);
    if (bytes !== undefined) tiles.set(`${level}/${index}`, bytes);
  }
  return readNodes(sha256, (level, index) => tiles.get(`${level}/${index}`));
};
