/**
 * Where the burnt-in clock stands in a picture. One row of square blocks from the top left corner: four guards
 * (white, black, white, black), 32 bits of unix milliseconds, 8 bits of check; the same time for people below it.
 */
export interface StampLayout {
  /** Side of a block, pixels. */
  readonly block: number;
  readonly blocks: number;
  /** Distance of the row from the left and upper edge, pixels. */
  readonly margin: number;
}

export const GUARDS = [1, 0, 1, 0] as const;
export const CLOCK_BITS = 32;
export const CHECK_BITS = 8;
const BLOCKS = GUARDS.length + CLOCK_BITS + CHECK_BITS;

/** Blocks are even-sized, so that each lies on whole chroma samples, and the row takes at most three quarters of the width. */
export function stampLayout(width: number): StampLayout {
  const block = Math.max(4, Math.floor((width * 0.75) / BLOCKS / 2) * 2);
  return { block, blocks: BLOCKS, margin: 8 };
}

/** The clock's low 32 bits as written. */
export function stampValue(unixMs: number): number {
  return Math.floor(unixMs) % 0x1_0000_0000;
}

/** Catches a misread bit: every byte and its place take part. */
export function stampCheck(value: number): number {
  const bytes = [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
  return bytes.reduce((sum, byte, index) => (sum * 3 + byte + index) % 251, 7);
}

export function stampBits(unixMs: number): number[] {
  const value = stampValue(unixMs);
  const bits = (number: number, count: number): number[] =>
    Array.from({ length: count }, (_, index) => Math.floor(number / 2 ** (count - 1 - index)) % 2);
  return [...GUARDS, ...bits(value, CLOCK_BITS), ...bits(stampCheck(value), CHECK_BITS)];
}
