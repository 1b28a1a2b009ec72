import { FlvDemuxer, Malformed, PictureWatch, Timeline, type FlvEvent } from '@latchkey/media';
import { Backlog } from './backlog.ts';
import type { Camera, CameraClock, CameraHealth, CameraSink, OpenCamera } from './camera.ts';
import { startFfmpeg, type Child, type StartChild } from './child.ts';
import {
  LOOK_HEIGHT,
  LOOK_WIDTH,
  SMALL_HEIGHT,
  SMALL_WIDTH,
  cameraArguments,
  type CameraSource,
} from './command-line.ts';
import type { FfmpegProgram } from './program.ts';
import { RawPictures, type GreyPicture } from './raw-pictures.ts';

export interface FfmpegCameraSetup {
  readonly source: CameraSource;
  readonly ffmpeg: FfmpegProgram;
  readonly clock: CameraClock;
  /** Lines for the hub's log: why a camera went away. May name the address, never a password. */
  readonly report?: (line: string) => void;
  /** Called about once a second with a large grey picture, while the camera is open. */
  readonly look?: (picture: GreyPicture) => void;
  readonly start?: StartChild;
}

/** A camera behind an ffmpeg child process that is started again, within 2 s, whenever it ends or falls silent. */
export function ffmpegCamera(setup: FfmpegCameraSetup): Camera {
  return { open: (sink) => new Session(setup, sink) };
}

const TICK_MS = 100;
/** Without a frame for this long the link counts as lost: the length of a hole that the film must name. */
const LOST_AFTER_MS = 1000;
/** Without a frame for this long the child is replaced; at its start it may take longer. */
const SILENT_MS = 2500;
const START_MS = 6000;
/** Pictures that have waited on the way for so long are the newest no more: behind a new connection the camera begins with what it sees now. */
const LATE_FOR_MS = 3000;
const STANDING = { frozenAfterMs: 3000, emptyAfterMs: 2000 };
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1000;

class Session implements OpenCamera {
  readonly #setup: FfmpegCameraSetup;
  readonly #sink: CameraSink;
  readonly #timeline = new Timeline();
  readonly #cancelTick: () => void;
  #watch = new PictureWatch(STANDING);
  #child: Child | undefined;
  #demuxer = new FlvDemuxer();
  #backlog = new Backlog();
  #small = new RawPictures(SMALL_WIDTH, SMALL_HEIGHT);
  #large = new RawPictures(LOOK_WIDTH, LOOK_HEIGHT);
  #avcC: Uint8Array | undefined;
  #startedMs = 0;
  #lastFrameMs = -Infinity;
  #pauseMs = FIRST_PAUSE_MS;
  #startAtMs: number;
  #health: CameraHealth = { link: 'connecting', picture: 'unknown' };
  #closed = false;
  #gone: (() => void) | undefined;

  constructor(setup: FfmpegCameraSetup, sink: CameraSink) {
    this.#setup = setup;
    this.#sink = sink;
    this.#startAtMs = setup.clock.nowMs();
    this.#cancelTick = setup.clock.every(TICK_MS, () => this.#tick());
    this.#tick();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelTick();
    if (this.#child === undefined) return;
    const gone = new Promise<void>((resolve) => (this.#gone = resolve));
    this.#child.kill();
    await gone;
  }

  #tick(): void {
    const nowMs = this.#setup.clock.nowMs();
    if (this.#child === undefined) {
      if (nowMs >= this.#startAtMs) this.#start(nowMs);
    } else if (nowMs - Math.max(this.#lastFrameMs + SILENT_MS, this.#startedMs + START_MS) > 0) {
      this.#setup.report?.('the camera fell silent; its reader is replaced');
      this.#child.kill();
    } else if (this.#backlog.lateForMs(nowMs) > LATE_FOR_MS) {
      this.#setup.report?.('the camera’s pictures come late; its reader is replaced');
      this.#child.kill();
    }
    const wasLive = this.#health.link !== 'connecting';
    const link = nowMs - this.#lastFrameMs <= LOST_AFTER_MS ? 'live' : wasLive ? 'lost' : 'connecting';
    this.#say({ link, picture: link === 'live' ? this.#watch.state(nowMs) : 'unknown' });
  }

  #say(health: CameraHealth): void {
    if (health.link === this.#health.link && health.picture === this.#health.picture) return;
    this.#health = health;
    this.#sink.health(health);
  }

  #start(nowMs: number): void {
    this.#startedMs = nowMs;
    this.#demuxer = new FlvDemuxer();
    this.#backlog = new Backlog();
    this.#small = new RawPictures(SMALL_WIDTH, SMALL_HEIGHT);
    this.#large = new RawPictures(LOOK_WIDTH, LOOK_HEIGHT);
    this.#watch = new PictureWatch(STANDING);
    const { source, ffmpeg, look, start = startFfmpeg } = this.#setup;
    this.#child = start(ffmpeg, cameraArguments(source, ffmpeg, look !== undefined), {
      look: (chunk) => this.#look(chunk),
      video: (chunk) => this.#video(chunk),
      picture: (chunk) => this.#pictures(chunk),
      ended: (why) => this.#ended(why),
    });
  }

  #ended(why: string): void {
    this.#child = undefined;
    this.#gone?.();
    if (this.#closed) return;
    this.#setup.report?.(`the camera's reader ended: ${why}`);
    this.#startAtMs = this.#setup.clock.nowMs() + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }

  #video(chunk: Uint8Array): void {
    if (this.#closed) return;
    try {
      for (const event of this.#demuxer.push(chunk)) this.#take(event);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.#setup.report?.(`the camera's stream makes no sense: ${error.message}`);
      this.#child?.kill();
    }
  }

  #take(event: FlvEvent): void {
    if (event.kind === 'config') {
      this.#avcC = event.avcC;
      return;
    }
    if (this.#avcC === undefined) return;
    const arrivedMs = this.#setup.clock.nowMs();
    this.#lastFrameMs = arrivedMs;
    this.#pauseMs = FIRST_PAUSE_MS;
    const { data, key, compositionMs } = event;
    const { dtsMs } = event;
    const takenMs = this.#setup.source.kind === 'rtsp' ? this.#backlog.takenMs({ dtsMs, arrivedMs }) : arrivedMs;
    const captureMs = this.#timeline.captureMs({ dtsMs, arrivedMs: takenMs });
    if (!key) this.#watch.delta(data, arrivedMs);
    this.#sink.frame({ data, key, compositionMs, captureMs, avcC: this.#avcC });
    if (this.#health.link !== 'live') this.#say({ link: 'live', picture: this.#watch.state(arrivedMs) });
  }

  #pictures(chunk: Uint8Array): void {
    if (this.#closed) return;
    const nowMs = this.#setup.clock.nowMs();
    for (const picture of this.#small.push(chunk)) this.#watch.see(picture, nowMs);
  }

  #look(chunk: Uint8Array): void {
    if (this.#closed) return;
    for (const data of this.#large.push(chunk)) this.#setup.look?.({ data, width: LOOK_WIDTH, height: LOOK_HEIGHT });
  }
}
