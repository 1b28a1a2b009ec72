import { describe, expect, test } from 'vitest';
import { ByteWriter, Malformed, ascii } from '../bytes.ts';
import { SAMPLE_AVCC } from '../testing/film.ts';
import { FlvDemuxer, type FlvEvent } from './demuxer.ts';

const HEADER = new ByteWriter().bytes(ascii('FLV')).u8(1).u8(1).u32(9).u32(0).done();

function tag(dtsMs: number, first: number, packet: number, data: Uint8Array, composition = 0): Uint8Array {
  const body = new ByteWriter()
    .u8(first)
    .u8(packet)
    .u8((composition >> 16) & 255)
    .u16(composition & 0xffff)
    .bytes(data)
    .done();
  const writer = new ByteWriter()
    .u8(9)
    .u8(0)
    .u16(body.length)
    .u8((dtsMs >> 16) & 255)
    .u16(dtsMs & 0xffff)
    .u8(Math.floor(dtsMs / 2 ** 24));
  return writer
    .u8(0)
    .u16(0)
    .bytes(body)
    .u32(body.length + 11)
    .done();
}

const FRAME = Uint8Array.of(0, 0, 0, 2, 0x65, 1);
const STREAM = new ByteWriter()
  .bytes(HEADER)
  .bytes(tag(0, 0x17, 0, SAMPLE_AVCC))
  .bytes(tag(2 ** 31 + 5, 0x17, 1, FRAME))
  .bytes(tag(40, 0x27, 1, FRAME, -3))
  .done();

const EXPECTED: FlvEvent[] = [
  { kind: 'config', avcC: SAMPLE_AVCC },
  { kind: 'frame', data: FRAME, key: true, dtsMs: 2 ** 31 + 5, compositionMs: 0 },
  { kind: 'frame', data: FRAME, key: false, dtsMs: 40, compositionMs: -3 },
];

describe('FLV', () => {
  test.each([1, 2, 3, 7, 13, STREAM.length])('gives the same frames in chunks of %i bytes', (size) => {
    const demuxer = new FlvDemuxer();
    const events: FlvEvent[] = [];
    for (let at = 0; at < STREAM.length; at += size) events.push(...demuxer.push(STREAM.subarray(at, at + size)));
    expect(events).toEqual(EXPECTED);
  });

  test('hands a frame on with its last byte, not with the next frame', () => {
    const demuxer = new FlvDemuxer();
    const upToFirstFrame = STREAM.subarray(
      0,
      HEADER.length + tag(0, 0x17, 0, SAMPLE_AVCC).length + tag(0, 0x17, 1, FRAME).length,
    );
    expect(demuxer.push(upToFirstFrame)).toHaveLength(2);
  });

  test('skips sound and script tags', () => {
    const script = tag(0, 0x17, 1, FRAME);
    script[0] = 18;
    expect(new FlvDemuxer().push(new ByteWriter().bytes(HEADER).bytes(script).done())).toEqual([]);
  });

  test('refuses another format and another codec', () => {
    expect(() => new FlvDemuxer().push(new Uint8Array(13))).toThrow(Malformed);
    const demuxer = new FlvDemuxer();
    demuxer.push(HEADER);
    expect(() => demuxer.push(tag(0, 0x1c, 1, FRAME))).toThrow(Malformed);
  });
});
