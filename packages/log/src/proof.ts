import { readHashes } from './add-checkpoint.ts';
import { readCount, toBase64, type Sha256 } from './bytes.ts';
import { openCheckpoint, type CheckpointProblem, type OpenedCheckpoint, type Trusted } from './checkpoint.ts';
import { leafHash, verifyInclusion } from './merkle.ts';

/** c2sp.org/tlog-proof: one file that proves, without any server, that an entry is in a log that witnesses saw. */

export interface LogProof {
  readonly index: number;
  readonly path: readonly Uint8Array[];
  /** The signed note. */
  readonly checkpoint: string;
}

const HEADING = 'c2sp.org/tlog-proof@v1';
const MOST_HASHES = 63;

export const writeProof = ({ index, path, checkpoint }: LogProof): string =>
  `${HEADING}\nindex ${index}\n${path.map((hash) => `${toBase64(hash)}\n`).join('')}\n${checkpoint}`;

export function readProof(file: string): LogProof | undefined {
  const at = file.indexOf('\n\n');
  if (at < 0) return undefined;
  const [heading, ...lines] = file.slice(0, at).split('\n');
  // Extra data is nobody's signed word, and nothing here needs it.
  if (lines[0]?.startsWith('extra ') === true) lines.shift();
  const [place = '', ...hashes] = lines;
  const index = place.startsWith('index ') ? readCount(place.slice(6)) : undefined;
  const path = readHashes(hashes);
  if (heading !== HEADING || index === undefined || path === undefined || path.length > MOST_HASHES) return undefined;
  return { index, path, checkpoint: file.slice(at + 2) };
}

export type ProofProblem = CheckpointProblem | 'not-included' | 'too-few-witnesses';

/** Whether `entry` is in the log. `quorum`: how many of the trusted witnesses must have seen the checkpoint. */
export function verifyProof(
  sha256: Sha256,
  trusted: Trusted,
  quorum: number,
  entry: Uint8Array,
  { index, path, checkpoint }: LogProof,
):
  | { readonly ok: true; readonly checkpoint: OpenedCheckpoint }
  | { readonly ok: false; readonly problem: ProofProblem } {
  const opened = openCheckpoint(trusted, checkpoint);
  if (!opened.ok) return opened;
  if (opened.checkpoint.seenBy.length < quorum) return { ok: false, problem: 'too-few-witnesses' };
  return verifyInclusion(sha256, opened.checkpoint, index, leafHash(sha256, entry), path)
    ? opened
    : { ok: false, problem: 'not-included' };
}
