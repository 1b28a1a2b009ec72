import { expect, test } from 'vitest';
import { concat } from '../bytes.ts';
import { testHub } from '../testing/effects.ts';
import { RECORDING_ID, closeAt, sampleRecords } from '../testing/film.ts';
import { findRemains } from './recover.ts';
import { inspectRecording } from './report.ts';
import { closeRecord } from './sealer.ts';

const hub = testHub();
const records = sampleRecords(hub);
const all = concat(records.slice(0, -1));

test('a spool cut at any byte is recovered to its last whole record and can be closed', () => {
  for (let length = 0; length <= all.length; length += 13) {
    const remains = findRemains(all.subarray(0, length), hub.sha256);
    expect(remains.wholeBytes).toBeLessThanOrEqual(length);
    if (remains.init === undefined) continue;
    const close = closeRecord(remains.end, closeAt(remains.frames, { reason: 'hub-restarted' }), hub.sign);
    const report = inspectRecording(concat([all.subarray(0, remains.wholeBytes), close]), hub);
    expect(report).toMatchObject({ verdict: 'ok', close: { reason: 'hub-restarted', recordingId: RECORDING_ID } });
  }
});

test('a tail of zeros, as a power cut leaves it, is no record', () => {
  const torn = concat([all, new Uint8Array(500)]);
  expect(findRemains(torn, hub.sha256)).toMatchObject({ wholeBytes: all.length, frames: 30, closed: false });
});

test('a closed recording is known as closed', () => {
  expect(findRemains(concat(records), hub.sha256).closed).toBe(true);
});
