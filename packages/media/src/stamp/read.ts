import { CHECK_BITS, CLOCK_BITS, GUARDS, stampCheck, stampLayout } from './layout.ts';
import type { LumaPlane } from './paint.ts';

/** Pixels as a canvas gives them: red, green, blue, alpha. */
export interface RgbaPicture {
  readonly rgba: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

const THRESHOLD = 126;

/**
 * The clock burnt into a picture, as unix milliseconds modulo 2³²; undefined when there is none to be read. The picture
 * must have the size it was stamped in.
 */
export function readStamp(plane: LumaPlane): number | undefined {
  return readBits(plane.width, (x, y) => plane.luma[y * plane.width + x] ?? 0);
}

/** The same from a canvas. */
export function readStampRgba(picture: RgbaPicture): number | undefined {
  return readBits(picture.width, (x, y) => {
    const at = (y * picture.width + x) * 4;
    return ((picture.rgba[at] ?? 0) + 2 * (picture.rgba[at + 1] ?? 0) + (picture.rgba[at + 2] ?? 0)) / 4;
  });
}

/** Milliseconds from a stamp to a time, across the wrap every 49 days. */
export function stampAgeMs(stamp: number, nowMs: number): number {
  const age = (Math.floor(nowMs) % 0x1_0000_0000) - stamp;
  return age < -0x8000_0000 ? age + 0x1_0000_0000 : age;
}

function readBits(width: number, brightness: (x: number, y: number) => number): number | undefined {
  const { block, blocks, margin } = stampLayout(width);
  const bits = Array.from({ length: blocks }, (_, index) => {
    const [x, y] = [margin + index * block + block / 2, margin + block / 2];
    const around = [brightness(x, y), brightness(x - 1, y), brightness(x, y - 1), brightness(x - 1, y - 1)];
    return around.reduce((sum, value) => sum + value, 0) / 4 > THRESHOLD ? 1 : 0;
  });
  if (GUARDS.some((guard, index) => bits[index] !== guard)) return undefined;
  const number = (from: number, count: number): number =>
    bits.slice(from, from + count).reduce<number>((sum, bit) => sum * 2 + bit, 0);
  const value = number(GUARDS.length, CLOCK_BITS);
  return number(GUARDS.length + CLOCK_BITS, CHECK_BITS) === stampCheck(value) ? value : undefined;
}
