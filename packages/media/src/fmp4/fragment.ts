import { ByteReader, ByteWriter, Malformed } from '../bytes.ts';
import { box, findBox, fullBox, readBoxes } from './boxes.ts';
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

/**
 * One frame as one CMAF chunk: `prft` (capture time), `moof`, `mdat`. The init segment and all chunks in a row are a
 * playable MP4 file. `sequence` counts from 1.
 */
export function fragment(frame: Frame, sequence: number): Uint8Array {
  const sizeWithoutData = movieFragment(frame, sequence, 0).length;
  const moof = movieFragment(frame, sequence, sizeWithoutData + 8);
  return new ByteWriter().bytes(captureTime(frame)).bytes(moof).bytes(box('mdat', frame.data)).done();
}

function captureTime(frame: Frame): Uint8Array {
  const seconds = Math.floor(frame.captureMs / 1000);
  const fraction = Math.round(((frame.captureMs - seconds * 1000) / 1000) * 0x1_0000_0000);
  const fields = new ByteWriter()
    .u32(TRACK_ID)
    .u32(seconds + NTP_UNIX_SECONDS)
    .u32(fraction)
    .u64(frame.decodeMs)
    .done();
  return fullBox('prft', 1, TIME_OF_CAPTURE, fields);
}

function movieFragment(frame: Frame, sequence: number, dataOffset: number): Uint8Array {
  const run = new ByteWriter().u32(1).i32(dataOffset).u32(frame.durationMs).u32(frame.data.length);
  run.u32(frame.key ? SYNC_SAMPLE : DEPENDENT_SAMPLE).i32(frame.compositionMs);
  const trackFragment = box(
    'traf',
    fullBox('tfhd', 0, 0x02_0000, new ByteWriter().u32(TRACK_ID).done()),
    fullBox('tfdt', 1, 0, new ByteWriter().u64(frame.decodeMs).done()),
    fullBox('trun', 1, 0xf01, run.done()),
  );
  return box('moof', fullBox('mfhd', 0, 0, new ByteWriter().u32(sequence).done()), trackFragment);
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
