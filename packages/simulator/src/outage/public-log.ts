import type { HubParts } from '@latchkey/hub';
import { ed25519Signer, generateEd25519Key, verifyEd25519 } from '@latchkey/keys/node';
import { inclusionSteps, noteKey, pathOf, signCheckpoint, verifierKey, writeNote, writeProof } from '@latchkey/log';
import { leaves, readTilePath, rootOver, SlowTiles, type Signing } from '@latchkey/log/testing';
import { fromBase64url, sameBytes } from '@latchkey/protocol';
import { primitives } from '../people.ts';

type PublicLogPort = NonNullable<HubParts['publicLog']>;

const sha256 = (bytes: Uint8Array): Uint8Array => primitives.sha256(bytes);

function newKey(): Signing {
  const { publicKey, sign } = ed25519Signer(generateEd25519Key());
  return { key: noteKey(sha256, 'one.example/log', 1, publicKey), sign };
}

/** The public log of a server that may vanish, be put back from a backup, or begin again under a key of its own. */
export class OutageLog implements PublicLogPort {
  readonly at = 'https://one.example';
  readonly verify = verifyEd25519;
  reachable = true;
  #by = newKey();
  #entries: Uint8Array[] = [sha256(Uint8Array.of(1))];
  #tiles: { readonly size: number; readonly tiles: SlowTiles; readonly note: string } | undefined;

  readonly readKeys = () => this.#answer(() => ({ log: verifierKey(this.#by.key), witnesses: [] }));
  readonly source = {
    text: (path: string) => this.#answer(() => (path === '/log/checkpoint' ? this.#built().note : this.#proof(path))),
    bytes: (path: string) =>
      this.#answer(() => {
        const tile = readTilePath(path.replace('/log/', ''));
        return tile === undefined ? undefined : this.#built().tiles.tile(tile.level, tile.index);
      }),
  };

  get size(): number {
    return this.#entries.length;
  }

  add(entry: Uint8Array): void {
    this.#entries.push(entry);
  }

  /** As it was with so many entries; what other households' doors do since then is something else than before. */
  putBack(size: number): void {
    this.#tiles = undefined;
    this.#entries = [...this.#entries.slice(0, size), sha256(Uint8Array.of(2))];
  }

  beginAnew(): void {
    this.#by = newKey();
    this.#tiles = undefined;
    this.#entries = [sha256(Uint8Array.of(3))];
  }

  #answer<T>(say: () => T): Promise<T> {
    return this.reachable ? Promise.resolve(say()) : Promise.reject(new TypeError('no answer'));
  }

  #built() {
    const size = this.#entries.length;
    if (this.#tiles?.size === size) return this.#tiles;
    const at = (n: number) => this.#entries[n] ?? new Uint8Array(32);
    const head = { origin: this.#by.key.name, size, root: rootOver(leaves(size, at)) };
    const note = writeNote(signCheckpoint(this.#by.key, this.#by.sign, head));
    this.#tiles = { size, tiles: new SlowTiles(size, at), note };
    return this.#tiles;
  }

  #proof(path: string): string | undefined {
    const wanted = fromBase64url(path.split('/').at(-1) ?? '') ?? new Uint8Array(0);
    const index = this.#entries.findIndex((one) => sameBytes(one, wanted));
    if (index < 0) return undefined;
    const { size, tiles, note } = this.#built();
    return writeProof({ index, path: pathOf(sha256, inclusionSteps(index, size), tiles.read), checkpoint: note });
  }
}
