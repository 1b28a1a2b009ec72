import {
  lookUp,
  readVerifierKey,
  type LogFinding,
  type LogMemory,
  type LogSource,
  type VerifyEd25519,
} from '@latchkey/log';
import { toBase64url, type Primitives } from '@latchkey/protocol';
import { createCell, type Observable, type Shelf } from '@latchkey/web-kit/model';

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
      readonly proof: string;
    }
  /** Handed in a moment ago. */
  | { readonly kind: 'not-yet' }
  /** Handed in long ago, and not in it. */
  | { readonly kind: 'missing' }
  | Extract<LogFinding, { kind: 'forked' | 'shrunk' | 'stranger' | 'unreadable' }>;

export interface NewestReceipt {
  readonly seq: number;
  readonly hash: Uint8Array;
}

export interface LogParts {
  readonly shelf: Shelf;
  readonly source: LogSource;
  readonly verify: VerifyEd25519;
  readonly primitives: Primitives;
  /** What the server says of itself; believed once, and remembered. */
  readonly readKeys: () => Promise<{ readonly log: string; readonly witnesses: readonly string[] }>;
  /** Never jumps. */
  readonly steadyMs: () => number;
}

export interface LogDesk {
  readonly standing: Observable<LogStanding>;
  /** The keys that this device remembers; undefined before the first. */
  readonly keys: () => Pick<LogMemory, 'log' | 'witnesses'> | undefined;
  /** Looks whether everything up to this receipt is in the log. */
  readonly look: (newest: NewestReceipt) => Promise<void>;
}

const logName = 'log';
/** The server appends within a second; a database that was away takes a while longer. */
const LATE_MS = 60_000;

export const createLogDesk = async (parts: LogParts): Promise<LogDesk> => {
  const { shelf, primitives, verify, source } = parts;
  const standing = createCell<LogStanding>({ kind: 'asking' });
  let memory = (await shelf.get(logName)) as LogMemory | undefined;
  /** When this device first looked for a receipt. */
  const askedMs = new Map<number, number>();

  const remember = async (next: LogMemory) => {
    memory = next;
    await shelf.put(logName, next);
  };
  const waitedFor = (seq: number): number => {
    const now = parts.steadyMs();
    const first = askedMs.get(seq) ?? now;
    askedMs.set(seq, first);
    return now - first;
  };
  const find = async ({ seq, hash }: NewestReceipt): Promise<LogStanding> => {
    const before = memory ?? { ...(await parts.readKeys()), checkpoint: '' };
    const effects = { sha256: (bytes: Uint8Array) => primitives.sha256(bytes), verify };
    const found = await lookUp(effects, source, before, hash, toBase64url(hash));
    if (found.kind === 'kept' || found.kind === 'absent') await remember(found.memory);
    if (found.kind === 'absent') return { kind: waitedFor(seq) < LATE_MS ? 'not-yet' : 'missing' };
    if (found.kind !== 'kept') return found;
    const witnesses = found.checkpoint.seenBy.map(({ name }) => name);
    const known = found.memory.witnesses.flatMap((text) => readVerifierKey(effects.sha256, text)?.name ?? []);
    const unsigned = known.filter((name) => !witnesses.includes(name));
    return { kind: 'kept', upToSeq: seq, witnesses, unsigned, proof: found.proof };
  };

  return {
    standing,
    keys: () => memory,
    look: async (newest) => {
      standing.set(await find(newest).catch((): LogStanding => ({ kind: 'unreached' })));
    },
  };
};
