import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed } from '../bytes.ts';
import { SAMPLE_AVCC, frameAt } from '../testing/film.ts';
import { readBoxes } from './boxes.ts';
import { fragment, readFragment } from './fragment.ts';
import { initSegment, readInitSegment, videoFormat } from './init-segment.ts';

describe('a film as fragmented MP4', () => {
  test('the init segment gives back size, codec and decoder configuration', () => {
    const format = videoFormat(SAMPLE_AVCC);
    expect(readInitSegment(initSegment(format))).toEqual({
      codec: 'avc1.42c016',
      avcC: SAMPLE_AVCC,
      width: 640,
      height: 360,
    });
  });

  test('every frame comes back as it went in', () => {
    const frames = fc.record({
      data: fc.uint8Array({ minLength: 1, maxLength: 300 }),
      key: fc.boolean(),
      captureMs: fc.nat({ max: 2_000_000_000 }).map((ms) => 1_790_000_000_000 + ms),
      decodeMs: fc.nat(),
      compositionMs: fc.integer({ min: -500, max: 500 }),
      durationMs: fc.nat({ max: 5000 }),
    });
    fc.assert(
      fc.property(frames, fc.nat(), (frame, sequence) => {
        expect(readFragment(fragment(frame, sequence))).toEqual(frame);
      }),
    );
  });

  test('the data offset of the run points at the picture', () => {
    const frame = frameAt(3);
    const bytes = fragment(frame, 4);
    const moofAt = 8 + (readBoxes(bytes)[0]?.body.length ?? 0);
    const text = Buffer.from(bytes);
    const offset = text.readInt32BE(text.indexOf('trun') + 12);
    expect(bytes.subarray(moofAt + offset)).toEqual(frame.data);
    // Version 1: the composition time may be negative (ISO/IEC 14496-12 §8.8.8).
    expect(text.readUInt32BE(text.indexOf('trun') + 4)).toBe(0x0100_0f01);
    expect(text.readUInt32BE(text.indexOf('tfhd') + 4)).toBe(0x0002_0000);
    expect(text.readUInt32BE(text.indexOf('prft') + 4)).toBe(0x0100_0018);
  });

  test('a cut or foreign fragment is malformed, never a picture', () => {
    const bytes = fragment(frameAt(0), 1);
    for (let length = 0; length < bytes.length; length += 1)
      expect(() => readFragment(bytes.subarray(0, length))).toThrow(Malformed);
    expect(() => readInitSegment(bytes)).toThrow(Malformed);
  });
});
