/**
 * The one file under the journal. Every promise that resolves has done what it says; `sync` is `fdatasync`, or nothing where writing was
 * that already.
 */
export interface Disk {
  /** The bytes from this place on, up to the one before `to`: all of them where nothing is said. */
  read(from?: number, to?: number): Promise<Uint8Array>;
  truncate(bytes: number): Promise<void>;
  append(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  /** Begins another file beside it, one at a time; what a crash left of an earlier one goes. */
  beside(): Promise<Beside>;
  close(): Promise<void>;
}

/** A file that is worth nothing until it takes the other's place. Whatever rejects before that has changed nothing: mostly there is no room. */
export interface Beside {
  append(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  /** After a crash the file is the old one or this, and from here on this. Where it rejects nobody knows which. */
  takeOver(): Promise<void>;
  discard(): Promise<void>;
}
