import { crc32 } from 'node:zlib';

/** A record on disk: length u32 ‖ CRC-32 u32 ‖ payload, big-endian. The CRC finds torn writes; tampering is what receipts are for. */
const HEADER_BYTES = 8;
export const MAX_RECORD_BYTES = 1024 * 1024;

export function frame(payload: Uint8Array): Uint8Array {
  const framed = new Uint8Array(HEADER_BYTES + payload.length);
  const view = new DataView(framed.buffer);
  view.setUint32(0, payload.length);
  view.setUint32(4, crc32(payload));
  framed.set(payload, HEADER_BYTES);
  return framed;
}

/** How long the record at the start of these bytes says it is, with its header; no more than any may be. */
export function firstFrameBytes(bytes: Uint8Array): number {
  if (bytes.length < HEADER_BYTES) return HEADER_BYTES;
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  return HEADER_BYTES + Math.min(length, MAX_RECORD_BYTES);
}

export interface Unframed {
  readonly payloads: readonly Uint8Array[];
  /** How many bytes from the start are whole records; what follows is a torn tail and is cut off. */
  readonly wholeBytes: number;
}

export function unframe(bytes: Uint8Array): Unframed {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const payloads: Uint8Array[] = [];
  let at = 0;
  while (at + HEADER_BYTES <= bytes.length) {
    const length = view.getUint32(at);
    const end = at + HEADER_BYTES + length;
    // A file system may grow a file with zeros before it writes them: an empty record is a torn one.
    if (length === 0 || length > MAX_RECORD_BYTES || end > bytes.length) break;
    const payload = bytes.subarray(at + HEADER_BYTES, end);
    if (crc32(payload) !== view.getUint32(at + 4)) break;
    payloads.push(payload);
    at = end;
  }
  return { payloads, wholeBytes: at };
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
