import {
  MAX_GAPS,
  MAX_NONCES,
  NONCE_BYTES,
  RecordingSealer,
  fragment,
  initSegment,
  readAvcConfig,
  videoFormat,
  type ChainEnd,
  type CloseReason,
  type Gap,
  type KeyEnvelope,
  type PictureState,
} from '@latchkey/media';
import type { CameraFrame } from '../drivers/cameras/camera.ts';
import type { RecorderEffects } from './effects.ts';
import type { SpoolWriter } from './spool-writer.ts';

/** A hole longer than this is named and signed. */
const GAP_MS = 1000;
/** A checkpoint stands before each key frame; without key frames, this often. */
const CHECKPOINT_EVERY_MS = 1500;
/** A viewer who asks is answered at once, but not more often than this. */
const ANSWER_EVERY_MS = 300;
const USUAL_FRAME_MS = 66;

export interface RecordingStart {
  readonly recordingId: Uint8Array;
  readonly visitId: Uint8Array;
  readonly recordingKey: Uint8Array;
  readonly envelopes: readonly KeyEnvelope[];
  /** The pre-roll: not empty, starts with a key frame. */
  readonly preRoll: readonly [CameraFrame, ...CameraFrame[]];
  readonly picture: () => PictureState;
}

/** One recording while it runs: frames in, records out to the writer, in one order. */
export class Recording {
  readonly #effects: RecorderEffects;
  readonly #start: RecordingStart;
  readonly #writer: SpoolWriter;
  readonly #sealer: RecordingSealer;
  readonly #startedMs: number;
  #frames = 0;
  #lastCaptureMs: number;
  #frameMs = USUAL_FRAME_MS;
  #syncedToMs = 0;
  #gaps: Gap[] = [];
  #openGap = false;
  #nonces: Uint8Array[] = [];
  #lastCheckpointMs = 0;
  #begun = false;

  /** The pre-roll waits in the writer: whoever begins a recording settles it. */
  constructor(effects: RecorderEffects, start: RecordingStart, writer: SpoolWriter) {
    this.#effects = effects;
    this.#start = start;
    this.#writer = writer;
    const [first] = start.preRoll;
    this.#startedMs = first.captureMs;
    this.#lastCaptureMs = first.captureMs;
    this.#sealer = new RecordingSealer(effects.crypto, start.recordingKey, start.recordingId);
    const { recordingId, visitId, envelopes } = start;
    const claims = {
      hubId: effects.hubId,
      recordingId,
      visitId,
      door: effects.door,
      startedMs: first.captureMs,
      envelopes,
    };
    writer.append(this.#sealer.init(claims, initSegment(videoFormat(first.avcC))));
    for (const frame of start.preRoll) this.frame(frame);
    this.#checkpoint();
    this.#begun = true;
  }

  get id(): Uint8Array {
    return this.#start.recordingId;
  }

  get frames(): number {
    return this.#frames;
  }

  get end(): ChainEnd {
    return this.#sealer.end;
  }

  /** Capture times of the first frame and of the newest one that the disk has confirmed. */
  get onDisk(): { readonly fromMs: number; readonly toMs: number } {
    return { fromMs: this.#syncedToMs === 0 ? 0 : this.#startedMs, toMs: this.#syncedToMs };
  }

  frame(frame: CameraFrame): void {
    const passedMs = frame.captureMs - this.#lastCaptureMs;
    if (passedMs > GAP_MS) this.#endGap({ fromMs: this.#lastCaptureMs, toMs: frame.captureMs });
    else if (this.#openGap && this.#nowMs() - frame.captureMs <= GAP_MS) this.#noGap(frame.captureMs);
    if (frame.key && this.#frames > 0) this.#checkpoint();
    if (passedMs > 0 && passedMs <= GAP_MS) this.#frameMs = passedMs;
    const { key, captureMs, compositionMs } = frame;
    const picture = { key, captureMs, compositionMs, decodeMs: captureMs - this.#startedMs, durationMs: this.#frameMs };
    this.#frames += 1;
    this.#lastCaptureMs = captureMs;
    const chunk = fragment({ ...picture, data: this.#withParameterSets(frame) }, this.#frames);
    this.#writer.append(this.#sealer.frame(key ? 'key' : 'delta', chunk));
  }

  nonce(nonce: Uint8Array): void {
    if (nonce.length !== NONCE_BYTES || this.#nonces.length >= MAX_NONCES) return;
    this.#nonces.push(nonce);
    if (this.#nowMs() - this.#lastCheckpointMs >= ANSWER_EVERY_MS) this.#checkpoint();
  }

  /** Called several times a second: what must happen although no frame comes. */
  tick(): void {
    const nowMs = this.#nowMs();
    if (!this.#openGap && nowMs - this.#lastCaptureMs > GAP_MS) {
      this.#openGap = true;
      this.#effects.events.gap({ recordingId: this.id, fromMs: this.#lastCaptureMs, toMs: undefined });
      this.#checkpoint();
    }
    const waits = this.#nonces.length > 0 ? ANSWER_EVERY_MS : CHECKPOINT_EVERY_MS;
    if (nowMs - this.#lastCheckpointMs >= waits) this.#checkpoint();
  }

  /** Everything sealed so far is on the disk when this resolves. */
  async settle(): Promise<void> {
    const toMs = this.#lastCaptureMs;
    await this.#writer.flush();
    this.#syncedToMs = Math.max(this.#syncedToMs, toMs);
  }

  /** Signs the end and closes the file. An open hole reaches to the end. */
  async close(reason: CloseReason): Promise<void> {
    const signedMs = this.#nowMs();
    if (signedMs - this.#lastCaptureMs > GAP_MS) this.#endGap({ fromMs: this.#lastCaptureMs, toMs: signedMs });
    this.#writer.append(this.#sealer.close({ ...this.#statement(signedMs), reason }));
    await this.#writer.close();
  }

  /** Whole milliseconds: what is signed must read back as it was written. */
  #nowMs(): number {
    return Math.floor(this.#effects.clock.nowMs());
  }

  #endGap(gap: Gap): void {
    this.#openGap = false;
    // More holes than a checkpoint can name become one: the film is worse than it says in no case.
    const last = this.#gaps.at(-1);
    if (this.#gaps.length >= MAX_GAPS && last !== undefined)
      this.#gaps[MAX_GAPS - 1] = { fromMs: last.fromMs, toMs: gap.toMs };
    else this.#gaps.push(gap);
    this.#effects.events.gap({ recordingId: this.id, ...gap });
  }

  /** What was missing came late: the film has it all. Whoever was told that a hole began hears that it is over. */
  #noGap(captureMs: number): void {
    this.#openGap = false;
    this.#effects.events.gap({ recordingId: this.id, fromMs: this.#lastCaptureMs, toMs: captureMs });
  }

  #checkpoint(): void {
    const signedMs = this.#nowMs();
    this.#lastCheckpointMs = signedMs;
    const claims = { ...this.#statement(signedMs), picture: this.#start.picture(), nonces: this.#nonces.splice(0) };
    this.#writer.append(this.#sealer.checkpoint(claims));
    // Once a second the disk confirms; a failure is told by the writer's own event.
    if (this.#begun) this.settle().catch(() => undefined);
  }

  #statement(signedMs: number) {
    const { seq, head } = this.#effects.receiptHead();
    return {
      recordingId: this.id,
      signedMs,
      lastCaptureMs: this.#lastCaptureMs,
      frames: this.#frames,
      receiptSeq: seq,
      receiptHead: head,
      gaps: this.#gaps.splice(0),
    };
  }

  /** A camera that came back with other parameter sets says so inside its key frames; the film keeps its one beginning. */
  #withParameterSets(frame: CameraFrame): Uint8Array {
    const [first] = this.#start.preRoll;
    if (!frame.key || Buffer.compare(frame.avcC, first.avcC) === 0) return frame.data;
    const { sps, pps } = readAvcConfig(frame.avcC);
    const prefixed = [...sps, ...pps].map((set) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(set.length);
      return Buffer.concat([length, set]);
    });
    return new Uint8Array(Buffer.concat([...prefixed, frame.data]));
  }
}
