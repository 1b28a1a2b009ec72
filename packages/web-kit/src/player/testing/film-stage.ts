import { sha256 } from '@noble/hashes/sha2.js';
import {
  RecordingSealer,
  fragment,
  initSegment,
  videoFormat,
  type CheckpointClaims,
  type CloseClaims,
  type SealerEffects,
} from '@latchkey/media';
import type { FilmEffects } from '../film-reader.ts';
import type { OpenedFrame, PictureSink } from '../picture-sink.ts';

export const HUB_START_MS = 1_790_000_000_000;
export const RECORDING_KEY = new Uint8Array(32).fill(7);
const RECORDING_ID = new Uint8Array(16).fill(1);
const AVCC = '0142c016ffe100196742c016da0280bfe5c0440000030004000003007a3c58ba8001000468ce0fc8';
const bytesOf = (hex: string): Uint8Array => Uint8Array.from(hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));

/**
 * Stand-ins with the shape of the real thing: a tag that any change breaks, and a signature that only this hub's secret
 * makes. What they prove is the player's logic; real AES-GCM and ES256 run in the packages that own them.
 */
const tag = (key: Uint8Array, nonce: Uint8Array, header: Uint8Array, text: Uint8Array): Uint8Array =>
  sha256(Uint8Array.from([...key, ...nonce, ...header, ...text])).subarray(0, 16);

const signature = (message: Uint8Array): Uint8Array =>
  Uint8Array.from([...sha256(message), ...sha256(Uint8Array.from([1, ...message]))]);

const hubEffects: SealerEffects = {
  sha256,
  sign: signature,
  seal: (key, nonce, header, text) => Uint8Array.from([...text, ...tag(key, nonce, header, text)]),
};

export function viewerEffects(recordingKey: Uint8Array | undefined = RECORDING_KEY): FilmEffects {
  return {
    sha256,
    verify: (message, given) => signature(message).join() === given.join(),
    openKey: () => Promise.resolve(recordingKey),
    opener: (key) =>
      Promise.resolve((nonce, header, ciphertext) => {
        const text = ciphertext.subarray(0, -16);
        const fits = tag(key, nonce, header, text).join() === ciphertext.subarray(-16).join();
        return fits ? Promise.resolve(text) : Promise.reject(new Error('the tag does not fit'));
      }),
  };
}

/** A hub that films: ten frames a second, a key frame each second. */
export class FilmingHub {
  readonly #sealer = new RecordingSealer(hubEffects, RECORDING_KEY, RECORDING_ID);
  #frames = 0;
  #captureMs = HUB_START_MS;

  init(): Uint8Array {
    const ids = { hubId: RECORDING_ID, recordingId: RECORDING_ID, visitId: RECORDING_ID };
    return this.#sealer.init(
      { ...ids, door: 1, startedMs: HUB_START_MS, envelopes: [] },
      initSegment(videoFormat(bytesOf(AVCC))),
    );
  }

  frame(captureMs: number): Uint8Array {
    const key = this.#frames % 10 === 0;
    const data = Uint8Array.of(0, 0, 0, 2, key ? 0x65 : 0x41, this.#frames & 255);
    this.#frames += 1;
    this.#captureMs = captureMs;
    const picture = { data, key, captureMs, decodeMs: captureMs - HUB_START_MS, compositionMs: 0, durationMs: 100 };
    return this.#sealer.frame(key ? 'key' : 'delta', fragment(picture, this.#frames));
  }

  checkpoint(signedMs: number, more: Partial<CheckpointClaims> = {}): Uint8Array {
    return this.#sealer.checkpoint({ ...this.#claims(signedMs), picture: 'moving', nonces: [], ...more });
  }

  close(signedMs: number, more: Partial<CloseClaims> = {}): Uint8Array {
    return this.#sealer.close({ ...this.#claims(signedMs), reason: 'finished', ...more });
  }

  #claims(signedMs: number) {
    const receipt = { receiptSeq: 1, receiptHead: new Uint8Array(32) };
    return {
      recordingId: RECORDING_ID,
      signedMs,
      lastCaptureMs: this.#captureMs,
      frames: this.#frames,
      gaps: [],
      ...receipt,
    };
  }
}

/** A screen that shows at once, or, when told so, later. */
export class TestSink implements PictureSink {
  readonly shown: number[] = [];
  readonly decoded: OpenedFrame[] = [];
  resets = 0;
  blanked = false;
  slow = false;
  onShown: (captureMs: number) => void = () => undefined;

  configure(): void {
    this.blanked = false;
  }

  show(opened: OpenedFrame, visible: boolean): void {
    this.decoded.push(opened);
    if (!visible || this.slow) return;
    this.shown.push(opened.frame.captureMs);
    this.onShown(opened.frame.captureMs);
  }

  reset(): void {
    this.resets += 1;
  }

  blank(): void {
    this.blanked = true;
  }

  close(): void {
    this.blank();
  }
}
