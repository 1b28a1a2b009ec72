import { createCipheriv } from 'node:crypto';
import { nodePrimitives } from '@latchkey/keys/node';
import type { KeyEnvelope, PictureState, Seal, SealerEffects, Sha256 } from '@latchkey/media';
import type { Camera, CameraClock } from '../drivers/cameras/camera.ts';
import type { Spool } from './spool.ts';

export interface ReceiptHead {
  readonly seq: number;
  /** 32 bytes. */
  readonly head: Uint8Array;
}

/** What a recorder of one door needs; all of it is the hub's. */
export interface RecorderEffects {
  readonly door: number;
  /** 16 bytes. */
  readonly hubId: Uint8Array;
  readonly camera: Camera;
  readonly spool: Spool;
  readonly clock: CameraClock;
  readonly crypto: SealerEffects & { random(bytes: number): Uint8Array };
  /** Seals the recording key to every device of the household, or to `only`; the key must not be kept. */
  readonly wrapKey: (
    recordingKey: Uint8Array,
    recordingId: Uint8Array,
    only?: { readonly kid: Uint8Array; readonly sealingKey: Uint8Array },
  ) => Promise<readonly KeyEnvelope[]>;
  readonly receiptHead: () => ReceiptHead;
  readonly events: RecorderEvents;
  /** Free space below which no recording is begun, bytes. */
  readonly reserveBytes?: number;
}

export interface RecorderEvents {
  /** Whole records that the spool has: to be sent as they are. */
  records(event: { readonly recordingId: Uint8Array; readonly offset: number; readonly bytes: Uint8Array }): void;
  /** A hole over a second: told when it is a second old (`toMs` undefined) and again when it ends. */
  gap(event: { readonly recordingId: Uint8Array; readonly fromMs: number; readonly toMs: number | undefined }): void;
  /** At each change while the camera is open. */
  picture(event: { readonly picture: PictureState }): void;
  /** The recording cannot go on; what is on the disk stays. */
  failed(event: { readonly recordingId: Uint8Array; readonly why: 'disk-failed' | 'spool-full' }): void;
}

/** What is provably recorded right now: the door's loop asks this before the bolt moves. */
export interface Coverage {
  readonly recording: boolean;
  readonly recordingId?: Uint8Array;
  /** Capture times of the first and the newest frame that the disk has confirmed, unix milliseconds; 0 without any. */
  readonly onDiskFromMs: number;
  readonly onDiskToMs: number;
  /** The chain so far: the unlock receipt names it. */
  readonly nextSeq: number;
  readonly head: Uint8Array;
  readonly picture: PictureState;
  /** Age of the newest frame, on disk or not; Infinity without any. */
  readonly lastFrameAgeMs: number;
  /** How far the ring in memory reaches back. */
  readonly ringMs: number;
}

export const { sha256: nodeSha256 }: { readonly sha256: Sha256 } = nodePrimitives();

const TAG_BYTES = 16;

export const nodeSeal: Seal = (key, nonce, header, plaintext) => {
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header);
  const sealed = new Uint8Array(plaintext.length + TAG_BYTES);
  // GCM gives back what it took in one piece; `final` only ends it.
  sealed.set(cipher.update(plaintext));
  cipher.final();
  sealed.set(cipher.getAuthTag(), plaintext.length);
  return sealed;
};
