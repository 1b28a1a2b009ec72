import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';
import { join } from '../bytes.ts';
import { noteKey, type KeyKind, type NoteKey } from '../note.ts';
import { leafHash } from '../merkle.ts';
import { readNodes, TILE_WIDTH } from '../tiles.ts';
import { foldNodes, rootSteps, type ReadNode } from '../paths.ts';
import type { SignEd25519, VerifyEd25519 } from '../checkpoint.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => nobleSha256(bytes);

export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
};

export interface Signing {
  readonly key: NoteKey;
  readonly sign: SignEd25519;
}

export function signing(name: string, kind: KeyKind = 1): Signing {
  const { secretKey, publicKey } = ed25519.keygen();
  return { key: noteKey(sha256, name, kind, publicKey), sign: (message) => ed25519.sign(message, secretKey) };
}

export const entry = (n: number): Uint8Array => Uint8Array.of(n >> 16, n >> 8, n);

/** Level 0 and up of a tree, tile by tile, made the slow way. */
export class SlowTiles {
  readonly #levels: Uint8Array[][] = [[]];

  /** `at`: another entry in some places. */
  constructor(size: number, at: (n: number) => Uint8Array = entry) {
    for (let n = 0; n < size; n++) this.#append(0, leafHash(sha256, at(n)));
  }

  #append(level: number, hash: Uint8Array): void {
    const row = (this.#levels[level] ??= []);
    row.push(hash);
    if (row.length % TILE_WIDTH !== 0) return;
    const nodes = rootSteps(TILE_WIDTH);
    const tile = row.slice(-TILE_WIDTH);
    this.#append(
      level + 1,
      foldNodes(sha256, nodes, () => rootOver(tile)),
    );
  }

  tile = (level: number, index: number): Uint8Array | undefined => {
    const row = this.#levels[level]?.slice(index * TILE_WIDTH, (index + 1) * TILE_WIDTH);
    return row === undefined ? undefined : join(...row);
  };

  get read(): ReadNode {
    return readNodes(sha256, this.tile);
  }
}

/** RFC 6962 §2.1, word by word, over leaf hashes; shares nothing with the code it tests. */
export function rootOver(hashes: readonly Uint8Array[]): Uint8Array {
  const [only] = hashes;
  if (only === undefined) return sha256(new Uint8Array(0));
  if (hashes.length === 1) return only;
  let k = 1;
  while (k < hashes.length / 2) k *= 2;
  return sha256(new Uint8Array([1, ...rootOver(hashes.slice(0, k)), ...rootOver(hashes.slice(k))]));
}

export const leaves = (size: number, at: (n: number) => Uint8Array = entry): Uint8Array[] =>
  Array.from({ length: size }, (_, n) => sha256(new Uint8Array([0, ...at(n)])));
