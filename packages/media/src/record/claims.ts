import { ByteReader, ByteWriter, Malformed } from '../bytes.ts';
import { HASH_BYTES } from './format.ts';

/** docs/protocol/recording.md §5: what the hub states and signs in the clear. None of it shows a picture. */
export interface InitClaims {
  readonly hubId: Uint8Array;
  readonly recordingId: Uint8Array;
  readonly visitId: Uint8Array;
  readonly door: number;
  /** Capture time of the first frame, unix milliseconds by the hub's clock. */
  readonly startedMs: number;
  readonly commitment: Uint8Array;
  readonly envelopes: readonly KeyEnvelope[];
}

/** The recording key, sealed to one device. */
export interface KeyEnvelope {
  /** 1 = HPKE base mode, DHKEM(P-256, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. */
  readonly suite: number;
  /** Names the device's key; 8 bytes. */
  readonly kid: Uint8Array;
  readonly enc: Uint8Array;
  readonly ct: Uint8Array;
}

/** What the camera's picture looks like to the hub. */
export type PictureState = 'moving' | 'frozen' | 'covered' | 'lost';

/** A hole in the film, unix milliseconds by the hub's clock: last frame before, first frame after. */
export interface Gap {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface CheckpointClaims {
  readonly recordingId: Uint8Array;
  /** The hub's clock at signing, unix milliseconds. */
  readonly signedMs: number;
  /** Capture time of the newest frame before this record. */
  readonly lastCaptureMs: number;
  /** Frames so far. */
  readonly frames: number;
  readonly picture: PictureState;
  /** Newest receipt of the hub, so that film and bolt vouch for each other. */
  readonly receiptSeq: number;
  readonly receiptHead: Uint8Array;
  /** Holes over a second that ended since the checkpoint before. */
  readonly gaps: readonly Gap[];
  /** Nonces of 16 bytes that viewers sent since the checkpoint before. */
  readonly nonces: readonly Uint8Array[];
}

export type CloseReason = 'finished' | 'camera-lost' | 'spool-full' | 'hub-restarted' | 'stopped-by-member';

export interface CloseClaims {
  readonly recordingId: Uint8Array;
  readonly signedMs: number;
  readonly lastCaptureMs: number;
  readonly frames: number;
  readonly reason: CloseReason;
  readonly receiptSeq: number;
  readonly receiptHead: Uint8Array;
  readonly gaps: readonly Gap[];
}

export const ID_BYTES = 16;
export const NONCE_BYTES = 16;
export const MAX_ENVELOPES = 64;
export const MAX_GAPS = 64;
export const MAX_NONCES = 32;

const PICTURES = ['moving', 'frozen', 'covered', 'lost'] as const;
const REASONS = ['finished', 'camera-lost', 'spool-full', 'hub-restarted', 'stopped-by-member'] as const;

function pick<T>(list: readonly T[], index: number): T {
  const value = list[index];
  if (value === undefined) throw new Malformed(`an unknown code ${index}`);
  return value;
}

function readCount(reader: ByteReader, limit: number): number {
  const count = reader.u8();
  if (count > limit) throw new Malformed(`${count} where at most ${limit} may stand`);
  return count;
}

export function encodeInit(claims: InitClaims): Uint8Array {
  const writer = new ByteWriter().fixed(claims.hubId, ID_BYTES).fixed(claims.recordingId, ID_BYTES);
  writer.fixed(claims.visitId, ID_BYTES).u8(claims.door).u64(claims.startedMs).fixed(claims.commitment, 32);
  writer.u8(claims.envelopes.length);
  for (const { suite, kid, enc, ct } of claims.envelopes) {
    writer.u16(suite).fixed(kid, 8).u16(enc.length).bytes(enc).u16(ct.length).bytes(ct);
  }
  return writer.done();
}

/** Throws `Malformed`. */
export function decodeInit(bytes: Uint8Array): InitClaims {
  const reader = new ByteReader(bytes);
  const [hubId, recordingId, visitId] = [reader.take(ID_BYTES), reader.take(ID_BYTES), reader.take(ID_BYTES)];
  const [door, startedMs, commitment] = [reader.u8(), reader.u64(), reader.take(32)];
  const envelopes = Array.from({ length: readCount(reader, MAX_ENVELOPES) }, () => ({
    suite: reader.u16(),
    kid: reader.take(8),
    enc: reader.take(reader.u16()),
    ct: reader.take(reader.u16()),
  }));
  reader.end();
  return { hubId, recordingId, visitId, door, startedMs, commitment, envelopes };
}

function writeGaps(writer: ByteWriter, gaps: readonly Gap[]): void {
  writer.u8(gaps.length);
  for (const gap of gaps) writer.u64(gap.fromMs).u64(gap.toMs);
}

function readGaps(reader: ByteReader): Gap[] {
  return Array.from({ length: readCount(reader, MAX_GAPS) }, () => ({ fromMs: reader.u64(), toMs: reader.u64() }));
}

export function encodeCheckpoint(claims: CheckpointClaims): Uint8Array {
  const writer = new ByteWriter().fixed(claims.recordingId, ID_BYTES).u64(claims.signedMs).u64(claims.lastCaptureMs);
  writer
    .u32(claims.frames)
    .u8(PICTURES.indexOf(claims.picture))
    .u64(claims.receiptSeq)
    .fixed(claims.receiptHead, HASH_BYTES);
  writeGaps(writer, claims.gaps);
  writer.u8(claims.nonces.length);
  for (const nonce of claims.nonces) writer.fixed(nonce, NONCE_BYTES);
  return writer.done();
}

/** Throws `Malformed`. */
export function decodeCheckpoint(bytes: Uint8Array): CheckpointClaims {
  const reader = new ByteReader(bytes);
  const [recordingId, signedMs, lastCaptureMs] = [reader.take(ID_BYTES), reader.u64(), reader.u64()];
  const [frames, picture] = [reader.u32(), pick(PICTURES, reader.u8())];
  const [receiptSeq, receiptHead] = [reader.u64(), reader.take(HASH_BYTES)];
  const gaps = readGaps(reader);
  const nonces = Array.from({ length: readCount(reader, MAX_NONCES) }, () => reader.take(NONCE_BYTES));
  reader.end();
  return { recordingId, signedMs, lastCaptureMs, frames, picture, receiptSeq, receiptHead, gaps, nonces };
}

export function encodeClose(claims: CloseClaims): Uint8Array {
  const writer = new ByteWriter().fixed(claims.recordingId, ID_BYTES).u64(claims.signedMs).u64(claims.lastCaptureMs);
  writer
    .u32(claims.frames)
    .u8(REASONS.indexOf(claims.reason))
    .u64(claims.receiptSeq)
    .fixed(claims.receiptHead, HASH_BYTES);
  writeGaps(writer, claims.gaps);
  return writer.done();
}

/** Throws `Malformed`. */
export function decodeClose(bytes: Uint8Array): CloseClaims {
  const reader = new ByteReader(bytes);
  const [recordingId, signedMs, lastCaptureMs] = [reader.take(ID_BYTES), reader.u64(), reader.u64()];
  const [frames, reason] = [reader.u32(), pick(REASONS, reader.u8())];
  const [receiptSeq, receiptHead] = [reader.u64(), reader.take(HASH_BYTES)];
  const gaps = readGaps(reader);
  reader.end();
  return { recordingId, signedMs, lastCaptureMs, frames, reason, receiptSeq, receiptHead, gaps };
}
