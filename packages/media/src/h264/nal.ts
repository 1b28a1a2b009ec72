import { ByteReader, Malformed } from '../bytes.ts';

export const NAL_IDR = 5;
export const NAL_SPS = 7;
export const NAL_PPS = 8;

/** The low five bits of a NAL unit's first byte. */
export function nalType(nal: Uint8Array): number {
  return (nal[0] ?? 0) & 0x1f;
}

/** Splits a frame of length-prefixed NAL units (4-byte lengths). Throws `Malformed` when a length points outside. */
export function splitNals(data: Uint8Array): Uint8Array[] {
  const reader = new ByteReader(data);
  const nals: Uint8Array[] = [];
  while (reader.left > 0) {
    const length = reader.u32();
    if (length === 0) throw new Malformed('an empty NAL unit');
    nals.push(reader.take(length));
  }
  return nals;
}
