import { createHash, generateKeyPairSync, sign, verify, createPublicKey, type KeyObject } from 'node:crypto';
import { noteKey, type KeyKind, type NoteKey } from '../note.ts';
import { leafHash } from '../merkle.ts';
import { readNodes, TILE_WIDTH } from '../tiles.ts';
import { foldNodes, rootSteps, type ReadNode } from '../paths.ts';
import type { SignEd25519, VerifyEd25519 } from '../checkpoint.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => new Uint8Array(createHash('sha256').update(bytes).digest());

/** DER in front of a raw Ed25519 key (RFC 8410). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

export const verifyEd25519: VerifyEd25519 = (publicKey, message, signature) => {
  const key = createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
  return verify(null, message, key, signature);
};

export interface Signing {
  readonly key: NoteKey;
  readonly sign: SignEd25519;
}

const rawOf = (key: KeyObject): Uint8Array =>
  new Uint8Array(key.export({ format: 'der', type: 'spki' }).subarray(SPKI.length));

export function signing(name: string, kind: KeyKind = 1): Signing {
  const pair = generateKeyPairSync('ed25519');
  return {
    key: noteKey(sha256, name, kind, rawOf(pair.publicKey)),
    sign: (message) => new Uint8Array(sign(null, message, pair.privateKey)),
  };
}

export const entry = (n: number): Uint8Array => Uint8Array.of(n >> 16, n >> 8, n);

/** Level 0 and up of a tree, tile by tile, made the slow way. */
export class SlowTiles {
  readonly #levels: Uint8Array[][] = [[]];

  constructor(size: number) {
    for (let n = 0; n < size; n++) this.#append(0, leafHash(sha256, entry(n)));
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
    return row === undefined ? undefined : new Uint8Array(Buffer.concat(row));
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

export const leaves = (size: number): Uint8Array[] =>
  Array.from({ length: size }, (_, n) => sha256(new Uint8Array([0, ...entry(n)])));
