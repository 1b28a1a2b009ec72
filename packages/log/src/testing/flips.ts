/** A log whose every served or handed-in byte is changed, one at a time, and what its readers and its witness make of it. */
import { createPublicKey, generateKeyPairSync, hash, sign, verify } from 'node:crypto';
import { writeAddCheckpoint } from '../add-checkpoint.ts';
import { cosign, signCheckpoint, type VerifyEd25519 } from '../checkpoint.ts';
import { noteKey, verifierKey, writeNote, type KeyKind } from '../note.ts';
import { consistencySteps, inclusionSteps, pathOf, prefixSteps } from '../paths.ts';
import { writeProof } from '../proof.ts';
import type { LogMemory } from '../reader.ts';
import { tilePath, tilesFor } from '../tiles.ts';
import { entry, leaves, rootOver, SlowTiles } from './log.ts';

export const sha256 = (bytes: Uint8Array): Uint8Array => hash('sha256', bytes, 'buffer');

const SPKI = Buffer.from('302a300506032b6570032100', 'hex');
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** Real Ed25519; what verified once is not verified again, since the same bytes verify the same way. */
export const rememberingVerify = (): VerifyEd25519 => {
  const keys = new Map<string, ReturnType<typeof createPublicKey>>();
  const good = new Set<string>();
  return (publicKey, message, signature) => {
    const name = text(publicKey);
    const key =
      keys.get(name) ?? createPublicKey({ key: Buffer.concat([SPKI, publicKey]), format: 'der', type: 'spki' });
    keys.set(name, key);
    const asked = `${name}${text(signature)}${text(message)}`;
    if (good.has(asked)) return true;
    const fits = verify(null, message, key, signature);
    if (fits) good.add(asked);
    return fits;
  };
};

const party = (name: string, kind: KeyKind) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = new Uint8Array(publicKey.export({ format: 'der', type: 'spki' }).subarray(-32));
  return { key: noteKey(sha256, name, kind, raw), sign: (message: Uint8Array) => new Uint8Array(sign(null, message, privateKey)) }; // prettier-ignore
};

/** A log that was seen at `from` entries and has `to` now. All that it serves, as bytes. */
export interface FlipLog {
  readonly from: number;
  readonly to: number;
  readonly log: ReturnType<typeof party>;
  readonly witness: ReturnType<typeof party>;
  readonly note: Uint8Array;
  readonly proof: Uint8Array;
  readonly request: Uint8Array;
  readonly index: number;
  readonly root: Uint8Array;
  readonly before: Uint8Array;
  readonly tiles: ReadonlyMap<string, Uint8Array>;
  /** What a reader remembers of the tree of `from`. */
  readonly memory: LogMemory;
}

/** `at`: other entries in some places. `like`: signed by the same log. */
export function flipLog(from: number, to: number, at: (n: number) => Uint8Array = entry, like?: FlipLog): FlipLog {
  const log = like?.log ?? party('home.example/log', 1);
  const witness = like?.witness ?? party('witness.example/1', 4);
  const tiles = new SlowTiles(to, at);
  const rootAt = (size: number) => rootOver(leaves(size, at));
  const noteAt = (size: number) => {
    const note = signCheckpoint(log.key, log.sign, { origin: log.key.name, size, root: rootAt(size) });
    return writeNote({ ...note, signatures: [...note.signatures, cosign(witness.key, witness.sign, note.text, 1_790_000_000)] }); // prettier-ignore
  };
  const index = to - 1;
  const checkpoint = noteAt(to);
  const proof = writeProof({ index, path: pathOf(sha256, inclusionSteps(index, to), tiles.read), checkpoint });
  const request = writeAddCheckpoint({ old: from, path: pathOf(sha256, consistencySteps(from, to), tiles.read), checkpoint }); // prettier-ignore
  const served = tilesFor(prefixSteps(from, to).flat(), to).map((tile) => {
    const path = `/log/${tilePath(tile)}`;
    return [path, (tiles.tile(tile.level, tile.index) ?? new Uint8Array(0)).subarray(0, tile.width * 32)] as const;
  });
  const keys = { log: verifierKey(log.key), witnesses: [verifierKey(witness.key)] };
  const bytes = (whole: string) => new Uint8Array(Buffer.from(whole, 'utf8'));
  return {
    from, to, index, witness, log, root: rootAt(to), before: rootAt(from), tiles: new Map(served),
    note: bytes(checkpoint), proof: bytes(proof), request: bytes(request), memory: { ...keys, checkpoint: noteAt(from) },
  }; // prettier-ignore
}
