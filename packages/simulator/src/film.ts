import type { Coverage, FilmEnd, FilmPort, FilmStart } from '@latchkey/hub';
import type { VirtualClock } from '@latchkey/hub/virtual-time';

/** Frames reach the disk once a second, as the real recorder's checkpoints do. */
const SYNC_EVERY_MS = 1000;

/** Behind by so much where it is slow: ten times what a recorder may need for a second of film. */
const SLOW_DISK_MS = 5000;

/** The power-independent half: what stands in front of the lens, what is wrong with the camera, and with the disk under its film. */
export class Camera {
  readonly #clock: VirtualClock;
  picture: Coverage['picture'] = 'moving';
  stoppedMs: number | undefined;
  /** The disk that the recorder writes to. */
  disk: 'quick' | 'slow' | 'full' = 'quick';

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  become(picture: Coverage['picture']): void {
    this.picture = picture;
    this.stoppedMs = picture === 'moving' ? undefined : (this.stoppedMs ?? this.#clock.nowMs);
  }
}

/** One door's recorder without pictures; its bookkeeping of what is durable is the real one's. */
export class SimulatedFilm implements FilmPort {
  readonly #clock: VirtualClock;
  readonly #camera: Camera;
  #armedMs: number | undefined;
  #own: { readonly recordingId: Uint8Array; readonly fromMs: number; syncedMs: number } | undefined;

  constructor(clock: VirtualClock, camera: Camera) {
    this.#clock = clock;
    this.#camera = camera;
  }

  arm(): void {
    this.#armedMs ??= this.#clock.nowMs;
  }

  disarm(): Promise<void> {
    this.#armedMs = undefined;
    return Promise.resolve();
  }

  start({ recordingId }: { readonly recordingId: Uint8Array }): Promise<FilmStart> {
    if (this.#camera.picture !== 'moving' || this.#armedMs === undefined)
      return Promise.resolve({ ok: false, why: 'camera-silent' });
    if (this.#camera.disk === 'full') return Promise.resolve({ ok: false, why: 'no-space' });
    const { nowMs } = this.#clock;
    this.#own = { recordingId, fromMs: Math.max(this.#armedMs, nowMs - 5000), syncedMs: this.#reaches(nowMs) };
    return Promise.resolve({ ok: true });
  }

  confirm(): Promise<Coverage> {
    this.#sync(this.#clock.nowMs);
    return Promise.resolve(this.coverage());
  }

  coverage(): Coverage {
    const { nowMs } = this.#clock;
    const own = this.#own;
    if (own !== undefined && nowMs - own.syncedMs >= SYNC_EVERY_MS) this.#sync(nowMs - (nowMs % SYNC_EVERY_MS));
    return {
      recording: own !== undefined,
      ...(own === undefined ? {} : { recordingId: own.recordingId }),
      onDiskFromMs: own?.fromMs ?? 0,
      onDiskToMs: own?.syncedMs ?? 0,
      nextSeq: own === undefined ? 0 : 7,
      head: new Uint8Array(32).fill(own === undefined ? 0 : 9),
      picture: this.#camera.picture,
      lastFrameAgeMs: nowMs - (this.#camera.stoppedMs ?? nowMs),
    };
  }

  stop(): Promise<FilmEnd | undefined> {
    const own = this.#own;
    this.#own = undefined;
    return Promise.resolve(
      own === undefined ? undefined : { recordingId: own.recordingId, frames: 100, head: new Uint8Array(32).fill(8) },
    );
  }

  nowMs(): number {
    return this.#clock.nowMs;
  }

  viewerNonce(): void {
    // Nobody watches a film without pictures.
  }

  /** P6's oracle: moving pictures of this recording that are on disk, milliseconds up to now; 0 when the newest is not young. */
  get provenMs(): number {
    const own = this.#own;
    if (own === undefined || this.#camera.picture !== 'moving') return 0;
    return this.#clock.nowMs - own.syncedMs > 1500 ? 0 : own.syncedMs - own.fromMs;
  }

  #sync(toMs: number): void {
    const own = this.#own;
    if (own === undefined || this.#camera.disk === 'full') return;
    own.syncedMs = Math.max(own.syncedMs, this.#reaches(Math.min(toMs, this.#camera.stoppedMs ?? toMs)));
  }

  #reaches(ms: number): number {
    return this.#camera.disk === 'slow' ? ms - SLOW_DISK_MS : ms;
  }
}
