import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './bytes.ts';

describe('the hex form', () => {
  it.each([0, 1, 16, 255, 1023, 1024, 1025, 4000])('of %d bytes is what Node writes, and is read back', (length) => {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37) & 0xff);
    expect(toHex(bytes)).toBe(Buffer.from(bytes).toString('hex'));
    expect(fromHex(toHex(bytes))).toEqual(bytes);
  });
});
