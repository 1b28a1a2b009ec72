import {
  inOneTree,
  lookUp,
  readVerifierKey,
  type FoundEntry,
  type LogFinding,
  type LogMemory,
  type LogSource,
  type VerifyEd25519,
} from '@latchkey/log';
import { toBase64url, type Primitives } from '@latchkey/protocol';
import { createCell, type Observable, type Shelf } from '@latchkey/web-kit/model';
import { createAwaitedReceipt, type NewestReceipt } from './awaited.ts';
import { createListedWitnesses, type ListedLater } from './listed.ts';
import { createLogFindings, type LogFindings } from './findings.ts';

/** What this device knows of the server's public log; docs/protocol/log.md. */
export type LogStanding =
  | { readonly kind: 'asking' }
  | { readonly kind: 'unreached' }
  /** Up to this receipt everything is in the log; `witnesses` saw the tree it is in, `unsigned` are those that this device knows and that did not sign it. */
  | {
      readonly kind: 'kept';
      readonly upToSeq: number;
      readonly witnesses: readonly string[];
      readonly unsigned: readonly string[];
      /** Of both, those that the server named after this device's first look. */
      readonly later: readonly ListedLater[];
      readonly proof: string;
    }
  /** Handed in a moment ago. */
  | { readonly kind: 'not-yet' }
  /** Handed in long ago, and not in it. */
  | { readonly kind: 'missing' }
  | Extract<LogFinding, { kind: 'forked' | 'shrunk' | 'stranger' | 'unreadable' }>;

export interface LogParts {
  readonly shelf: Shelf;
  readonly source: LogSource;
  readonly verify: VerifyEd25519;
  readonly primitives: Primitives;
  /** What the server says of itself: its key is believed once, and witnesses only come to be more. */
  readonly readKeys: () => Promise<{ readonly log: string; readonly witnesses: readonly string[] }>;
  /** Never jumps. */
  readonly steadyMs: () => number;
  readonly wallMs: () => number;
}

export interface LogDesk {
  /** By the last look of this opening of the app. */
  readonly standing: Observable<LogStanding>;
  /** Contradictions, also of earlier openings. */
  readonly found: Pick<LogFindings, 'kept' | 'forget'>;
  /** The keys that this device remembers; undefined before the first. */
  readonly keys: () => Pick<LogMemory, 'log' | 'witnesses'> | undefined;
  /**
   * A proof for each of these receipts, all of the same tree; undefined where one of them is not in it, or the log is not as it should be.
   * `unsigned`: how many of the witnesses that this device knows have not signed that tree.
   */
  readonly proofs: (receipts: readonly NewestReceipt[]) => Promise<SeveralProofs | undefined>;
  /** Looks whether everything up to this receipt is in the log; one look at a time. */
  readonly look: (newest: NewestReceipt) => Promise<void>;
}

export interface SeveralProofs {
  readonly proofs: readonly string[];
  readonly unsigned: number;
}

const logName = 'log';

export const createLogDesk = async (parts: LogParts): Promise<LogDesk> => {
  const { shelf, primitives, verify, source } = parts;
  const standing = createCell<LogStanding>({ kind: 'asking' });
  const awaited = await createAwaitedReceipt(shelf, parts);
  const found = await createLogFindings(shelf, parts.wallMs);
  const effects = { sha256: (bytes: Uint8Array) => primitives.sha256(bytes), verify };
  const listed = await createListedWitnesses(effects.sha256, parts);
  let memory = (await shelf.get(logName)) as LogMemory | undefined;

  const remember = async (next: LogMemory) => {
    memory = next;
    await shelf.put(logName, next);
  };
  const ask = async ({ hash }: NewestReceipt): Promise<LogFinding> => {
    const before =
      memory === undefined ? { ...(await parts.readKeys()), checkpoint: '' } : await listed.readInto(memory);
    const finding = await lookUp(effects, source, before, hash, toBase64url(hash));
    if (finding.kind === 'kept' || finding.kind === 'absent') await remember(finding.memory);
    if (finding.kind === 'forked' || finding.kind === 'shrunk') await found.keep(finding);
    return finding;
  };
  const keptUpTo = (seq: number, { checkpoint, memory: known, proof }: Extract<LogFinding, { kind: 'kept' }>) => {
    const witnesses = checkpoint.seenBy.map(({ name }) => name);
    const names = known.witnesses.flatMap((text) => readVerifierKey(effects.sha256, text)?.name ?? []);
    const unsigned = names.filter((name) => !witnesses.includes(name));
    const later = listed.later().filter(({ name }) => names.includes(name));
    return { kind: 'kept', upToSeq: seq, witnesses, unsigned, later, proof } as const;
  };
  const find = async (newest: NewestReceipt): Promise<LogStanding> => {
    const finding = await ask(newest);
    if (finding.kind === 'kept') {
      await awaited.over();
      return keptUpTo(newest.seq, finding);
    }
    return finding.kind === 'absent' ? owed(newest) : finding;
  };
  /** What the log owes longest counts: a newer receipt does not begin the wait anew. */
  const owed = async (newest: NewestReceipt): Promise<LogStanding> => {
    const oldest = awaited.get();
    const older = oldest === undefined || oldest.seq === newest.seq ? undefined : await ask(oldest);
    if (older !== undefined && older.kind !== 'kept' && older.kind !== 'absent') return older;
    if (oldest === undefined || older?.kind === 'kept') await awaited.waitFor(newest);
    return { kind: awaited.late() ? 'missing' : 'not-yet' };
  };

  const prove = async (receipts: readonly NewestReceipt[]): Promise<SeveralProofs | undefined> => {
    const found: FoundEntry[] = [];
    for (const receipt of receipts) {
      const finding = await ask(receipt);
      if (finding.kind !== 'kept') return undefined;
      found.push({ entry: receipt.hash, finding });
    }
    const proven = await inOneTree(effects.sha256, source, found);
    if (proven === undefined) return undefined;
    const { memory: known, checkpoint } = proven.newest;
    return { proofs: proven.proofs, unsigned: known.witnesses.length - checkpoint.seenBy.length };
  };

  let turn: Promise<void> = Promise.resolve();
  const look = async (newest: NewestReceipt) =>
    standing.set(await find(newest).catch((): LogStanding => ({ kind: 'unreached' })));
  return {
    standing,
    found,
    keys: () => memory,
    proofs: (receipts) => {
      const proven = turn.then(() => prove(receipts)).catch(() => undefined);
      turn = proven.then(() => undefined);
      return proven;
    },
    look: (newest) => (turn = turn.then(() => look(newest))),
  };
};
