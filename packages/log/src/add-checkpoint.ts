import { fromBase64, readCount, toBase64 } from './bytes.ts';
import { HASH_BYTES } from './merkle.ts';

/** c2sp.org/tlog-witness, `add-checkpoint`: what a log sends a witness. */

export interface AddCheckpoint {
  /** The size that the witness saw last. */
  readonly old: number;
  readonly path: readonly Uint8Array[];
  /** The signed note. */
  readonly checkpoint: string;
}

const MOST_HASHES = 63;

export const writeAddCheckpoint = ({ old, path, checkpoint }: AddCheckpoint): string =>
  `old ${old}\n${path.map((hash) => `${toBase64(hash)}\n`).join('')}\n${checkpoint}`;

export function readAddCheckpoint(body: string): AddCheckpoint | undefined {
  const at = body.indexOf('\n\n');
  if (at < 0) return undefined;
  const [first = '', ...lines] = body.slice(0, at).split('\n');
  const old = first.startsWith('old ') ? readCount(first.slice(4)) : undefined;
  const path = readHashes(lines);
  if (old === undefined || path === undefined || path.length > MOST_HASHES) return undefined;
  return { old, path, checkpoint: body.slice(at + 2) };
}

/** Lines of one base64 SHA-256 each. */
export function readHashes(lines: readonly string[]): Uint8Array[] | undefined {
  const hashes = lines.map(fromBase64);
  return hashes.every((hash): hash is Uint8Array => hash?.length === HASH_BYTES) ? hashes : undefined;
}
