import type { GrownTree, Tile } from '@latchkey/log';

/** The newest state of the log that is durable. */
export interface LogHead {
  readonly size: number;
  /** 32 bytes. */
  readonly root: Uint8Array;
  /** The signed note without cosignatures. */
  readonly note: string;
  /** Signature lines of witnesses over that note; empty where none has answered yet. */
  readonly cosignatures: string;
  /** Verifier key of whoever signed it. */
  readonly logKey: string;
}

export interface Growth extends Omit<GrownTree, 'tiles'> {
  readonly tiles: readonly Tile[];
  readonly note: string;
}

/** The head that is kept, or nothing yet. */
export type Kept = Pick<LogHead, 'size' | 'note'>;

/** From the head and the tree's right edge and what is pending, in its order, to the tree after it. Pure: it runs inside the transaction. */
export type Grow = (head: Kept, edge: readonly Tile[], entries: readonly Uint8Array[]) => Growth;

/** Another key signed this log before. */
export class OtherLogKey extends Error {
  override readonly name = 'OtherLogKey';
}

/** What is kept is not what was signed: a greater tree over it would be a fork. */
export class LogChanged extends Error {
  override readonly name = 'LogChanged';
}

/** The database is older than what was signed: a greater tree over it would be a fork. */
export class LogBehind extends Error {
  override readonly name = 'LogBehind';
}

/** Where the log lives. What is pending comes to it with each receipt that is kept, in the same transaction. */
export interface LogStore {
  /** Hands in what is no receipt (the release of the apps); nothing where it was handed in before. */
  readonly add: (entry: Uint8Array) => Promise<void>;
  readonly head: () => Promise<LogHead | undefined>;
  /**
   * Takes up to `most` pending entries and keeps entries, tiles and head, all or nothing; concurrent calls take turns. Undefined: nothing
   * was pending. @throws OtherLogKey
   */
  readonly grow: (most: number, logKey: string, grow: Grow) => Promise<LogHead | undefined>;
  /** As wide as it has grown; a narrower one is its beginning. */
  readonly tile: (level: number, index: number) => Promise<Uint8Array | undefined>;
  /** In their order, from `from` (included) to `to` (not). */
  readonly entries: (from: number, to: number) => Promise<readonly Uint8Array[]>;
  /** Its first place, if it has one. */
  readonly indexOf: (entry: Uint8Array) => Promise<number | undefined>;
  /**
   * Adds one signature line to the head of exactly this size; nothing where it has grown meanwhile, or where a line begins like this one up to
   * `by`: one line for each witness, whoever else adds at the same moment.
   */
  readonly cosigned: (size: number, by: string, line: string) => Promise<void>;
}
