import { sameBytes } from '../bytes.ts';
import type { InitClaims } from './claims.ts';
import { recordingKeys, type RecordingKeys, type Sha256 } from './keys.ts';
import { nonceOf } from './sealer.ts';

/** Everything an AES-256-GCM call needs to open one record. */
export interface SealedPart {
  readonly seq: number;
  /** Associated data. */
  readonly header: Uint8Array;
  /** Ciphertext followed by the tag of 16 bytes. */
  readonly ciphertext: Uint8Array;
}

/** The keys of a recording, or undefined when this is not the key that its init record commits to. */
export function openRecording(sha256: Sha256, recordingKey: Uint8Array, init: InitClaims): RecordingKeys | undefined {
  const keys = recordingKeys(sha256, recordingKey, init.recordingId);
  return sameBytes(keys.commitment, init.commitment) ? keys : undefined;
}

/** The nonce of one record; the rest of its call is in `part`. */
export function nonceFor(keys: RecordingKeys, part: SealedPart): Uint8Array {
  return nonceOf(keys, part.seq);
}
