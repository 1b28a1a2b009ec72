import { join, same, type Sha256 } from './bytes.ts';

/** RFC 6962 §2.1 and RFC 9162 §2.1.3–2.1.4: the hash tree, and what a verifier does with a path through it. */

export const HASH_BYTES = 32;
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (sha256: Sha256, entry: Uint8Array): Uint8Array => sha256(join(LEAF, entry));
export const nodeHash = (sha256: Sha256, left: Uint8Array, right: Uint8Array): Uint8Array =>
  sha256(join(NODE, left, right));
export const emptyRoot = (sha256: Sha256): Uint8Array => sha256(new Uint8Array(0));

/** A tree and its root, as somebody claims it. */
export interface Head {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

const isCount = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
const half = (n: number): number => Math.floor(n / 2);
const isOdd = (n: number): boolean => n % 2 === 1;
const hashes = (path: readonly Uint8Array[]): boolean => path.every(({ length }) => length === HASH_BYTES);

/** Whether `leaf` (a leaf hash) stands at `index` in the tree `head`. Sizes up to 2⁵³ − 1. */
export function verifyInclusion(
  sha256: Sha256,
  head: Head,
  index: number,
  leaf: Uint8Array,
  path: readonly Uint8Array[],
): boolean {
  if (!isCount(head.size) || !isCount(index) || index >= head.size || !hashes([leaf, head.root, ...path])) return false;
  let node = index;
  let last = head.size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      hash = nodeHash(sha256, sibling, hash);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      hash = nodeHash(sha256, hash, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && same(hash, head.root);
}

/** Whether the tree `later` begins with the whole of the tree `earlier`. From the empty tree everything follows, without a path. */
export function verifyConsistency(sha256: Sha256, earlier: Head, later: Head, path: readonly Uint8Array[]): boolean {
  if (!isCount(earlier.size) || !isCount(later.size) || earlier.size > later.size) return false;
  if (earlier.size === 0 && !same(earlier.root, emptyRoot(sha256))) return false;
  if (earlier.size === later.size) return path.length === 0 && same(earlier.root, later.root);
  if (earlier.size === 0) return path.length === 0;
  if (!hashes([earlier.root, later.root])) return false;
  // A whole power of two is its own first step.
  const whole = isPowerOfTwo(earlier.size) ? [earlier.root, ...path] : path;
  const roots = prefixRoots(sha256, earlier.size, later.size, whole);
  return roots !== undefined && same(roots.before, earlier.root) && same(roots.after, later.root);
}

const isPowerOfTwo = (n: number): boolean => Number.isInteger(Math.log2(n)) && 2 ** Math.log2(n) === n;

/**
 * From a path that names its first step also for a power of two: the root over the first `size` leaves of the tree that has `after` as the root
 * over `of` leaves. Whoever signed `after`, and another root for `size`, has signed two trees. Undefined: no such path.
 */
export function prefixRoots(
  sha256: Sha256,
  size: number,
  of: number,
  path: readonly Uint8Array[],
): { readonly before: Uint8Array; readonly after: Uint8Array } | undefined {
  if (!isCount(size) || !isCount(of) || size < 1 || size >= of || !hashes(path)) return undefined;
  let node = size - 1;
  let last = of - 1;
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  const [first, ...rest] = path;
  if (first === undefined) return undefined;
  let [before, after] = [first, first];
  for (const sibling of rest) {
    if (last === 0) return undefined;
    if (isOdd(node) || node === last) {
      before = nodeHash(sha256, sibling, before);
      after = nodeHash(sha256, sibling, after);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else {
      after = nodeHash(sha256, after, sibling);
    }
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? { before, after } : undefined;
}
