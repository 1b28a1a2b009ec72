import type { Frame, VideoFormat } from '@latchkey/media';

/** One verified, opened frame: parsed, and as the MP4 fragment it came in. */
export interface OpenedFrame {
  readonly frame: Frame;
  readonly fragment: Uint8Array;
}

/** Where pictures become visible. */
export interface PictureSink {
  /** Once, before the first frame. */
  configure(format: VideoFormat, initSegment: Uint8Array): void;
  /** Decodes a frame; `visible` false only to reach a later one. */
  show(opened: OpenedFrame, visible: boolean): void;
  /** Forgets what is being decoded; a key frame comes next. */
  reset(): void;
  /** Takes the picture away: nothing that is not believed stays on the screen. */
  blank(): void;
  close(): void;
  /** Called with each picture that became visible. */
  onShown: (captureMs: number) => void;
}
