import { openCheckpoint, prefixRoots, readProof, readVerifierKey, verifyProof, type NoteKey, type OpenedCheckpoint, type Trusted, type VerifyEd25519 } from '@latchkey/log'; // prettier-ignore
import { sameBytes, type Link, type Primitives, type Receipt } from '@latchkey/protocol';
import type { Contradiction, EvidenceLog, Shrinking } from './file.ts';
import type { Trust } from './verify.ts';

/** In a tree that the log signed. `chosen`: under a key that the reader brought along, not the file. */
export interface Logged {
  readonly name: string;
  readonly size: number;
  readonly seenBy: OpenedCheckpoint['seenBy'];
  readonly chosen: boolean;
}

type Sizes = readonly [number, number];

interface Accused {
  readonly name: string;
  readonly sizes: Sizes;
  readonly chosen: boolean;
  /** That the newest receipt is in the log, all the same. */
  readonly proof: Logged | undefined;
}

export type LogVerdict =
  | { readonly kind: 'absent' }
  /** The newest receipt, and with it all before, is in the log. */
  | ({ readonly kind: 'logged' } & Logged)
  /**
   * Two states under one key that cannot both be true. That it is this log's key only the reader can say: anybody makes a key and
   * calls it by somebody's name. `shrunk`: the sizes of two other states, as below.
   */
  | ({ readonly kind: 'two-stories'; readonly shrunk: Sizes | undefined } & Accused)
  /** Two states, both signed; that the smaller one was shown after the larger is the word of whoever saved the file. */
  | ({ readonly kind: 'shrunk' } & Accused)
  | Wrong;

interface Wrong {
  readonly kind: 'wrong';
  readonly problem: string;
}

const wrong = (problem: string): Wrong => ({ kind: 'wrong', problem });

export function lookLogProof(
  p: Primitives,
  verify: VerifyEd25519,
  log: EvidenceLog | undefined,
  ends: readonly Link<Receipt>[] | undefined,
  trust: Trust,
): LogVerdict {
  if (log === undefined) return { kind: 'absent' };
  const trusted = trustedOf(p, verify, log, trust);
  if (trusted === undefined) return wrong('no-key');
  const parts = {
    proof: log.proofs.length === 0 ? undefined : proofsIn(p, trusted, log.proofs, ends),
    stories: log.contradiction === undefined ? undefined : contradiction(p, trusted, log.contradiction),
    shrunk: log.shrunk === undefined ? undefined : shrinking(trusted, log.shrunk),
  };
  return joined(parts, { name: trusted.log.name, chosen: trust.log !== undefined });
}

interface Parts {
  readonly proof: Omit<Logged, 'chosen'> | Wrong | undefined;
  readonly stories: Sizes | Wrong | undefined;
  readonly shrunk: Sizes | Wrong | undefined;
}

const isWrong = (part: object): part is Wrong => 'problem' in part;

function joined({ proof, stories, shrunk }: Parts, by: Pick<Logged, 'name' | 'chosen'>): LogVerdict {
  for (const part of [stories, shrunk, proof]) if (part !== undefined && isWrong(part)) return part;
  const logged = proof === undefined || isWrong(proof) ? undefined : { ...proof, chosen: by.chosen };
  const [told, less] = [stories, shrunk].map((part) => (part === undefined || isWrong(part) ? undefined : part));
  if (told !== undefined) return { kind: 'two-stories', ...by, sizes: told, shrunk: less, proof: logged };
  if (less !== undefined) return { kind: 'shrunk', ...by, sizes: less, proof: logged };
  return logged === undefined ? { kind: 'absent' } : { kind: 'logged', ...logged };
}

/** One for each end, and all of them of one tree: otherwise a log could show a receipt in a tree that it shows to nobody else. */
function proofsIn(
  p: Primitives,
  trusted: Trusted,
  texts: readonly string[],
  ends: readonly Link<Receipt>[] | undefined,
): Parts['proof'] {
  if (ends === undefined || ends.length === 0) return wrong('no-story');
  if (texts.length !== ends.length) return wrong('not-each');
  let tree: OpenedCheckpoint | undefined;
  for (const [at, { hash }] of ends.entries()) {
    const checkpoint = proofIn(p, trusted, texts[at] ?? '', hash);
    if ('problem' in checkpoint) return checkpoint;
    tree ??= checkpoint;
    if (checkpoint.size !== tree.size || !sameBytes(checkpoint.root, tree.root)) return wrong('other-tree');
  }
  return tree && { name: tree.origin, size: tree.size, seenBy: tree.seenBy };
}

function proofIn(p: Primitives, trusted: Trusted, text: string, hash: Uint8Array): OpenedCheckpoint | Wrong {
  const proof = readProof(text);
  if (proof === undefined) return wrong('malformed');
  const verdict = verifyProof((bytes) => p.sha256(bytes), trusted, 0, hash, proof);
  return verdict.ok ? verdict.checkpoint : wrong(verdict.problem);
}

function trustedOf(p: Primitives, verify: VerifyEd25519, log: EvidenceLog, trust: Trust): Trusted | undefined {
  const keyIn = (text: string): NoteKey | undefined => readVerifierKey((bytes) => p.sha256(bytes), text);
  const key = keyIn(trust.log ?? log.key);
  if (key?.kind !== 1) return undefined;
  return { verify, log: key, witnesses: (trust.witnesses ?? log.witnesses).flatMap((text) => keyIn(text) ?? []) };
}

/** Two roots for one size, both signed: directly, or the older one against what the newer tree says of it. */
function contradiction(p: Primitives, trusted: Trusted, { path, ...notes }: Contradiction): Sizes | Wrong {
  const opened = both(trusted, notes);
  if (opened === undefined) return wrong('malformed');
  const [a, b] = opened;
  if (a.size === b.size && !sameBytes(a.root, b.root)) return [a.size, b.size];
  const roots = prefixRoots((bytes) => p.sha256(bytes), a.size, b.size, path);
  const differs = roots !== undefined && sameBytes(roots.after, b.root) && !sameBytes(roots.before, a.root);
  return differs ? [a.size, b.size] : wrong('no-contradiction');
}

function shrinking(trusted: Trusted, notes: Shrinking): Sizes | Wrong {
  const opened = both(trusted, notes);
  if (opened === undefined) return wrong('malformed');
  const [a, b] = opened;
  return b.size < a.size ? [a.size, b.size] : wrong('no-contradiction');
}

function both(trusted: Trusted, { before, now }: Shrinking): [OpenedCheckpoint, OpenedCheckpoint] | undefined {
  // Who saw them is not asked: a log could have prepared a wrong signature of a witness that it named later.
  const by = { ...trusted, witnesses: [] };
  const [first, second] = [openCheckpoint(by, before), openCheckpoint(by, now)];
  return first.ok && second.ok ? [first.checkpoint, second.checkpoint] : undefined;
}
