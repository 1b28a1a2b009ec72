import type { KeyEnvelope } from '@latchkey/media';
import { CanvasSink, hasWebCodecs } from './canvas-sink.ts';
import type { FilmEffects } from './film-reader.ts';
import { steadyClock } from './liveness.ts';
import { LivePlayer } from './live-player.ts';
import type { PictureSink } from './picture-sink.ts';
import { StoredPlayer } from './stored-player.ts';
import { VideoSink } from './video-sink.ts';
import { webOpener } from './web-opener.ts';

/** What a player in a browser cannot make itself. */
export interface BrowserPlayerSetup {
  readonly sha256: (data: Uint8Array) => Uint8Array;
  /** ES256 with the key of this home's hub, and no other. */
  readonly verify: (message: Uint8Array, signature: Uint8Array) => boolean;
  /** HPKE with this device's key: info `lk1-recording`, associated data the recording id. */
  readonly openKey: (envelopes: readonly KeyEnvelope[], recordingId: Uint8Array) => Promise<Uint8Array | undefined>;
  readonly picture: PictureSink;
  /** The recording asked for, 16 bytes: without it a relay could show another door of the same home. */
  readonly recordingId?: Uint8Array;
}

/** Where pictures go: a canvas where the browser decodes frame by frame, else a video element. One of both is used. */
export function pictureSink(canvas: HTMLCanvasElement, video: HTMLVideoElement): PictureSink {
  const byFrame = hasWebCodecs();
  canvas.hidden = !byFrame;
  video.hidden = byFrame;
  return byFrame ? new CanvasSink(canvas) : new VideoSink(video);
}

const browserClock = (): (() => number) =>
  steadyClock(
    () => performance.now(),
    () => Date.now(),
  );

function filmEffects(setup: BrowserPlayerSetup): FilmEffects {
  const { sha256, verify, openKey, recordingId } = setup;
  const wanted = recordingId === undefined ? {} : { recordingId };
  return { sha256, verify, openKey, ...wanted, opener: webOpener(crypto.subtle) };
}

/** A player for bytes that arrive while they are filmed. */
export function livePlayer(
  setup: BrowserPlayerSetup & { readonly sendNonce: (nonce: Uint8Array) => void },
): LivePlayer {
  const { picture, sendNonce } = setup;
  const random = (bytes: number): Uint8Array => crypto.getRandomValues(new Uint8Array(bytes));
  return new LivePlayer({ ...filmEffects(setup), picture, sendNonce, random, nowMs: browserClock() });
}

/** A player for a film that is stored. */
export function storedPlayer(setup: BrowserPlayerSetup): StoredPlayer {
  return new StoredPlayer({ ...filmEffects(setup), picture: setup.picture, nowMs: browserClock() });
}
