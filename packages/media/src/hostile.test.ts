import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Malformed, concat } from './bytes.ts';
import { FlvDemuxer } from './flv/demuxer.ts';
import { readFragment } from './fmp4/fragment.ts';
import { readInitSegment } from './fmp4/init-segment.ts';
import { readAvcConfig } from './h264/avcc.ts';
import { readSps, withoutReordering } from './h264/sps.ts';
import { decodeCheckpoint, decodeClose, decodeInit } from './record/claims.ts';
import { findRemains } from './record/recover.ts';
import { inspectRecording } from './record/report.ts';
import { testHub } from './testing/effects.ts';
import { SAMPLE_AVCC, frameAt, sampleRecords } from './testing/film.ts';
import { fragment } from './fmp4/fragment.ts';

/** Bytes near to what a parser expects, so that its depths are reached: a sample with pieces cut out, repeated and overwritten. */
function nearly(sample: Uint8Array): fc.Arbitrary<Uint8Array> {
  const edit = fc.record({
    at: fc.nat({ max: sample.length }),
    cut: fc.nat({ max: 40 }),
    put: fc.uint8Array({ maxLength: 40 }),
  });
  return fc
    .array(edit, { minLength: 1, maxLength: 4 })
    .map((edits) =>
      edits.reduce<Uint8Array>(
        (bytes, { at, cut, put }) => concat([bytes.subarray(0, at), put, bytes.subarray(at + cut)]),
        sample,
      ),
    );
}

const sps = readAvcConfig(SAMPLE_AVCC).sps[0] ?? new Uint8Array();
const parsers: readonly (readonly [string, (bytes: Uint8Array) => unknown, Uint8Array])[] = [
  [
    'an FLV stream',
    (bytes) => new FlvDemuxer().push(bytes),
    concat([Uint8Array.from(Buffer.from('464c5601010000000900000000', 'hex')), SAMPLE_AVCC]),
  ],
  ['an avcC', readAvcConfig, SAMPLE_AVCC],
  ['a sequence parameter set', readSps, sps],
  ['a parameter set to be rewritten', withoutReordering, sps],
  ['a fragment', readFragment, fragment(frameAt(0), 1)],
  ['an init segment', readInitSegment, new Uint8Array(500)],
  ['init claims', decodeInit, new Uint8Array(120)],
  ['a checkpoint', decodeCheckpoint, new Uint8Array(120)],
  ['a close', decodeClose, new Uint8Array(90)],
];

describe('bytes that somebody else chose', () => {
  test.each(parsers)('%s is read or malformed, nothing else', (_, parse, sample) => {
    fc.assert(
      fc.property(nearly(sample), (bytes) => {
        try {
          parse(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(Malformed);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a recording that was tampered with is never called whole, and never stops its reader', () => {
    const hub = testHub();
    const whole = concat(sampleRecords(hub, 20));
    fc.assert(
      fc.property(nearly(whole), (bytes) => {
        fc.pre(Buffer.compare(bytes, whole) !== 0);
        expect(inspectRecording(bytes, hub).verdict).not.toBe('ok');
        expect(findRemains(bytes, hub.sha256).wholeBytes).toBeLessThanOrEqual(bytes.length);
      }),
      { numRuns: 300 },
    );
  });
});
