import { fetchNodes, type Node, type ReadNode, type Sha256 } from '@latchkey/log';
import type { LogStore } from './log-store.ts';

/** Reads subtrees of the log that this server keeps. */
export const nodesFrom = (log: LogStore, sha256: Sha256, nodes: readonly Node[], size: number): Promise<ReadNode> =>
  fetchNodes(sha256, ({ level, index }) => log.tile(level, index), nodes, size);
