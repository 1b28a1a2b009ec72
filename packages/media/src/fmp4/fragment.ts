import { ByteReader, ByteWriter, Malformed } from '../bytes.ts';
import { BOX_BYTES, boxCode, findBox, readBoxes } from './boxes.ts';
import { TRACK_ID } from './init-segment.ts';

/** One picture of a film, still compressed. */
export interface Frame {
  /** NAL units with 4-byte lengths. */
  readonly data: Uint8Array;
  readonly key: boolean;
  /** When the hub received it, its wall clock, unix milliseconds; strictly increasing within a recording. */
  readonly captureMs: number;
  /** Position in the film, milliseconds since its first frame. */
  readonly decodeMs: number;
  /** Presentation minus decode time, milliseconds. */
  readonly compositionMs: number;
  /** How long the picture is expected to stand, milliseconds. */
  readonly durationMs: number;
}

const NTP_UNIX_SECONDS = 2_208_988_800;
/** `prft` flags: the time is that of the capture (ISO/IEC 14496-12 §8.16.5). */
const TIME_OF_CAPTURE = 24;
const SYNC_SAMPLE = 0x0200_0000;
const DEPENDENT_SAMPLE = 0x0101_0000;

const CODES = {
  prft: boxCode('prft'),
  moof: boxCode('moof'),
  mfhd: boxCode('mfhd'),
  traf: boxCode('traf'),
  tfhd: boxCode('tfhd'),
  tfdt: boxCode('tfdt'),
  trun: boxCode('trun'),
  mdat: boxCode('mdat'),
};
/** Whole boxes; all of them but `mdat` have one size. */
const SIZES = { prft: 32, mfhd: 16, tfhd: 16, tfdt: 20, trun: 36 };
const TRAF_BYTES = BOX_BYTES + SIZES.tfhd + SIZES.tfdt + SIZES.trun;
const MOOF_BYTES = BOX_BYTES + SIZES.mfhd + TRAF_BYTES;
const VERSION_1 = 0x100_0000;
/** One sample, with its offset, duration, size, flags and signed composition time. */
const TRUN = VERSION_1 + 0x0f01;
const TFHD_BASE_IS_MOOF = 0x02_0000;

/**
 * One frame as one CMAF chunk: `prft` (capture time), `moof`, `mdat`. The init segment and all chunks in a row are a
 * playable MP4 file. `sequence` counts from 1. Written in one go: a hub makes many of these a second.
 */
export function fragment(frame: Frame, sequence: number): Uint8Array {
  const mdatBytes = BOX_BYTES + frame.data.length;
  const writer = new ByteWriter(SIZES.prft + MOOF_BYTES + mdatBytes);
  captureTime(writer, frame);
  movieFragment(writer, frame, sequence);
  return writer.u32(mdatBytes).u32(CODES.mdat).bytes(frame.data).done();
}

function captureTime(writer: ByteWriter, frame: Frame): void {
  const seconds = Math.floor(frame.captureMs / 1000);
  const fraction = Math.round(((frame.captureMs - seconds * 1000) / 1000) * 0x1_0000_0000);
  writer
    .u32(SIZES.prft)
    .u32(CODES.prft)
    .u32(VERSION_1 + TIME_OF_CAPTURE)
    .u32(TRACK_ID)
    .u32(seconds + NTP_UNIX_SECONDS)
    .u32(fraction)
    .u64(frame.decodeMs);
}

function movieFragment(writer: ByteWriter, frame: Frame, sequence: number): void {
  writer.u32(MOOF_BYTES).u32(CODES.moof);
  writer.u32(SIZES.mfhd).u32(CODES.mfhd).u32(0).u32(sequence);
  writer.u32(TRAF_BYTES).u32(CODES.traf);
  writer.u32(SIZES.tfhd).u32(CODES.tfhd).u32(TFHD_BASE_IS_MOOF).u32(TRACK_ID);
  writer.u32(SIZES.tfdt).u32(CODES.tfdt).u32(VERSION_1).u64(frame.decodeMs);
  writer
    .u32(SIZES.trun)
    .u32(CODES.trun)
    .u32(TRUN)
    .u32(1)
    .i32(MOOF_BYTES + BOX_BYTES)
    .u32(frame.durationMs)
    .u32(frame.data.length)
    .u32(frame.key ? SYNC_SAMPLE : DEPENDENT_SAMPLE)
    .i32(frame.compositionMs);
}

/** The reverse of `fragment`. Throws `Malformed` on anything that `fragment` would not write. */
export function readFragment(bytes: Uint8Array): Frame {
  const boxes = readBoxes(bytes);
  const [capture, moof, data] = boxes;
  if (boxes.length !== 3 || capture?.name !== 'prft' || moof?.name !== 'moof' || data?.name !== 'mdat') {
    throw new Malformed('a frame is prft, moof, mdat');
  }
  const capturedAt = new ByteReader(capture.body);
  capturedAt.take(8);
  const seconds = capturedAt.u32() - NTP_UNIX_SECONDS;
  const captureMs = seconds * 1000 + Math.round((capturedAt.u32() / 0x1_0000_0000) * 1000);
  const decode = new ByteReader(findBox(moof.body, 'traf/tfdt'));
  decode.take(4);
  const run = new ByteReader(findBox(moof.body, 'traf/trun'));
  run.take(12);
  const durationMs = run.u32();
  if (run.u32() !== data.body.length) throw new Malformed('a frame has another length than it says');
  const key = run.u32() === SYNC_SAMPLE;
  return { data: data.body, key, captureMs, decodeMs: decode.u64(), compositionMs: run.i32(), durationMs };
}
