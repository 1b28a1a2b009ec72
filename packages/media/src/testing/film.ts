import { ascii } from '../bytes.ts';
import { fragment, type Frame } from '../fmp4/fragment.ts';
import { initSegment, videoFormat } from '../fmp4/init-segment.ts';
import type { CheckpointClaims, CloseClaims } from '../record/claims.ts';
import { RecordingSealer, type SealerEffects } from '../record/sealer.ts';

/** A real decoder configuration by x264: constrained baseline, 640 × 360. */
export const SAMPLE_AVCC = Uint8Array.from(
  Buffer.from('0142c016ffe100196742c016da0280bfe5c0440000030004000003007a3c58ba8001000468ce0fc8', 'hex'),
);

export const STARTED_MS = 1_790_000_000_000;
export const RECORDING_ID = ascii('recording-id-16b');
export const RECORDING_KEY = new Uint8Array(32).fill(7);

export function frameAt(index: number, everyMs = 100): Frame {
  const data = Uint8Array.of(0, 0, 0, 2, index % 10 === 0 ? 0x65 : 0x41, index);
  return {
    data,
    key: index % 10 === 0,
    captureMs: STARTED_MS + index * everyMs,
    decodeMs: index * everyMs,
    compositionMs: 0,
    durationMs: everyMs,
  };
}

export function checkpointAt(frames: number, more: Partial<CheckpointClaims> = {}): CheckpointClaims {
  const lastCaptureMs = STARTED_MS + (frames - 1) * 100;
  const receipt = { receiptSeq: 4, receiptHead: new Uint8Array(32).fill(9) };
  return {
    recordingId: RECORDING_ID,
    signedMs: lastCaptureMs + 20,
    lastCaptureMs,
    frames,
    picture: 'moving',
    gaps: [],
    nonces: [],
    ...receipt,
    ...more,
  };
}

export function closeAt(frames: number, more: Partial<CloseClaims> = {}): CloseClaims {
  const { recordingId, signedMs, lastCaptureMs, receiptSeq, receiptHead } = checkpointAt(frames);
  return {
    recordingId,
    signedMs,
    lastCaptureMs,
    receiptSeq,
    receiptHead,
    frames,
    gaps: [],
    reason: 'finished',
    ...more,
  };
}

/** A whole recording as separate records: init, then ten frames and a checkpoint at a time, then the close. */
export function sampleRecords(hub: SealerEffects, frames = 30): Uint8Array[] {
  const sealer = new RecordingSealer(hub, RECORDING_KEY, RECORDING_ID);
  const ids = { hubId: ascii('hub-id-16-bytes.'), recordingId: RECORDING_ID, visitId: ascii('visit-id-16-byte') };
  const envelopes = [{ suite: 1, kid: new Uint8Array(8).fill(1), enc: new Uint8Array(65), ct: new Uint8Array(48) }];
  const records = [
    sealer.init({ ...ids, door: 1, startedMs: STARTED_MS, envelopes }, initSegment(videoFormat(SAMPLE_AVCC))),
  ];
  for (let index = 0; index < frames; index += 1) {
    const frame = frameAt(index);
    records.push(sealer.frame(frame.key ? 'key' : 'delta', fragment(frame, index + 1)));
    if (index % 10 === 9) records.push(sealer.checkpoint(checkpointAt(index + 1)));
  }
  records.push(sealer.close(closeAt(frames)));
  return records;
}
