import type { Sha256 } from './bytes.ts';
import { emptyRoot, nodeHash } from './merkle.ts';

/** Which hashes a path consists of (RFC 6962 §2.1.1, §2.1.2), and how each is made from whole subtrees. */

/** A whole subtree: the leaves from `index · 2^level` on, 2^level of them. */
export interface Node {
  readonly level: number;
  readonly index: number;
}
export type ReadNode = (node: Node) => Uint8Array;

interface Range {
  readonly from: number;
  readonly to: number;
}

/** The largest power of two below `n`; n ≥ 2. */
function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

function inclusionRanges(index: number, { from, to }: Range): Range[] {
  if (to - from <= 1) return [];
  const middle = from + split(to - from);
  return index < middle
    ? [...inclusionRanges(index, { from, to: middle }), { from: middle, to }]
    : [...inclusionRanges(index, { from: middle, to }), { from, to: middle }];
}

function consistencyRanges(earlier: number, { from, to }: Range, whole: boolean): Range[] {
  if (earlier === to) return whole ? [] : [{ from, to }];
  const middle = from + split(to - from);
  return earlier <= middle
    ? [...consistencyRanges(earlier, { from, to: middle }, whole), { from: middle, to }]
    : [...consistencyRanges(earlier, { from: middle, to }, false), { from, to: middle }];
}

/** The whole subtrees of a range that begins where a subtree of its size may begin, left to right. */
function nodesOf({ from, to }: Range): Node[] {
  const nodes: Node[] = [];
  let at = from;
  while (at < to) {
    let level = 0;
    let size = 1;
    while (at % (size * 2) === 0 && at + size * 2 <= to) {
      level++;
      size *= 2;
    }
    nodes.push({ level, index: at / size });
    at += size;
  }
  return nodes;
}

/** One hash of a path is folded from these, right to left. */
export type Steps = readonly (readonly Node[])[];

export const inclusionSteps = (index: number, size: number): Steps =>
  inclusionRanges(index, { from: 0, to: size }).map(nodesOf);
/** Empty for an earlier size of 0, as c2sp.org/tlog-witness has it. */
export const consistencySteps = (earlier: number, size: number): Steps =>
  earlier === 0 ? [] : consistencyRanges(earlier, { from: 0, to: size }, true).map(nodesOf);
/** As a consistency path, with its first step also where `earlier` is a power of two: all that `prefixRoots` reads. */
export const prefixSteps = (earlier: number, size: number): Steps => {
  const steps = consistencySteps(earlier, size);
  const whole = nodesOf({ from: 0, to: earlier });
  return whole.length === 1 && earlier < size ? [whole, ...steps] : steps;
};
export const rootSteps = (size: number): readonly Node[] => nodesOf({ from: 0, to: size });

export function foldNodes(sha256: Sha256, nodes: readonly Node[], read: ReadNode): Uint8Array {
  const hashes = nodes.map(read);
  const last = hashes.pop();
  if (last === undefined) return emptyRoot(sha256);
  return hashes.reduceRight((right, left) => nodeHash(sha256, left, right), last);
}

export const pathOf = (sha256: Sha256, steps: Steps, read: ReadNode): Uint8Array[] =>
  steps.map((nodes) => foldNodes(sha256, nodes, read));
