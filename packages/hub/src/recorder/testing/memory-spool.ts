import type { Spool, SpoolFile, SpooledRecording } from '../spool.ts';

const name = (id: Uint8Array): string => Buffer.from(id).toString('hex');

/** A disk in memory that knows what was confirmed and can fail. */
export class MemorySpool implements Spool {
  readonly files = new Map<string, { bytes: Uint8Array; synced: number; syncs: number }>();
  free = 10 ** 12;
  failing: 'write' | 'sync' | 'create' | undefined;

  freeBytes(): Promise<number> {
    return Promise.resolve(this.free);
  }

  create(recordingId: Uint8Array): Promise<SpoolFile> {
    if (this.failing === 'create') return Promise.reject(new Error('EIO'));
    this.files.set(name(recordingId), { bytes: new Uint8Array(), synced: 0, syncs: 0 });
    return Promise.resolve(this.#file(recordingId));
  }

  reopen(recordingId: Uint8Array, keepBytes: number): Promise<SpoolFile> {
    const file = this.of(recordingId);
    file.bytes = file.bytes.slice(0, keepBytes);
    return Promise.resolve(this.#file(recordingId));
  }

  of(recordingId: Uint8Array): { bytes: Uint8Array; synced: number; syncs: number } {
    const file = this.files.get(name(recordingId));
    if (file === undefined) throw new Error('no such recording');
    return file;
  }

  #file(recordingId: Uint8Array): SpoolFile {
    const file = this.of(recordingId);
    return {
      append: (bytes) => {
        if (this.failing === 'write') return Promise.reject(new Error('EIO'));
        file.bytes = new Uint8Array(Buffer.concat([file.bytes, bytes]));
        return Promise.resolve();
      },
      sync: () => {
        if (this.failing === 'sync') return Promise.reject(new Error('EIO'));
        file.synced = file.bytes.length;
        file.syncs += 1;
        return Promise.resolve();
      },
      close: () => Promise.resolve(),
    };
  }

  list(): Promise<SpooledRecording[]> {
    const list = [...this.files].map(([id, file]) => ({
      recordingId: new Uint8Array(Buffer.from(id, 'hex')),
      bytes: file.bytes.length,
    }));
    return Promise.resolve(list);
  }

  readRecords(recordingId: Uint8Array, offset: number): Promise<Uint8Array> {
    return Promise.resolve(this.of(recordingId).bytes.slice(offset));
  }

  readAll(recordingId: Uint8Array): Promise<Uint8Array> {
    return Promise.resolve(this.of(recordingId).bytes);
  }

  remove(recordingId: Uint8Array): Promise<void> {
    this.files.delete(name(recordingId));
    return Promise.resolve();
  }
}
