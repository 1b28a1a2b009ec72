import { same, type Sha256 } from './bytes.ts';
import { openCheckpoint, type OpenedCheckpoint, type Trusted, type VerifyEd25519 } from './checkpoint.ts';
import { prefixRoots } from './merkle.ts';
import { readVerifierKey, type NoteKey } from './note.ts';
import { prefixSteps } from './paths.ts';
import { readProof, verifyProof } from './proof.ts';
import { fetchPath, type LogSource } from './source.ts';

/** What a reader of a log does: remembers the last checkpoint it saw, and believes only what follows from that. docs/protocol/log.md */

/** What a reader keeps between its visits. */
export interface LogMemory {
  /** The log's verifier key; the first one seen stays. */
  readonly log: string;
  readonly witnesses: readonly string[];
  /** The newest signed note that was believed; empty before the first. */
  readonly checkpoint: string;
}

export type LogFinding =
  /** The entry is in the log, and the log follows from what was remembered. `proof`: a tlog-proof file. */
  | { readonly kind: 'kept'; readonly proof: string; readonly checkpoint: OpenedCheckpoint; readonly memory: LogMemory }
  /** The log follows from what was remembered, and the entry is not in it (yet). */
  | { readonly kind: 'absent'; readonly memory: LogMemory }
  /**
   * Two trees of one log that do not follow each other, both signed by it. With `path` (see `prefixRoots`; empty for trees of one size) that
   * is proven to anybody.
   */
  | { readonly kind: 'forked'; readonly before: string; readonly now: string; readonly path: readonly Uint8Array[] }
  /** An older tree than the one remembered. */
  | { readonly kind: 'shrunk'; readonly before: string; readonly now: string }
  /** Signed by nobody that is remembered. */
  | { readonly kind: 'stranger' }
  /** Not what it should be: a note, a proof or a tile that does not verify. */
  | { readonly kind: 'unreadable' };

export interface ReaderEffects {
  readonly sha256: Sha256;
  readonly verify: VerifyEd25519;
}

const keyIn = (sha256: Sha256, text: string): NoteKey | undefined => readVerifierKey(sha256, text);

/** Looks `entry` up, with `name` as it stands in the address of its proof. @throws RangeError for a memory that holds no key */
export async function lookUp(
  effects: ReaderEffects,
  source: LogSource,
  memory: LogMemory,
  entry: Uint8Array,
  name: string,
): Promise<LogFinding> {
  const trusted = trustedOf(effects, memory);
  const file = await source.text(`/api/log/proofs/${name}`);
  const proof = file === undefined ? undefined : readProof(file);
  if (file !== undefined && proof === undefined) return { kind: 'unreadable' };
  const note = proof?.checkpoint ?? (await source.text('/log/checkpoint'));
  // A log that has nothing yet is no different from one that never begins.
  if (note === undefined) return memory.checkpoint === '' ? { kind: 'absent', memory } : { kind: 'unreadable' };
  const followed = await follow(effects, source, trusted, memory, note);
  if (followed.kind !== 'follows') return followed;
  const kept = { ...memory, checkpoint: note };
  if (file === undefined || proof === undefined) return { kind: 'absent', memory: kept };
  const verdict = verifyProof(effects.sha256, trusted, 0, entry, proof);
  return verdict.ok
    ? { kind: 'kept', proof: file, checkpoint: verdict.checkpoint, memory: kept }
    : { kind: 'unreadable' };
}

function trustedOf({ sha256, verify }: ReaderEffects, memory: LogMemory): Trusted {
  const log = keyIn(sha256, memory.log);
  if (log === undefined) throw new RangeError('the memory names no key of a log');
  const witnesses = memory.witnesses.flatMap((text) => keyIn(sha256, text) ?? []);
  return { verify, log, witnesses };
}

type Broken = Extract<LogFinding, { kind: 'forked' | 'shrunk' | 'stranger' | 'unreadable' }>;

async function follow(
  { sha256 }: ReaderEffects,
  source: LogSource,
  trusted: Trusted,
  memory: LogMemory,
  note: string,
): Promise<Broken | { readonly kind: 'follows' }> {
  const opened = openCheckpoint(trusted, note);
  if (!opened.ok)
    return { kind: opened.problem === 'not-signed' || opened.problem === 'other-log' ? 'stranger' : 'unreadable' };
  if (memory.checkpoint === '') return { kind: 'follows' };
  // It was believed already. A witness that is known since then condemns nothing afterwards: the log could have prepared that.
  const before = openCheckpoint({ ...trusted, witnesses: [] }, memory.checkpoint);
  if (!before.ok) return { kind: 'follows' };
  const [earlier, later] = [before.checkpoint, opened.checkpoint];
  const both = { before: memory.checkpoint, now: note };
  if (later.size < earlier.size) return { kind: 'shrunk', ...both };
  if (later.size === earlier.size)
    return same(later.root, earlier.root) ? { kind: 'follows' } : { kind: 'forked', ...both, path: [] };
  if (earlier.size === 0) return { kind: 'follows' };
  const path = await fetchPath(sha256, source, prefixSteps(earlier.size, later.size), later.size);
  const roots = path === undefined ? undefined : prefixRoots(sha256, earlier.size, later.size, path);
  // Tiles that do not make the signed root prove nothing, to nobody.
  if (path === undefined || roots === undefined || !same(roots.after, later.root)) return { kind: 'unreadable' };
  return same(roots.before, earlier.root) ? { kind: 'follows' } : { kind: 'forked', ...both, path };
}
