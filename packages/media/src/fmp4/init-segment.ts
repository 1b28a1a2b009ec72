import { ByteReader, ByteWriter, Malformed, ascii } from '../bytes.ts';
import { codecString, readAvcConfig } from '../h264/avcc.ts';
import { readSps } from '../h264/sps.ts';
import { box, findBox, fullBox, readBoxes } from './boxes.ts';

/** Every film counts in milliseconds. */
export const TIMESCALE = 1000;
export const TRACK_ID = 1;

/** What a player must know before the first picture. */
export interface VideoFormat {
  /** RFC 6381, for example `avc1.42c01f`. */
  readonly codec: string;
  readonly avcC: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Reads size and codec out of an `avcC`. Throws `Malformed`. */
export function videoFormat(avcC: Uint8Array): VideoFormat {
  const config = readAvcConfig(avcC);
  const [sps] = config.sps;
  if (sps === undefined) throw new Malformed('no sequence parameter set');
  const { width, height } = readSps(sps);
  return { codec: codecString(config), avcC, width, height };
}

const MATRIX = new ByteWriter()
  .u32(0x10000)
  .u32(0)
  .u32(0)
  .u32(0)
  .u32(0x10000)
  .u32(0)
  .u32(0)
  .u32(0)
  .u32(0x4000_0000)
  .done();
const EMPTY = new Uint8Array(0);
const zeros = (count: number): Uint8Array => new Uint8Array(count);

/** `ftyp` and `moov` of a CMAF track with one H.264 stream (ISO/IEC 23000-19). */
export function initSegment(format: VideoFormat): Uint8Array {
  const brands = new ByteWriter().bytes(ascii('iso6')).u32(1).bytes(ascii('iso6cmfcmp41')).done();
  return new ByteWriter()
    .bytes(box('ftyp', brands))
    .bytes(box('moov', movieHeader(), track(format), extends_()))
    .done();
}

function movieHeader(): Uint8Array {
  const fields = new ByteWriter().u32(0).u32(0).u32(TIMESCALE).u32(0).u32(0x10000).u16(0x100).bytes(zeros(10));
  return fullBox(
    'mvhd',
    0,
    0,
    fields
      .bytes(MATRIX)
      .bytes(zeros(24))
      .u32(TRACK_ID + 1)
      .done(),
  );
}

function track(format: VideoFormat): Uint8Array {
  const size = new ByteWriter().u16(format.width).u16(0).u16(format.height).u16(0).done();
  const head = new ByteWriter()
    .u32(0)
    .u32(0)
    .u32(TRACK_ID)
    .u32(0)
    .u32(0)
    .bytes(zeros(16))
    .bytes(MATRIX)
    .bytes(size)
    .done();
  const mediaHead = new ByteWriter().u32(0).u32(0).u32(TIMESCALE).u32(0).u16(0x55c4).u16(0).done();
  const handler = new ByteWriter().u32(0).bytes(ascii('vide')).bytes(zeros(12)).u8(0).done();
  const media = box('mdia', fullBox('mdhd', 0, 0, mediaHead), fullBox('hdlr', 0, 0, handler), mediaInformation(format));
  return box('trak', fullBox('tkhd', 0, 3, head), media);
}

function mediaInformation(format: VideoFormat): Uint8Array {
  const self = fullBox('url ', 0, 1, EMPTY);
  const references = fullBox('dref', 0, 0, new ByteWriter().u32(1).bytes(self).done());
  return box('minf', fullBox('vmhd', 0, 1, zeros(8)), box('dinf', references), sampleTable(format));
}

function sampleTable(format: VideoFormat): Uint8Array {
  const entry = new ByteWriter().bytes(zeros(6)).u16(1).bytes(zeros(16)).u16(format.width).u16(format.height);
  entry.u32(0x48_0000).u32(0x48_0000).u32(0).u16(1).bytes(zeros(32)).u16(0x18).u16(0xffff);
  const avc1 = box('avc1', entry.done(), box('avcC', format.avcC));
  const description = fullBox('stsd', 0, 0, new ByteWriter().u32(1).bytes(avc1).done());
  const none = zeros(4);
  return box(
    'stbl',
    description,
    fullBox('stts', 0, 0, none),
    fullBox('stsc', 0, 0, none),
    fullBox('stsz', 0, 0, zeros(8)),
    fullBox('stco', 0, 0, none),
  );
}

function extends_(): Uint8Array {
  const defaults = new ByteWriter().u32(TRACK_ID).u32(1).u32(0).u32(0).u32(0).done();
  return box('mvex', fullBox('trex', 0, 0, defaults));
}

const AVC1_FIELDS_BYTES = 78;

/** The reverse of `initSegment`, for players. Throws `Malformed` on anything that `initSegment` would not write. */
export function readInitSegment(bytes: Uint8Array): VideoFormat {
  const reader = new ByteReader(findBox(bytes, 'moov/trak/mdia/minf/stbl/stsd'));
  reader.take(8);
  const [entry] = readBoxes(reader.rest());
  if (entry?.name !== 'avc1') throw new Malformed('the film is not H.264');
  const avcC = findBox(entry.body.subarray(AVC1_FIELDS_BYTES), 'avcC');
  return videoFormat(avcC.slice());
}
