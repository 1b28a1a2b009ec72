import type { Coverage, FilmEnd, FilmLook, FilmPort, FilmStart } from '../ports.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** A recorder without pictures: a ring from `arm`, durable at once, and a camera that a test can kill. */
export class SimulatedFilm implements FilmPort {
  readonly #clock: VirtualClock;
  #armedMs: number | undefined;
  #recordingId: Uint8Array | undefined;
  #fromMs = 0;
  #frozenMs: number | undefined;
  picture: Coverage['picture'] = 'moving';
  /** Set by a test: this door has no camera. */
  absent?: true;
  readonly finished: Uint8Array[] = [];
  starts = 0;
  /** Of what runs now. */
  look: FilmLook | undefined;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  get recording(): boolean {
    return this.#recordingId !== undefined;
  }

  get armed(): boolean {
    return this.#armedMs !== undefined;
  }

  arm(): void {
    this.#armedMs ??= this.#clock.nowMs;
  }

  disarm(): Promise<void> {
    this.#armedMs = undefined;
    return Promise.resolve();
  }

  start({ recordingId, look }: { readonly recordingId: Uint8Array; readonly look?: FilmLook }): Promise<FilmStart> {
    if (this.#recordingId !== undefined) return Promise.resolve({ ok: false, why: 'already-recording' });
    if (this.picture !== 'moving' || this.#armedMs === undefined)
      return Promise.resolve({ ok: false, why: 'camera-silent' });
    this.starts++;
    this.#recordingId = recordingId;
    this.look = look;
    this.#fromMs = Math.max(this.#armedMs, this.#clock.nowMs - 5000);
    return Promise.resolve({ ok: true });
  }

  cut(): void {
    this.picture = 'lost';
    this.#frozenMs = this.#clock.nowMs;
  }

  restore(): void {
    this.picture = 'moving';
    this.#frozenMs = undefined;
  }

  /** The disk takes no more of it. */
  fail(): void {
    this.#recordingId = undefined;
  }

  confirm(): Promise<Coverage> {
    return Promise.resolve(this.coverage());
  }

  coverage(): Coverage {
    const recording = this.#recordingId !== undefined;
    return {
      recording,
      ...(this.#recordingId === undefined ? {} : { recordingId: this.#recordingId }),
      onDiskFromMs: this.#fromMs,
      onDiskToMs: this.#frozenMs ?? this.#clock.nowMs,
      nextSeq: recording ? 7 : 0,
      head: new Uint8Array(32).fill(recording ? 9 : 0),
      picture: this.picture,
      lastFrameAgeMs: 0,
    };
  }

  stop(): Promise<FilmEnd | undefined> {
    const recordingId = this.#recordingId;
    if (recordingId === undefined) return Promise.resolve(undefined);
    this.#recordingId = undefined;
    this.finished.push(recordingId);
    return Promise.resolve({ recordingId, frames: 100, head: new Uint8Array(32).fill(8) });
  }

  nowMs(): number {
    return this.#clock.nowMs;
  }

  viewerNonce(): void {
    // Nobody watches a film without pictures.
  }
}
