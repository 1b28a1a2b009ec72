/** Growing byte strings, by id. Nothing here knows what the bytes mean; all of them are ciphertext. */
export interface Blobs {
  /** Opens for appending behind the first `bytes` bytes; what stands after them (torn by a crash) is cut off. */
  readonly open: (id: string, bytes: number) => Promise<OpenBlob>;
  /** Bytes [from, to) as they are on disk; fewer when the blob is shorter. */
  readonly read: (id: string, from: number, to: number) => Promise<Uint8Array>;
  readonly remove: (id: string) => Promise<void>;
}

export interface OpenBlob {
  /** How many bytes really are there: fewer than asked for when the disk lost some. */
  readonly bytes: number;
  /** Resolves when the bytes are durable (fdatasync). One call at a time. */
  readonly append: (bytes: Uint8Array) => Promise<void>;
  readonly close: () => Promise<void>;
}
