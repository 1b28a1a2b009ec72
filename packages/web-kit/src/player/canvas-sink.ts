import { avcConfigWithoutReordering, type VideoFormat } from '@latchkey/media';
import type { OpenedFrame, PictureSink } from './picture-sink.ts';

/** Whether this browser decodes frame by frame; it does so in secure contexts only. */
export function hasWebCodecs(): boolean {
  return 'VideoDecoder' in globalThis && 'EncodedVideoChunk' in globalThis;
}

/**
 * WebCodecs onto a canvas: each picture is drawn the moment it is decoded. Hardware decoders hold pictures back unless the
 * parameter set forbids reordering, so the decoder, and only it, is given a rewritten one while the stream has no B-frames.
 */
export class CanvasSink implements PictureSink {
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  #decoder: VideoDecoder | undefined;
  #format: VideoFormat | undefined;
  #reordered = false;
  #awaitsKey = true;
  #hidden = new Set<number>();
  onShown: (captureMs: number) => void = () => undefined;

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d', { alpha: false, desynchronized: true });
  }

  configure(format: VideoFormat): void {
    this.#format = format;
    this.#canvas.width = format.width;
    this.#canvas.height = format.height;
    this.reset();
  }

  show({ frame }: OpenedFrame, visible: boolean): void {
    if (frame.compositionMs !== 0 && !this.#reordered) {
      this.#reordered = true;
      this.reset();
    }
    if (this.#awaitsKey && !frame.key) return;
    this.#awaitsKey = false;
    if (this.#decoder === undefined) this.#open();
    // The timestamp carries the capture time through the decoder, in microseconds.
    const timestamp = frame.captureMs * 1000;
    if (!visible) this.#hidden.add(timestamp);
    this.#decoder?.decode(
      new EncodedVideoChunk({ type: frame.key ? 'key' : 'delta', timestamp, data: new Uint8Array(frame.data) }),
    );
  }

  reset(): void {
    this.#awaitsKey = true;
    this.#hidden.clear();
    if (this.#decoder !== undefined && this.#decoder.state !== 'closed') this.#decoder.close();
    this.#decoder = undefined;
  }

  blank(): void {
    this.reset();
    this.#context?.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
  }

  close(): void {
    this.blank();
  }

  #open(): void {
    const format = this.#format;
    if (format === undefined) return;
    const decoder = new VideoDecoder({
      output: (picture) => this.#draw(decoder, picture),
      // A picture that does not decode: wait for the next key frame with a new decoder.
      error: () => {
        if (this.#decoder === decoder) this.reset();
      },
    });
    const description = new Uint8Array(this.#reordered ? format.avcC : avcConfigWithoutReordering(format.avcC));
    decoder.configure({ codec: format.codec, description, optimizeForLatency: true });
    this.#decoder = decoder;
  }

  #draw(decoder: VideoDecoder, picture: VideoFrame): void {
    const hidden = this.#hidden.delete(picture.timestamp);
    if (!hidden && this.#decoder === decoder) {
      this.#context?.drawImage(picture, 0, 0, this.#canvas.width, this.#canvas.height);
      this.onShown(Math.round(picture.timestamp / 1000));
    }
    picture.close();
  }
}
