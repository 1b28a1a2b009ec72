import { describe, expect, test } from 'vitest';
import { ascii, concat } from '../bytes.ts';
import { readFragment } from '../fmp4/fragment.ts';
import { readInitSegment } from '../fmp4/init-segment.ts';
import { testHub } from '../testing/effects.ts';
import { RECORDING_ID, RECORDING_KEY, checkpointAt, frameAt, sampleRecords } from '../testing/film.ts';
import { HEADER_BYTES, TAG_BYTES } from './format.ts';
import { openRecording } from './opener.ts';
import { RecordingSealer } from './sealer.ts';
import { inspectRecording, type Verdict } from './report.ts';
import { RecordVerifier, type Finding } from './verifier.ts';

const hub = testHub();
const records = sampleRecords(hub);
const without = (...gone: number[]): Uint8Array => concat(records.filter((_, index) => !gone.includes(index)));
const verdict = (bytes: Uint8Array): Verdict => inspectRecording(bytes, hub).verdict;

describe('P9 a recording shows what was done to it', () => {
  test('a whole recording is ok, in chunks of any size', () => {
    const all = concat(records);
    expect(inspectRecording(all, hub)).toMatchObject({
      verdict: 'ok',
      frames: 30,
      missing: [],
      close: { reason: 'finished', frames: 30 },
    });
    const verifier = new RecordVerifier(hub);
    const kinds = Array.from(all, (byte) => verifier.push(Uint8Array.of(byte)))
      .flat()
      .map((finding) => finding.kind);
    expect(kinds.filter((kind) => kind === 'frame')).toHaveLength(30);
    expect(verifier.torn).toBe(false);
  });

  test('a recording without its close is truncated, wherever it ends', () => {
    expect(verdict(without(records.length - 1))).toBe('truncated');
    expect(verdict(concat(records).subarray(0, 3000))).toBe('truncated');
  });

  test('a dropped record is a gap, and playing goes on at the next key frame', () => {
    const report = inspectRecording(without(5), hub);
    expect(report).toMatchObject({ verdict: 'gap', missing: [{ fromSeq: 5, toSeq: 5 }] });
    expect(report.frames).toBe(24);
  });

  test('a dropped checkpoint is a gap too', () => {
    expect(inspectRecording(without(11), hub).missing).toEqual([{ fromSeq: 11, toSeq: 11 }]);
  });

  test('no bit of a whole recording can be changed unnoticed', () => {
    const all = concat(records);
    for (let at = 0; at < all.length; at += 7) {
      const changed = all.slice();
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      expect(verdict(changed), `byte ${at}`).not.toBe('ok');
    }
  });

  test('swapped, repeated and foreign records are broken', () => {
    const swapped = records.slice();
    [swapped[3], swapped[4]] = [records[4] ?? new Uint8Array(), records[3] ?? new Uint8Array()];
    expect(verdict(concat(swapped))).toBe('broken');
    expect(verdict(concat([...records.slice(0, 4), records[3] ?? new Uint8Array(), ...records.slice(4)]))).toBe(
      'broken',
    );
    expect(inspectRecording(concat([...records, records[5] ?? new Uint8Array()]), hub).broken?.why).toBe('after-close');
    expect(inspectRecording(without(0), hub).broken?.why).toBe('no-init');
    expect(inspectRecording(concat([records[0] ?? new Uint8Array(), ...records]), hub).broken?.why).toBe('second-init');
  });

  test('a recording signed by another hub is broken from the first record', () => {
    expect(inspectRecording(concat(sampleRecords(testHub())), hub).broken).toEqual({ seq: 0, why: 'signature' });
  });

  test.each([
    ['another recording', { recordingId: ascii('another-id-16bts') }, 'other-recording'],
    ['more frames than there are', { frames: 2 }, 'count'],
  ])('a checkpoint that vouches for %s does not fit', (_, claims, why) => {
    const sealer = new RecordingSealer(hub, RECORDING_KEY, RECORDING_ID);
    const ids = { hubId: ascii('hub-id-16-bytes.'), recordingId: RECORDING_ID, visitId: ascii('visit-id-16-byte') };
    const init = sealer.init({ ...ids, door: 1, startedMs: 1, envelopes: [] }, ascii('init'));
    const bytes = concat([init, sealer.frame('key', ascii('frame')), sealer.checkpoint(checkpointAt(1, claims))]);
    expect(inspectRecording(bytes, hub).broken).toEqual({ seq: 2, why });
  });
});

describe('P8 a recording opens with its key and no other', () => {
  const findings = new RecordVerifier(hub).push(concat(records));
  const [first] = findings;
  if (first?.kind !== 'init') throw new Error('a recording begins with its init record');

  test('frames come back as they were filmed', () => {
    const keys = openRecording(hub.sha256, RECORDING_KEY, first.init);
    if (keys === undefined) throw new Error('the key fits its commitment');
    expect(readInitSegment(hub.open(keys, first.sealed))).toMatchObject({ width: 640, height: 360 });
    const frames = findings.filter((finding): finding is Finding & { kind: 'frame' } => finding.kind === 'frame');
    expect(frames.map(({ sealed }) => readFragment(hub.open(keys, sealed)))).toEqual(
      frames.map((_, index) => frameAt(index)),
    );
  });

  test('a wrong key is told by the commitment, before anything is opened', () => {
    expect(openRecording(hub.sha256, new Uint8Array(32).fill(8), first.init)).toBeUndefined();
  });

  test('sealing costs 62 bytes a frame', () => {
    const frame = findings.find((finding) => finding.kind === 'frame');
    expect(frame?.kind === 'frame' && frame.sealed.header.length).toBe(HEADER_BYTES);
    expect(HEADER_BYTES + TAG_BYTES).toBe(62);
  });
});

describe('a live viewer', () => {
  test('joins at a key frame: what came before is missing, not broken', () => {
    const verifier = new RecordVerifier(hub);
    const kinds = verifier
      .push(concat([records[0] ?? new Uint8Array(), ...records.slice(12, 23)]))
      .map((finding) => finding.kind);
    expect(kinds).toEqual(['init', 'missing', ...Array<string>(10).fill('frame'), 'checkpoint']);
  });

  test('is shown no delta whose key frame never came', () => {
    const verifier = new RecordVerifier(hub);
    const kinds = verifier
      .push(concat([records[0] ?? new Uint8Array(), ...records.slice(14, 24)]))
      .map((finding) => finding.kind);
    expect(kinds.slice(0, 3)).toEqual(['init', 'missing', 'checkpoint']);
  });
});
