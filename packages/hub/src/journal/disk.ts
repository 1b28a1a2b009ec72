/**
 * The one file under the journal. Every promise that resolves has done what it says; `sync` is `fdatasync`, or nothing where writing was
 * that already.
 */
export interface Disk {
  read(): Promise<Uint8Array>;
  truncate(bytes: number): Promise<void>;
  append(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  /** All of the file at once: after a crash it is what it was before, or these bytes, and nothing between. False: there is no room, and nothing has changed. */
  replace(bytes: Uint8Array): Promise<boolean>;
  close(): Promise<void>;
}
