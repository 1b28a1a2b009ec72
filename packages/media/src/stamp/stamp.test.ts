import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockText, paintStamp, type LumaPlane } from './paint.ts';
import { readStamp, readStampRgba, stampAgeMs } from './read.ts';

const grey = (width: number, height: number): LumaPlane => ({
  luma: new Uint8Array(width * height).fill(120),
  width,
  height,
});
const times = fc.nat({ max: 2 ** 31 - 1 }).map((ms) => 1_790_000_000_000 + ms);

describe('the burnt-in clock', () => {
  test.each([320, 640, 768, 960, 1280, 1920])('is read back from a picture %i pixels wide', (width) => {
    fc.assert(
      fc.property(times, (ms) => {
        const plane = grey(width, 180);
        paintStamp(plane, ms);
        expect(readStamp(plane)).toBe(ms % 2 ** 32);
      }),
      { numRuns: 20 },
    );
  });

  test('survives noise as compression makes it', () => {
    const plane = grey(960, 540);
    paintStamp(plane, 1_790_000_123_456);
    const noisy = plane.luma.map((value, index) => Math.max(0, Math.min(255, value + ((index * 7919) % 61) - 30)));
    expect(readStamp({ ...plane, luma: noisy })).toBe(1_790_000_123_456 % 2 ** 32);
  });

  test('is read from a canvas', () => {
    const plane = grey(640, 360);
    paintStamp(plane, 1_790_000_000_001);
    const rgba = Uint8ClampedArray.from({ length: 640 * 360 * 4 }, (_, index) => plane.luma[index >> 2] ?? 0);
    expect(readStampRgba({ rgba, width: 640, height: 360 })).toBe(1_790_000_000_001 % 2 ** 32);
  });

  test('a picture without one gives none, and a flipped block is noticed', () => {
    expect(readStamp(grey(640, 360))).toBeUndefined();
    const plane = grey(640, 360);
    paintStamp(plane, 1_790_000_000_000);
    for (let index = 0; index < 44; index += 1) {
      const flipped = { ...plane, luma: plane.luma.slice() };
      const side = 10;
      for (let y = 8; y < 8 + side; y += 1) {
        for (let x = 8 + index * side; x < 8 + (index + 1) * side; x += 1)
          flipped.luma[y * 640 + x] = 251 - (plane.luma[y * 640 + x] ?? 0);
      }
      expect(readStamp(flipped), `block ${index}`).toBeUndefined();
    }
  });

  test('people read the same time', () => {
    expect(clockText(Date.UTC(2026, 10, 23, 9, 5, 7, 4))).toBe('09:05:07.004');
  });

  test('age survives the wrap of 32 bits', () => {
    expect(stampAgeMs(2 ** 32 - 10, 2 ** 32 * 3 + 15)).toBe(25);
    expect(stampAgeMs(100, 2 ** 32 * 3 + 150)).toBe(50);
  });
});
