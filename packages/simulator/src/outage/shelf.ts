import type { FilmPort } from '@latchkey/hub';
import type { FilmStore } from '@latchkey/hub/channel';
import { toBase64url } from '@latchkey/protocol';

export const FILM_BYTES = 300_000;

/** The recorder's disk: it has room for so many films, and they stay until a server has them. */
export class Shelf implements FilmStore {
  readonly #room: number;
  /** By base64url. */
  readonly films = new Map<
    string,
    { readonly recordingId: Uint8Array; readonly door: number; readonly visitId: string }
  >();
  most = 0;
  refusals = 0;

  constructor(room: number) {
    this.#room = room;
  }

  get isFull(): boolean {
    return this.films.size >= this.#room;
  }

  put(film: { readonly recordingId: Uint8Array; readonly door: number; readonly visitId: string }): void {
    this.films.set(toBase64url(film.recordingId), film);
    this.most = Math.max(this.most, this.films.size);
  }

  /** A recorder that writes to this disk. */
  holding(film: FilmPort): FilmPort {
    return {
      arm: () => film.arm(),
      disarm: () => film.disarm(),
      start: (visit) => {
        if (!this.isFull) return film.start(visit);
        this.refusals++;
        return Promise.resolve({ ok: false, why: 'no-space' });
      },
      confirm: () => film.confirm(),
      coverage: () => film.coverage(),
      stop: (reason) => film.stop(reason),
      viewerNonce: (nonce) => film.viewerNonce(nonce),
      nowMs: () => film.nowMs(),
    };
  }

  readRecords(_recordingId: Uint8Array, offset: number, maxBytes: number): Promise<Uint8Array> {
    return Promise.resolve(new Uint8Array(Math.max(0, Math.min(maxBytes, FILM_BYTES - offset))));
  }

  remove(recordingId: Uint8Array): Promise<void> {
    this.films.delete(toBase64url(recordingId));
    return Promise.resolve();
  }
}
