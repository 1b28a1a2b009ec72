import type { CloseReason, PictureState } from '@latchkey/media';
import type { CameraFrame, CameraHealth, OpenCamera } from '../drivers/cameras/camera.ts';
import type { Coverage, RecorderEffects } from './effects.ts';
import { Recording } from './recording.ts';
import { FrameRing } from './ring.ts';
import { SpoolWriter } from './spool-writer.ts';
import { unkept } from './unkept.ts';

const PRE_ROLL_MS = 5000;
const PRE_ROLL_GROUPS = 2;
/** As in a recording: what is longer is a hole. A camera silent for longer has nothing to begin with. */
const HOLE_MS = 1000;
const RING_BYTES = 64 * 1024 * 1024;
const RESERVE_BYTES = 256 * 1024 * 1024;
/** Below this a running recording is closed while it can still be. */
const LAST_BYTES = 8 * 1024 * 1024;
const TICK_MS = 100;
const SPACE_EVERY_MS = 2000;
/** Pictures wait this long for the ones after them, so that many go to the file and the server in one piece. */
const GATHER_MS = 500;
const GATHER_BYTES = 64 * 1024;
/** Who watches asks every few seconds; for them each picture goes at once. */
const WATCHED_MS = 10_000;
const NO_HEAD = new Uint8Array(32);

export type StartAnswer =
  | { readonly ok: true; readonly coverage: Coverage }
  | { readonly ok: false; readonly why: 'camera-silent' | 'no-space' | 'already-recording' | 'disk-failed' };

/** A member's look: written nowhere, sealed to one key, and without a picture from before `sinceMs`. */
export interface LookStart {
  readonly kid: Uint8Array;
  readonly sealingKey: Uint8Array;
  readonly sinceMs: number;
}

export interface FilmBegin {
  readonly visitId: Uint8Array;
  readonly recordingId: Uint8Array;
  readonly look?: LookStart;
  /** The recording before it ended in this moment: it may go on for as long as that one might have. */
  readonly continues?: boolean;
}

export interface RecordingEnd {
  readonly recordingId: Uint8Array;
  readonly bytes: number;
  readonly frames: number;
  /** Hash of the close record: the chain's end. */
  readonly head: Uint8Array;
}

/**
 * The recorder of one door. *Armed* it keeps seconds of film in memory and nothing else; `start` seals them, has the disk
 * confirm them and goes on until `stop`. Nothing leaves the hub's memory outside a recording or a member's look, which no disk ever has (P8).
 */
export class DoorRecorder {
  readonly #effects: RecorderEffects;
  readonly #ring = new FrameRing({
    keepMs: PRE_ROLL_MS,
    keepGroups: PRE_ROLL_GROUPS,
    maxHoleMs: HOLE_MS,
    maxBytes: RING_BYTES,
  });
  #armed = false;
  #open: OpenCamera | undefined;
  #health: CameraHealth = { link: 'connecting', picture: 'unknown' };
  #told: PictureState | undefined;
  #starting = false;
  #kept = true;
  #recording: Recording | undefined;
  #writer: SpoolWriter | undefined;
  #cancelTick: (() => void) | undefined;
  #lastSpaceCheckMs = -Infinity;
  #lastFrameMs = -Infinity;
  #watchedMs = -Infinity;

  constructor(effects: RecorderEffects) {
    this.#effects = effects;
  }

  /** Opens the camera; the ring runs from here on. */
  arm(): void {
    this.#armed = true;
    this.#open ??= this.#effects.camera.open({
      frame: (frame) => this.#frame(frame),
      health: (health) => this.#hear(health),
    });
  }

  /** Forgets the ring and closes the camera; while a recording runs, when that has stopped. */
  async disarm(): Promise<void> {
    this.#armed = false;
    await this.#rest();
  }

  /** Resolves when the seconds before are sealed and the disk has confirmed them. */
  async start(begin: FilmBegin): Promise<StartAnswer> {
    if (this.#starting || this.#recording !== undefined) return { ok: false, why: 'already-recording' };
    this.#starting = true;
    try {
      return await this.#begin(begin);
    } catch {
      this.#forget();
      return { ok: false, why: 'disk-failed' };
    } finally {
      this.#starting = false;
    }
  }

  /** Has the disk confirm everything up to the newest frame, then says what is there. */
  async confirm(): Promise<Coverage> {
    await this.#recording?.settle().catch(() => undefined);
    return this.coverage();
  }

  coverage(): Coverage {
    const onDisk = (this.#kept ? this.#recording?.onDisk : undefined) ?? { fromMs: 0, toMs: 0 };
    return {
      recording: this.#recording !== undefined && onDisk.toMs > 0,
      ...(this.#recording === undefined ? {} : { recordingId: this.#recording.id }),
      onDiskFromMs: onDisk.fromMs,
      onDiskToMs: onDisk.toMs,
      nextSeq: this.#recording?.end.nextSeq ?? 0,
      head: this.#recording?.end.head ?? NO_HEAD,
      picture: this.#picture(),
      lastFrameAgeMs: this.#effects.clock.nowMs() - this.#lastFrameMs,
      ringMs: this.#ring.spanMs,
    };
  }

  nowMs(): number {
    return this.#effects.clock.nowMs();
  }

  /** A viewer's nonce comes back in the next checkpoint, at most 0.3 s later. */
  viewerNonce(nonce: Uint8Array): void {
    this.#watchedMs = this.#effects.clock.nowMs();
    this.#recording?.nonce(nonce);
    this.#writer?.push();
  }

  /** Signs the end. Undefined when nothing was being recorded. */
  async stop(reason: CloseReason): Promise<RecordingEnd | undefined> {
    const [recording, writer] = [this.#recording, this.#writer];
    if (recording === undefined || writer === undefined) return undefined;
    this.#forget();
    await recording.close(reason).catch(() => undefined);
    await this.#rest();
    return { recordingId: recording.id, bytes: writer.offset, frames: recording.frames, head: recording.end.head };
  }

  async #begin({ visitId, recordingId, look, continues = false }: FilmBegin): Promise<StartAnswer> {
    const { spool, crypto, wrapKey, reserveBytes = RESERVE_BYTES } = this.#effects;
    const silentMs = this.#effects.clock.nowMs() - this.#lastFrameMs;
    if (this.#since(look).length === 0 || silentMs > HOLE_MS) return { ok: false, why: 'camera-silent' };
    const neededBytes = continues ? Math.min(LAST_BYTES, reserveBytes) : reserveBytes;
    if (look === undefined && (await spool.freeBytes()) < neededBytes) return { ok: false, why: 'no-space' };
    const recordingKey = crypto.random(32);
    const envelopes = await wrapKey(recordingKey, recordingId, look);
    const file = look === undefined ? await spool.create(recordingId) : unkept;
    // From here to the recording's existence nothing may wait: a frame in between would be neither in the ring nor filmed.
    const [first, ...rest] = this.#since(look);
    if (first === undefined) {
      await file.close();
      if (look === undefined) await spool.remove(recordingId);
      return { ok: false, why: 'camera-silent' };
    }
    this.#writer = new SpoolWriter(file, this.#writerEvents(recordingId), () => this.#effects.clock.nowMs());
    const start = {
      recordingId,
      visitId,
      recordingKey,
      envelopes,
      preRoll: [first, ...rest] as const,
      picture: () => this.#picture(),
    };
    const recording = new Recording(this.#effects, start, this.#writer);
    recordingKey.fill(0);
    this.#kept = look === undefined;
    this.#lastSpaceCheckMs = -Infinity;
    this.#recording = recording;
    this.#cancelTick = this.#effects.clock.every(TICK_MS, () => this.#tick());
    await recording.settle();
    return { ok: true, coverage: this.coverage() };
  }

  /** The ring, or of it what a look may show: from the first key frame on that was taken after it began. */
  #since(look: LookStart | undefined): readonly CameraFrame[] {
    const { frames } = this.#ring;
    if (look === undefined) return frames;
    const first = frames.findIndex(({ key, captureMs }) => key && captureMs >= look.sinceMs);
    return first < 0 ? [] : frames.slice(first);
  }

  #writerEvents(recordingId: Uint8Array) {
    return {
      written: (offset: number, bytes: Uint8Array) => this.#effects.events.records({ recordingId, offset, bytes }),
      failed: () => {
        this.#forget();
        this.#effects.events.failed({ recordingId, why: 'disk-failed' });
      },
    };
  }

  #frame(frame: CameraFrame): void {
    this.#lastFrameMs = frame.captureMs;
    this.#ring.push(frame);
    this.#recording?.frame(frame);
    this.#gather();
  }

  /** Writes what the film has, at the latest `GATHER_MS` after its oldest picture came. */
  #gather(): void {
    if (this.#writer === undefined) return;
    const watched = !this.#kept || this.#effects.clock.nowMs() - this.#watchedMs < WATCHED_MS;
    const { bytes, forMs } = this.#writer.queued;
    if (watched || bytes >= GATHER_BYTES || forMs >= GATHER_MS) this.#writer.push();
  }

  #hear(health: CameraHealth): void {
    this.#health = health;
    const picture = this.#picture();
    if (picture === this.#told) return;
    this.#told = picture;
    this.#effects.events.picture({ picture });
  }

  #picture(): PictureState {
    if (this.#health.link !== 'live') return 'lost';
    return this.#health.picture === 'unknown' ? 'moving' : this.#health.picture;
  }

  #tick(): void {
    this.#recording?.tick();
    this.#gather();
    const nowMs = this.#effects.clock.nowMs();
    if (nowMs - this.#lastSpaceCheckMs < SPACE_EVERY_MS) return;
    this.#lastSpaceCheckMs = nowMs;
    void this.#checkSpace();
  }

  async #checkSpace(): Promise<void> {
    const free = await this.#effects.spool.freeBytes().catch(() => 0);
    const recording = this.#recording;
    if (free >= LAST_BYTES || recording === undefined || !this.#kept) return;
    await this.stop('spool-full');
    this.#effects.events.failed({ recordingId: recording.id, why: 'spool-full' });
  }

  #forget(): void {
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    this.#recording = undefined;
    this.#writer = undefined;
  }

  async #rest(): Promise<void> {
    if (this.#armed || this.#recording !== undefined || this.#open === undefined) return;
    const open = this.#open;
    this.#open = undefined;
    this.#ring.clear();
    // When it is opened again its clock may stand elsewhere.
    this.#lastFrameMs = this.#watchedMs = -Infinity;
    this.#health = { link: 'connecting', picture: 'unknown' };
    this.#told = undefined;
    await open.close();
  }
}
