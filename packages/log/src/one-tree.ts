import type { Sha256 } from './bytes.ts';
import { leafHash, verifyInclusion } from './merkle.ts';
import { inclusionSteps } from './paths.ts';
import { readProof, writeProof } from './proof.ts';
import type { LogFinding } from './reader.ts';
import { fetchPath, type LogSource } from './source.ts';

type Kept = Extract<LogFinding, { kind: 'kept' }>;

export interface FoundEntry {
  readonly entry: Uint8Array;
  readonly finding: Kept;
}

/**
 * Proofs of several entries, all of one tree: a log grows between two answers, and a busy one between any two. `found`: each looked up with what was
 * remembered after the one before it, so that the last one's tree has them all. The proofs are made from its tiles, and verified.
 * Undefined where the log does not hand those over, or they do not make the signed root.
 */
export async function inOneTree(
  sha256: Sha256,
  source: LogSource,
  found: readonly FoundEntry[],
): Promise<{ readonly proofs: readonly string[]; readonly newest: Kept } | undefined> {
  const newest = found.at(-1)?.finding;
  if (newest === undefined) return undefined;
  const proofs: string[] = [];
  for (const one of found) {
    const proof = await proofIn(sha256, source, one, newest);
    if (proof === undefined) return undefined;
    proofs.push(proof);
  }
  return { proofs, newest };
}

async function proofIn(
  sha256: Sha256,
  source: LogSource,
  { entry, finding }: FoundEntry,
  newest: Kept,
): Promise<string | undefined> {
  const head = newest.checkpoint;
  const [own, tree] = [readProof(finding.proof), readProof(newest.proof)];
  if (own === undefined || tree === undefined || own.index >= head.size) return undefined;
  const path =
    finding.checkpoint.size === head.size
      ? own.path
      : await fetchPath(sha256, source, inclusionSteps(own.index, head.size), head.size);
  if (path === undefined || !verifyInclusion(sha256, head, own.index, leafHash(sha256, entry), path)) return undefined;
  // One note for all: a witness may have signed the same tree between two answers.
  return writeProof({ index: own.index, path, checkpoint: tree.checkpoint });
}
