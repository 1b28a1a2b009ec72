import { openCheckpoint, prefixRoots, readProof, readVerifierKey, verifyProof, type NoteKey, type OpenedCheckpoint, type Trusted, type VerifyEd25519 } from '@latchkey/log'; // prettier-ignore
import { sameBytes, type Link, type Primitives, type Receipt } from '@latchkey/protocol';
import type { Contradiction, EvidenceLog } from './file.ts';
import type { Trust } from './verify.ts';

export type LogVerdict =
  | { readonly kind: 'absent' }
  /** The newest receipt, and with it all before, is in the log. `chosen`: under a key that the reader brought along, not the file. */
  | {
      readonly kind: 'logged';
      readonly name: string;
      readonly size: number;
      readonly seenBy: OpenedCheckpoint['seenBy'];
      readonly chosen: boolean;
    }
  /**
   * Two states under one key that cannot both be true. That it is this log's key only the reader can say: anybody makes a key and
   * calls it by somebody's name. `chosen` as above.
   */
  | {
      readonly kind: 'two-stories';
      readonly name: string;
      readonly sizes: readonly [number, number];
      readonly chosen: boolean;
    }
  | { readonly kind: 'wrong'; readonly problem: string };

export function lookLogProof(
  p: Primitives,
  verify: VerifyEd25519,
  log: EvidenceLog | undefined,
  newest: Link<Receipt> | undefined,
  trust: Trust,
): LogVerdict {
  if (log === undefined) return { kind: 'absent' };
  const trusted = trustedOf(p, verify, log, trust);
  if (trusted === undefined) return { kind: 'wrong', problem: 'no-key' };
  if (log.contradiction !== undefined) return contradiction(p, trusted, log.contradiction, trust.log !== undefined);
  if (log.proof === undefined) return { kind: 'absent' };
  const proof = readProof(log.proof);
  if (newest === undefined) return { kind: 'wrong', problem: 'no-story' };
  if (proof === undefined) return { kind: 'wrong', problem: 'malformed' };
  const verdict = verifyProof((bytes) => p.sha256(bytes), trusted, 0, newest.hash, proof);
  if (!verdict.ok) return { kind: 'wrong', problem: verdict.problem };
  const { origin, size, seenBy } = verdict.checkpoint;
  return { kind: 'logged', name: origin, size, seenBy, chosen: trust.log !== undefined };
}

function trustedOf(p: Primitives, verify: VerifyEd25519, log: EvidenceLog, trust: Trust): Trusted | undefined {
  const keyIn = (text: string): NoteKey | undefined => readVerifierKey((bytes) => p.sha256(bytes), text);
  const key = keyIn(trust.log ?? log.key);
  if (key?.kind !== 1) return undefined;
  return { verify, log: key, witnesses: (trust.witnesses ?? log.witnesses).flatMap((text) => keyIn(text) ?? []) };
}

/** Two roots for one size, both signed: directly, or the older one against what the newer tree says of it. */
function contradiction(
  p: Primitives,
  trusted: Trusted,
  { before, now, path }: Contradiction,
  chosen: boolean,
): LogVerdict {
  const [first, second] = [openCheckpoint(trusted, before), openCheckpoint(trusted, now)];
  if (!first.ok || !second.ok) return { kind: 'wrong', problem: 'malformed' };
  const [a, b] = [first.checkpoint, second.checkpoint];
  const proven = { kind: 'two-stories', name: a.origin, sizes: [a.size, b.size], chosen } as const;
  if (a.size === b.size && !sameBytes(a.root, b.root)) return proven;
  const roots = prefixRoots((bytes) => p.sha256(bytes), a.size, b.size, path);
  const differs = roots !== undefined && sameBytes(roots.after, b.root) && !sameBytes(roots.before, a.root);
  return differs ? proven : { kind: 'wrong', problem: 'no-contradiction' };
}
