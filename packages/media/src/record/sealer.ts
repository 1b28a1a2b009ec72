import { ByteWriter, ascii, concat } from '../bytes.ts';
import {
  encodeCheckpoint,
  encodeClose,
  encodeInit,
  type CheckpointClaims,
  type CloseClaims,
  type InitClaims,
} from './claims.ts';
import { HASH_BYTES, HEADER_BYTES, SIGNATURE_BYTES, TAG_BYTES, encodeHeader, type RecordType } from './format.ts';
import { recordingKeys, type RecordingKeys, type Sha256 } from './keys.ts';

/** AES-256-GCM; the result is ciphertext followed by the tag of 16 bytes. */
export type Seal = (key: Uint8Array, nonce: Uint8Array, header: Uint8Array, plaintext: Uint8Array) => Uint8Array;
/** ES256 by the hub's key over a message; 64 bytes, r then s. Synchronous, because the next record hashes this one. */
export type SignBytes = (message: Uint8Array) => Uint8Array;

export interface SealerEffects {
  readonly sha256: Sha256;
  readonly seal: Seal;
  readonly sign: SignBytes;
}

const SIGNED = ascii('lk1 recording\0');

/** What the hub signs in an init, checkpoint or close record: never mistakable for a COSE structure, which starts 0x84. */
export function toBeSigned(header: Uint8Array, claims: Uint8Array): Uint8Array {
  return concat([SIGNED, header, claims]);
}

const NONCE_BYTES = 12;

/** salt ‖ seq: 12 bytes that never repeat under one key. */
export function nonceOf(keys: RecordingKeys, seq: number): Uint8Array {
  return new ByteWriter(NONCE_BYTES).bytes(keys.salt).u64(seq).done();
}

/** Where a chain stands: what a writer needs to go on and a restarted hub needs to close. */
export interface ChainEnd {
  readonly nextSeq: number;
  /** SHA-256 of the newest record. */
  readonly head: Uint8Array;
}

export const CHAIN_START: ChainEnd = { nextSeq: 0, head: new Uint8Array(HASH_BYTES) };

/** Seals the records of one recording, in order. Each method returns the bytes to write; nothing is kept but the chain's end. */
export class RecordingSealer {
  readonly #effects: SealerEffects;
  readonly #keys: RecordingKeys;
  #end = CHAIN_START;

  constructor(effects: SealerEffects, recordingKey: Uint8Array, recordingId: Uint8Array) {
    this.#effects = effects;
    this.#keys = recordingKeys(effects.sha256, recordingKey, recordingId);
  }

  get end(): ChainEnd {
    return this.#end;
  }

  /** The first record: claims in the clear and signed, the MP4 init segment sealed. */
  init(claims: Omit<InitClaims, 'commitment'>, initSegment: Uint8Array): Uint8Array {
    const encoded = encodeInit({ ...claims, commitment: this.#keys.commitment });
    const statementBytes = encoded.length + SIGNATURE_BYTES;
    const header = this.#header('init', 2 + statementBytes + initSegment.length + TAG_BYTES);
    const signature = this.#effects.sign(toBeSigned(header, encoded));
    const clear = new ByteWriter()
      .bytes(header)
      .u16(statementBytes)
      .bytes(encoded)
      .fixed(signature, SIGNATURE_BYTES)
      .done();
    return this.#append(clear, this.#seal(clear, initSegment));
  }

  /** One frame's CMAF chunk. */
  frame(type: 'key' | 'delta', chunk: Uint8Array): Uint8Array {
    const header = this.#header(type, chunk.length + TAG_BYTES);
    return this.#append(header, this.#seal(header, chunk));
  }

  checkpoint(claims: CheckpointClaims): Uint8Array {
    return this.#signed('checkpoint', encodeCheckpoint(claims));
  }

  close(claims: CloseClaims): Uint8Array {
    return this.#signed('close', encodeClose(claims));
  }

  #header(type: RecordType, bodyBytes: number): Uint8Array {
    return encodeHeader({ type, seq: this.#end.nextSeq, previous: this.#end.head }, bodyBytes);
  }

  #seal(header: Uint8Array, plaintext: Uint8Array): Uint8Array {
    return this.#effects.seal(this.#keys.seal, nonceOf(this.#keys, this.#end.nextSeq), header, plaintext);
  }

  #signed(type: 'checkpoint' | 'close', claims: Uint8Array): Uint8Array {
    const record = signedRecord(type, this.#end, claims, this.#effects.sign);
    return this.#append(record, new Uint8Array(0));
  }

  #append(...parts: readonly Uint8Array[]): Uint8Array {
    const bytes = concat(parts);
    this.#end = { nextSeq: this.#end.nextSeq + 1, head: this.#effects.sha256(bytes) };
    return bytes;
  }
}

function signedRecord(type: 'checkpoint' | 'close', end: ChainEnd, claims: Uint8Array, sign: SignBytes): Uint8Array {
  const header = encodeHeader({ type, seq: end.nextSeq, previous: end.head }, claims.length + SIGNATURE_BYTES);
  return new ByteWriter()
    .fixed(header, HEADER_BYTES)
    .bytes(claims)
    .fixed(sign(toBeSigned(header, claims)), SIGNATURE_BYTES)
    .done();
}

/** A close record for a chain whose key is gone: a hub that was killed and has only the spool left. */
export function closeRecord(end: ChainEnd, claims: CloseClaims, sign: SignBytes): Uint8Array {
  return signedRecord('close', end, encodeClose(claims), sign);
}
