import { closeRecord, findRemains, type Remains, type Sha256, type SignBytes } from '@latchkey/media';
import type { ReceiptHead } from './effects.ts';
import type { Spool } from './spool.ts';

export interface RecoveryEffects {
  readonly spool: Spool;
  readonly sha256: Sha256;
  readonly sign: SignBytes;
  /** Unix milliseconds, fractions allowed. */
  readonly nowMs: () => number;
  readonly receiptHead: () => ReceiptHead;
}

export interface RecoveredRecording {
  readonly recordingId: Uint8Array;
  readonly visitId: Uint8Array;
  readonly door: number;
  /** After the close record. */
  readonly bytes: number;
  readonly frames: number;
}

/**
 * At boot: every recording that a kill or a power cut left open is cut back to its last whole record and signed as
 * closed by a restart. What had not even its first record is removed.
 */
export async function recoverSpool(effects: RecoveryEffects): Promise<RecoveredRecording[]> {
  const recovered: RecoveredRecording[] = [];
  for (const { recordingId } of await effects.spool.list()) {
    const remains = findRemains(await effects.spool.readAll(recordingId), effects.sha256);
    if (remains.closed) continue;
    if (remains.init === undefined) await effects.spool.remove(recordingId);
    else recovered.push(await closeRemains(effects, recordingId, remains, remains.init));
  }
  return recovered;
}

async function closeRemains(
  effects: RecoveryEffects,
  recordingId: Uint8Array,
  remains: Remains,
  init: NonNullable<Remains['init']>,
): Promise<RecoveredRecording> {
  const { seq, head } = effects.receiptHead();
  const lastCaptureMs = remains.lastCheckpoint?.lastCaptureMs ?? init.startedMs;
  const close = closeRecord(
    remains.end,
    {
      recordingId,
      signedMs: Math.floor(effects.nowMs()),
      lastCaptureMs,
      frames: remains.frames,
      reason: 'hub-restarted',
      receiptSeq: seq,
      receiptHead: head,
      gaps: [],
    },
    effects.sign,
  );
  const file = await effects.spool.reopen(recordingId, remains.wholeBytes);
  await file.append(close);
  await file.sync();
  await file.close();
  const { visitId, door } = init;
  return { recordingId, visitId, door, bytes: remains.wholeBytes + close.length, frames: remains.frames };
}
