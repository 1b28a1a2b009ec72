import type { VideoFormat } from '@latchkey/media';
import type { OpenedFrame, PictureSink } from './picture-sink.ts';

interface MediaSourceClass {
  new (): MediaSource;
  isTypeSupported(type: string): boolean;
}

/** iPhones have only the managed kind. */
function mediaSourceClass(): MediaSourceClass | undefined {
  const scope = globalThis as { MediaSource?: MediaSourceClass; ManagedMediaSource?: MediaSourceClass };
  return scope.MediaSource ?? scope.ManagedMediaSource;
}

export function hasMediaSource(): boolean {
  return mediaSourceClass() !== undefined;
}

/** How far playing may lag behind what has arrived, and where it is put back to. */
const BEHIND_S = 0.3;
const TARGET_S = 0.08;
const AHEAD_S = 0.1;
const KEEP_S = 20;
/** A media time counts whole microseconds. */
const ROUNDING_S = 0.001;

/** MediaSource onto a video element: the fallback, some 50 ms slower and able to play where WebCodecs is missing. */
export class VideoSink implements PictureSink {
  readonly #video: HTMLVideoElement;
  #source: MediaSource | undefined;
  #buffer: SourceBuffer | undefined;
  #queue: Uint8Array[] = [];
  #captures: { readonly atS: number; readonly captureMs: number }[] = [];
  #jumpToS: number | undefined;
  #closed = false;
  onShown: (captureMs: number) => void = () => undefined;

  constructor(video: HTMLVideoElement) {
    this.#video = video;
    video.muted = true;
    video.playsInline = true;
    // A managed source may play only where the picture cannot be sent to another screen.
    video.disableRemotePlayback = true;
    video.addEventListener('timeupdate', () => this.#hold());
    if ('requestVideoFrameCallback' in HTMLVideoElement.prototype) this.#watchPictures();
    else video.addEventListener('timeupdate', () => this.#toldByClock());
    video.addEventListener('seeked', () => this.#afterSeek());
  }

  configure(format: VideoFormat, initSegment: Uint8Array): void {
    const Source = mediaSourceClass();
    if (Source === undefined) return;
    const source = new Source();
    this.#source = source;
    this.#queue = [initSegment];
    source.addEventListener('sourceopen', () => {
      const buffer = source.addSourceBuffer(`video/mp4; codecs="${format.codec}"`);
      buffer.addEventListener('updateend', () => this.#next());
      this.#buffer = buffer;
      this.#next();
    });
    this.#video.src = URL.createObjectURL(source);
    void this.#video.play().catch(() => undefined);
  }

  show({ frame, fragment }: OpenedFrame, visible: boolean): void {
    const atS = frame.decodeMs / 1000;
    if (visible) {
      this.#captures = [...this.#captures.slice(-1000), { atS, captureMs: frame.captureMs }];
      if (this.#jumpToS !== undefined) this.#jumpToS = atS;
      if (this.#video.paused) void this.#video.play().catch(() => undefined);
    }
    this.#queue.push(fragment);
    this.#next();
  }

  reset(): void {
    this.#jumpToS = 0;
    this.#captures = [];
  }

  blank(): void {
    this.#video.pause();
    this.#video.removeAttribute('src');
    this.#video.load();
  }

  close(): void {
    this.#closed = true;
    this.blank();
    this.#queue = [];
  }

  #next(): void {
    const buffer = this.#buffer;
    if (buffer === undefined || buffer.updating || this.#source?.readyState !== 'open') return;
    this.#follow(buffer);
    const endS = buffer.buffered.length > 0 ? buffer.buffered.start(0) : 0;
    if (this.#video.currentTime - endS > KEEP_S * 2) {
      buffer.remove(endS, this.#video.currentTime - KEEP_S);
      return;
    }
    const part = this.#queue.shift();
    if (part !== undefined) buffer.appendBuffer(new Uint8Array(part));
  }

  /** Playing stays just behind the newest picture that may be seen, which is not always the end of what is buffered. */
  #follow(buffer: SourceBuffer): void {
    const newestS = this.#captures.at(-1)?.atS;
    if (newestS === undefined || buffer.buffered.length === 0) return;
    if (this.#jumpToS !== undefined && this.#queue.length === 0) {
      // One picture was asked for: it stands until the next one may be seen.
      this.#video.pause();
      this.#video.currentTime = this.#jumpToS;
      this.#jumpToS = undefined;
    } else if (this.#jumpToS === undefined && newestS - this.#video.currentTime > BEHIND_S) {
      this.#video.currentTime = newestS - TARGET_S;
    }
  }

  /** A paused film: what lies behind the picture asked for may be buffered and is not to be shown. */
  #hold(): void {
    const newestS = this.#captures.at(-1)?.atS;
    if (newestS !== undefined && this.#video.currentTime > newestS + AHEAD_S) this.#video.pause();
  }

  /** The browser says which picture it put on the screen; the element's own clock is ahead of it while a seek lasts. */
  #watchPictures(): void {
    this.#video.requestVideoFrameCallback((_, { mediaTime }) => {
      if (this.#closed) return;
      this.#told(mediaTime);
      this.#watchPictures();
    });
  }

  /** A picture that came while no call was waiting is never reported: where a seek ended, the second frame drawn shows it. */
  #afterSeek(): void {
    requestAnimationFrame(() => requestAnimationFrame(() => this.#toldByClock()));
  }

  #toldByClock(): void {
    if (!this.#closed && !this.#video.seeking) this.#told(this.#video.currentTime);
  }

  #told(pictureS: number): void {
    const shown = this.#captures.findLast(({ atS }) => atS <= pictureS + ROUNDING_S);
    if (shown !== undefined) this.onShown(shown.captureMs);
  }
}
