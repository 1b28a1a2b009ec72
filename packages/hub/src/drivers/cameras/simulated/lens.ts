import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { FlvDemuxer, paintStamp, type FlvEvent } from '@latchkey/media';
import type { FfmpegProgram } from '../program.ts';
import type { CameraFault } from './faults.ts';
import { paintImage, type Image } from './held.ts';

/** Size and pace of the simulated sensor. */
export const WIDTH = 960;
export const HEIGHT = 540;
export const FRAMES_PER_SECOND = 15;
const LUMA_BYTES = WIDTH * HEIGHT;
const PICTURE_BYTES = (LUMA_BYTES * 3) / 2;

export interface LensSetup {
  readonly ffmpeg: FfmpegProgram;
  readonly clip: string;
  readonly nowMs: () => number;
  readonly localOffsetMs: number;
  readonly every: (ms: number, task: () => void) => () => void;
  readonly fault: () => CameraFault;
  /** What somebody holds before it now. */
  readonly held: () => Image | undefined;
  readonly random: () => number;
  /** Encoded pictures, with the time at which they were exposed. */
  readonly out: (event: FlvEvent, exposedMs: number) => void;
  /** An ffmpeg died by itself. */
  readonly broken: (why: string) => void;
}

/** Sensor and encoder: plays the clip, burns the time into each picture and encodes it. Runs only while it is looked at. */
export class Lens {
  readonly #setup: LensSetup;
  readonly #decoder: ChildProcessByStdio<null, Readable, null>;
  readonly #encoder: ChildProcessByStdio<Writable, Readable, null>;
  readonly #cancelPace: () => void;
  /** Exposure times of pictures inside the encoder, which gives them back in order. */
  readonly #inEncoder: number[] = [];
  #shown: Uint8Array | undefined;
  #stopped = false;

  constructor(setup: LensSetup) {
    this.#setup = setup;
    this.#decoder = spawn(setup.ffmpeg.path, decoderArguments(setup.clip), { stdio: ['ignore', 'pipe', 'ignore'] });
    this.#encoder = spawn(setup.ffmpeg.path, encoderArguments(), { stdio: ['pipe', 'pipe', 'ignore'] });
    const demuxer = new FlvDemuxer();
    this.#encoder.stdout.on('data', (chunk: Buffer) => {
      for (const event of demuxer.push(chunk)) {
        setup.out(event, event.kind === 'frame' ? (this.#inEncoder.shift() ?? setup.nowMs()) : setup.nowMs());
      }
    });
    this.#encoder.stdin.on('error', () => undefined);
    for (const child of [this.#decoder, this.#encoder]) {
      child.on('error', (error) => this.#ended(error.message));
      child.on('exit', () => this.#ended('ffmpeg ended'));
    }
    // The decoder fills its pipe and waits; reading one picture at a time is what paces it.
    this.#decoder.stdout.pause();
    this.#cancelPace = setup.every(1000 / FRAMES_PER_SECOND, () => this.#expose());
  }

  #ended(why: string): void {
    if (!this.#stopped) this.#setup.broken(why);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelPace();
    this.#decoder.kill('SIGKILL');
    this.#encoder.kill('SIGKILL');
  }

  /** One picture: the next of the clip, or what the fault shows instead. */
  #expose(): void {
    if (this.#encoder.stdin.writableLength > PICTURE_BYTES * 2) return;
    const next = this.#setup.fault() === 'freeze' && this.#shown !== undefined ? this.#shown : this.#stamped();
    if (next === undefined) return;
    this.#shown = next;
    this.#inEncoder.push(this.#setup.nowMs());
    this.#encoder.stdin.write(next);
  }

  #stamped(): Uint8Array | undefined {
    const picture = this.#decoder.stdout.read(PICTURE_BYTES) as Buffer | null;
    if (picture?.length !== PICTURE_BYTES) return undefined;
    if (this.#setup.fault() === 'covered') picture.fill(16, 0, LUMA_BYTES).fill(128, LUMA_BYTES);
    const plane = { luma: picture.subarray(0, LUMA_BYTES), width: WIDTH, height: HEIGHT };
    const held = this.#setup.held();
    if (held !== undefined && this.#setup.fault() !== 'covered') paintImage(plane, held, this.#setup.random);
    paintStamp(plane, this.#setup.nowMs(), this.#setup.localOffsetMs);
    return picture;
  }
}

function decoderArguments(clip: string): string[] {
  const size = `scale=${WIDTH}:${HEIGHT},fps=${FRAMES_PER_SECOND}`;
  const quiet = ['-nostdin', '-hide_banner', '-loglevel', 'error', '-threads', '1'];
  return [
    ...quiet,
    '-stream_loop',
    '-1',
    '-i',
    clip,
    '-an',
    '-vf',
    size,
    '-pix_fmt',
    'yuv420p',
    '-f',
    'rawvideo',
    'pipe:1',
  ];
}

/** As an IP camera is set up for this house: a key frame each second, no B-frames, nothing held back. */
function encoderArguments(): string[] {
  const second = String(FRAMES_PER_SECOND);
  return [
    ...[
      '-hide_banner',
      '-loglevel',
      'error',
      '-f',
      'rawvideo',
      '-pix_fmt',
      'yuv420p',
      '-s',
      `${WIDTH}x${HEIGHT}`,
      '-r',
      second,
      '-i',
      'pipe:0',
    ],
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-tune',
      'zerolatency',
      '-threads',
      '1',
      '-g',
      second,
      '-keyint_min',
      second,
    ],
    ...[
      '-sc_threshold',
      '0',
      '-bf',
      '0',
      '-crf',
      '27',
      '-maxrate',
      '2500k',
      '-bufsize',
      '2500k',
      '-pix_fmt',
      'yuv420p',
    ],
    ...['-f', 'flv', '-flvflags', 'no_duration_filesize', '-flush_packets', '1', 'pipe:1'],
  ];
}
