/** Where recordings lie until the server has them; the recorder's only idea of a disk. */
export interface Spool {
  freeBytes(): Promise<number>;
  /** Rejects when the recording exists. Its entry in the folder is durable when this resolves. */
  create(recordingId: Uint8Array): Promise<SpoolFile>;
  /** Opens an existing recording behind its first `keepBytes` bytes and drops the rest. */
  reopen(recordingId: Uint8Array, keepBytes: number): Promise<SpoolFile>;
  list(): Promise<SpooledRecording[]>;
  /** Whole records from a byte offset on, at most about `maxBytes` but at least one; empty at the end. */
  readRecords(recordingId: Uint8Array, offset: number, maxBytes: number): Promise<Uint8Array>;
  /** Every byte, torn tail included. */
  readAll(recordingId: Uint8Array): Promise<Uint8Array>;
  remove(recordingId: Uint8Array): Promise<void>;
}

export interface SpooledRecording {
  readonly recordingId: Uint8Array;
  readonly bytes: number;
}

export interface SpoolFile {
  append(bytes: Uint8Array): Promise<void>;
  /** Resolves when everything appended before is on the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}
