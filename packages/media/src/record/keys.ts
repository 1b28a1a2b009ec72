import { ascii, concat } from '../bytes.ts';

/** A hash passed in, because this package names no crypto of its own. */
export type Sha256 = (data: Uint8Array) => Uint8Array;

/** Everything that comes out of one recording key; docs/protocol/recording.md §4. */
export interface RecordingKeys {
  /** AES-256-GCM key of every sealed record. */
  readonly seal: Uint8Array;
  /** 4 bytes; the nonce is these followed by the record's seq. */
  readonly salt: Uint8Array;
  /** Published in the init record: AES-GCM alone does not commit to its key. */
  readonly commitment: Uint8Array;
}

const BLOCK_BYTES = 64;

/** HMAC-SHA-256 (RFC 2104). */
export function hmac(sha256: Sha256, key: Uint8Array, message: Uint8Array): Uint8Array {
  const block = new Uint8Array(BLOCK_BYTES);
  block.set(key.length > BLOCK_BYTES ? sha256(key) : key);
  const inner = sha256(concat([block.map((byte) => byte ^ 0x36), message]));
  return sha256(concat([block.map((byte) => byte ^ 0x5c), inner]));
}

/** HKDF-Expand (RFC 5869 §2.3), at most 255 blocks. */
export function expand(sha256: Sha256, secret: Uint8Array, info: Uint8Array, length: number): Uint8Array {
  const blocks: Uint8Array[] = [];
  let last: Uint8Array = new Uint8Array(0);
  for (let index = 1; (index - 1) * 32 < length; index += 1) {
    last = hmac(sha256, secret, concat([last, info, Uint8Array.of(index)]));
    blocks.push(last);
  }
  return concat(blocks).subarray(0, length);
}

/** The schedule follows SFrame (RFC 9605 §4.4.2): extract once, then one label for each use. */
export function recordingKeys(sha256: Sha256, recordingKey: Uint8Array, recordingId: Uint8Array): RecordingKeys {
  const secret = hmac(sha256, concat([ascii('lk1 recording'), recordingId]), recordingKey);
  return {
    seal: expand(sha256, secret, ascii('lk1 recording seal'), 32),
    salt: expand(sha256, secret, ascii('lk1 recording salt'), 4),
    commitment: expand(sha256, secret, ascii('lk1 recording commitment'), 32),
  };
}
