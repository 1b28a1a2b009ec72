/**
 * The one file under the journal. Every promise that resolves has done what it says; `sync` is `fdatasync`, or nothing where writing was
 * that already.
 */
export interface Disk {
  read(): Promise<Uint8Array>;
  truncate(bytes: number): Promise<void>;
  append(bytes: Uint8Array): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}
