/**
 * The part of CBOR that lk1 uses (RFC 8949 §3, deterministic as in §4.2.1): integers within ±(2^53 − 1), byte and text
 * strings, arrays, maps with integer keys, true and false. No tags, floats, null, undefined or indefinite lengths.
 */
export type CborValue = number | boolean | string | Uint8Array | CborArray | CborMap;
export type CborArray = readonly CborValue[];
export type CborMap = ReadonlyMap<number, CborValue>;

export const MAX_DEPTH = 8;

export function isCborArray(value: CborValue): value is CborArray {
  return Array.isArray(value);
}
