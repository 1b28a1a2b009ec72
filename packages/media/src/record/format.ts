import { ByteReader, ByteWriter, Malformed } from '../bytes.ts';

/** docs/protocol/recording.md §2: one sealed or signed piece of a recording. */
export type RecordType = 'init' | 'delta' | 'key' | 'checkpoint' | 'close';

export const RECORD_VERSION = 1;
export const HASH_BYTES = 32;
export const TAG_BYTES = 16;
export const SIGNATURE_BYTES = 64;
/** length u32, version u8, type u8, seq u64, previous hash. */
export const HEADER_BYTES = 4 + 1 + 1 + 8 + HASH_BYTES;
/** A frame larger than this is no frame: 8 MiB for the whole record. */
export const MAX_RECORD_BYTES = 8 * 1024 * 1024;

const CODES: Readonly<Record<RecordType, number>> = { init: 1, delta: 2, key: 3, checkpoint: 4, close: 5 };
const TYPES = new Map(Object.entries(CODES).map(([type, code]) => [code, type as RecordType]));

export interface Header {
  readonly type: RecordType;
  /** Counts every record of a recording from 0, the init record. */
  readonly seq: number;
  /** SHA-256 over the whole record before; 32 zero bytes in the init record. */
  readonly previous: Uint8Array;
}

/** A record as it travels: parsed outside, unverified inside. */
export interface RawRecord extends Header {
  /** The whole record, length field included: what the chain hashes. */
  readonly bytes: Uint8Array;
  /** The header's bytes: associated data of the seal, and first part of what is signed. */
  readonly header: Uint8Array;
  readonly body: Uint8Array;
}

/** The header of a record whose body has `bodyBytes` bytes; the length field counts what follows it. */
export function encodeHeader(header: Header, bodyBytes: number): Uint8Array {
  const writer = new ByteWriter(HEADER_BYTES)
    .u32(HEADER_BYTES - 4 + bodyBytes)
    .u8(RECORD_VERSION)
    .u8(CODES[header.type]);
  return writer.u64(header.seq).fixed(header.previous, HASH_BYTES).done();
}

/** Parses one whole record. Throws `Malformed` on an unknown version or type, or a wrong length. */
export function readRecord(bytes: Uint8Array): RawRecord {
  const reader = new ByteReader(bytes);
  if (reader.u32() !== bytes.length - 4) throw new Malformed('a record has another length than it says');
  if (reader.u8() !== RECORD_VERSION) throw new Malformed('an unknown record version');
  const type = TYPES.get(reader.u8());
  if (type === undefined) throw new Malformed('an unknown record type');
  const seq = reader.u64();
  const previous = reader.take(HASH_BYTES);
  return { type, seq, previous, bytes, header: bytes.subarray(0, HEADER_BYTES), body: reader.rest() };
}

/** The size a record announces in its first 4 bytes, those included. Throws `Malformed` outside the limits. */
export function announcedSize(firstBytes: Uint8Array): number {
  const size = new ByteReader(firstBytes).u32() + 4;
  if (size < HEADER_BYTES || size > MAX_RECORD_BYTES) throw new Malformed(`a record of ${size} bytes`);
  return size;
}
