import { ByteReader, Malformed, sameBytes } from '../bytes.ts';
import {
  decodeCheckpoint,
  decodeClose,
  decodeInit,
  type CheckpointClaims,
  type CloseClaims,
  type InitClaims,
} from './claims.ts';
import { SIGNATURE_BYTES, HEADER_BYTES, type RawRecord } from './format.ts';
import type { Sha256 } from './keys.ts';
import type { SealedPart } from './opener.ts';
import { toBeSigned } from './sealer.ts';
import { RecordSplitter } from './splitter.ts';

export interface VerifierEffects {
  readonly sha256: Sha256;
  /** ES256 with the key of the hub that the reader expects; the record never says which key to use. */
  readonly verify: (message: Uint8Array, signature: Uint8Array) => boolean;
}

export type BrokenWhy =
  | 'malformed'
  | 'no-init'
  | 'second-init'
  | 'order'
  | 'chain'
  | 'signature'
  | 'other-recording'
  | 'count'
  | 'after-close'
  /** Told by whoever holds the key: the chain may be right, the seal is not. */
  | 'seal';

/** One statement about the next piece of a recording. Only `init`, `frame`, `checkpoint`, `close` carry on to a player. */
export type Finding =
  | { readonly kind: 'init'; readonly init: InitClaims; readonly sealed: SealedPart }
  | { readonly kind: 'frame'; readonly key: boolean; readonly sealed: SealedPart }
  | { readonly kind: 'checkpoint'; readonly seq: number; readonly checkpoint: CheckpointClaims }
  | { readonly kind: 'close'; readonly seq: number; readonly close: CloseClaims }
  /** Records that never came; the next one after them is taken up again at a key frame. */
  | { readonly kind: 'missing'; readonly fromSeq: number; readonly toSeq: number }
  | { readonly kind: 'broken'; readonly seq: number; readonly why: BrokenWhy };

/**
 * Checks records as they arrive, without a key: order, chain and the hub's signatures (docs/protocol/recording.md §6).
 * A live viewer that joins late sees one `missing`; a stored film must show none. After `broken` nothing more is believed.
 */
export class RecordVerifier {
  readonly #effects: VerifierEffects;
  readonly #splitter = new RecordSplitter();
  #nextSeq = 0;
  #head: Uint8Array | undefined;
  #recordingId: Uint8Array | undefined;
  #frames = 0;
  #complete = true;
  #skipping = false;
  #ended: 'broken' | 'closed' | undefined;

  constructor(effects: VerifierEffects) {
    this.#effects = effects;
  }

  /** True when the stream stopped in the middle of a record. */
  get torn(): boolean {
    return this.#splitter.pending > 0;
  }

  push(chunk: Uint8Array): Finding[] {
    if (this.#ended === 'broken') return [];
    try {
      const findings = this.#splitter.push(chunk).flatMap((record) => this.#take(record));
      // A part of a record after the close is as much an addition as a whole one.
      return this.#ended === 'closed' && this.torn
        ? [...findings, this.#broken(this.#nextSeq, 'after-close')]
        : findings;
    } catch (error) {
      if (error instanceof Malformed) return [this.#broken(this.#nextSeq, 'malformed')];
      throw error;
    }
  }

  #broken(seq: number, why: BrokenWhy): Finding {
    this.#ended = 'broken';
    return { kind: 'broken', seq, why };
  }

  #take(record: RawRecord): Finding[] {
    const misplaced = this.#misplaced(record);
    if (this.#ended === 'broken') return [];
    if (misplaced !== undefined) return [this.#broken(record.seq, misplaced)];
    const findings: Finding[] = [];
    if (record.seq > this.#nextSeq) {
      findings.push({ kind: 'missing', fromSeq: this.#nextSeq, toSeq: record.seq - 1 });
      this.#complete = false;
      this.#skipping = true;
    }
    this.#nextSeq = record.seq + 1;
    this.#head = this.#effects.sha256(record.bytes);
    findings.push(...this.#read(record));
    return findings;
  }

  /** Where the record stands against the ones before; an attacker's relay chooses every byte of it. */
  #misplaced(record: RawRecord): BrokenWhy | undefined {
    if (this.#ended === 'closed') return 'after-close';
    if (this.#recordingId === undefined) return record.type === 'init' && record.seq === 0 ? undefined : 'no-init';
    if (record.type === 'init') return 'second-init';
    if (record.seq < this.#nextSeq) return 'order';
    const follows = record.seq === this.#nextSeq;
    if (follows && this.#head !== undefined && !sameBytes(record.previous, this.#head)) return 'chain';
    return undefined;
  }

  #read(record: RawRecord): Finding[] {
    switch (record.type) {
      case 'init':
        return [this.#readInit(record)];
      case 'key':
      case 'delta':
        return this.#readFrame(record);
      case 'checkpoint':
        return [this.#readCheckpoint(record)];
      case 'close':
        return [this.#readClose(record)];
    }
  }

  #readInit(record: RawRecord): Finding {
    const reader = new ByteReader(record.body);
    const statement = reader.take(reader.u16());
    const claims = this.#signedClaims(record.header, statement);
    if (claims === undefined) return this.#broken(record.seq, 'signature');
    const init = decodeInit(claims);
    this.#recordingId = init.recordingId;
    const header = record.bytes.subarray(0, HEADER_BYTES + 2 + statement.length);
    return { kind: 'init', init, sealed: { seq: record.seq, header, ciphertext: reader.rest() } };
  }

  /** After a hole, deltas mean nothing until the next key frame. */
  #readFrame(record: RawRecord): Finding[] {
    this.#frames += 1;
    if (record.type === 'key') this.#skipping = false;
    if (this.#skipping) return [];
    const sealed = { seq: record.seq, header: record.header, ciphertext: record.body };
    return [{ kind: 'frame', key: record.type === 'key', sealed }];
  }

  #readCheckpoint(record: RawRecord): Finding {
    const claims = this.#signedClaims(record.header, record.body);
    if (claims === undefined) return this.#broken(record.seq, 'signature');
    const checkpoint = decodeCheckpoint(claims);
    const problem = this.#disagreement(checkpoint);
    if (problem !== undefined) return this.#broken(record.seq, problem);
    return { kind: 'checkpoint', seq: record.seq, checkpoint };
  }

  #readClose(record: RawRecord): Finding {
    const claims = this.#signedClaims(record.header, record.body);
    if (claims === undefined) return this.#broken(record.seq, 'signature');
    const close = decodeClose(claims);
    const problem = this.#disagreement(close);
    if (problem !== undefined) return this.#broken(record.seq, problem);
    this.#ended = 'closed';
    return { kind: 'close', seq: record.seq, close };
  }

  #signedClaims(header: Uint8Array, statement: Uint8Array): Uint8Array | undefined {
    const length = statement.length - SIGNATURE_BYTES;
    if (length < 0) throw new Malformed('a statement shorter than its signature');
    const claims = statement.subarray(0, length);
    return this.#effects.verify(toBeSigned(header, claims), statement.subarray(length)) ? claims : undefined;
  }

  #disagreement(claims: { readonly recordingId: Uint8Array; readonly frames: number }): BrokenWhy | undefined {
    if (this.#recordingId === undefined || !sameBytes(claims.recordingId, this.#recordingId)) return 'other-recording';
    return this.#complete && claims.frames !== this.#frames ? 'count' : undefined;
  }
}
