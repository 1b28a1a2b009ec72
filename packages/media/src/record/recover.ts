import { Malformed, sameBytes } from '../bytes.ts';
import { decodeCheckpoint, decodeClose, decodeInit, type CheckpointClaims, type InitClaims } from './claims.ts';
import { HASH_BYTES, SIGNATURE_BYTES, announcedSize, readRecord, type RawRecord } from './format.ts';
import type { Sha256 } from './keys.ts';
import type { ChainEnd } from './sealer.ts';

/** What is left of a recording in a spool whose writer was killed. */
export interface Remains {
  /** Bytes of whole, chained records; what follows them is a torn tail. */
  readonly wholeBytes: number;
  readonly end: ChainEnd;
  readonly frames: number;
  readonly init: InitClaims | undefined;
  readonly lastCheckpoint: CheckpointClaims | undefined;
  readonly closed: boolean;
}

/** Walks a spool to its last whole record. Needs no key and no signature check: the hub reads its own disk. */
export function findRemains(bytes: Uint8Array, sha256: Sha256): Remains {
  let remains: Remains = {
    wholeBytes: 0,
    end: { nextSeq: 0, head: new Uint8Array(HASH_BYTES) },
    frames: 0,
    init: undefined,
    lastCheckpoint: undefined,
    closed: false,
  };
  for (;;) {
    const next = nextWhole(bytes.subarray(remains.wholeBytes), remains, sha256);
    if (next === undefined) return remains;
    remains = next;
  }
}

function nextWhole(rest: Uint8Array, before: Remains, sha256: Sha256): Remains | undefined {
  try {
    if (rest.length < 4) return undefined;
    const size = announcedSize(rest);
    if (size > rest.length) return undefined;
    const record = readRecord(rest.subarray(0, size));
    if (record.seq !== before.end.nextSeq || !sameBytes(record.previous, before.end.head)) return undefined;
    return withRecord(before, record, sha256);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function withRecord(before: Remains, record: RawRecord, sha256: Sha256): Remains {
  const after = {
    ...before,
    wholeBytes: before.wholeBytes + record.bytes.length,
    end: { nextSeq: record.seq + 1, head: sha256(record.bytes) },
  };
  const signed = record.body.subarray(0, Math.max(0, record.body.length - SIGNATURE_BYTES));
  switch (record.type) {
    case 'init':
      return { ...after, init: decodeInit(initClaims(record.body)) };
    case 'key':
    case 'delta':
      return { ...after, frames: before.frames + 1 };
    case 'checkpoint':
      return { ...after, lastCheckpoint: decodeCheckpoint(signed) };
    case 'close':
      decodeClose(signed);
      return { ...after, closed: true };
  }
}

function initClaims(body: Uint8Array): Uint8Array {
  const length = ((body[0] ?? 0) << 8) | (body[1] ?? 0);
  return body.subarray(2, 2 + length - SIGNATURE_BYTES);
}
