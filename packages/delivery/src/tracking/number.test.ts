import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { readTrackingNumber } from './index.ts';

describe('a tracking number', () => {
  it.each([
    ['rb 473 124 829 de', 'RB473124829DE'],
    ['1Z 999-AA1-0123-456784', '1Z999AA10123456784'],
    [' 00340434161094042557\n', '00340434161094042557'],
  ])('as typed, %j, is %s', (typed, canonical) => {
    expect(readTrackingNumber(typed)).toBe(canonical);
  });

  it.each(['', '  - ', 'STRAßE1', 'ıD1', 'A'.repeat(35), 'A+B', '１２３'])('is refused: %j', (typed) => {
    expect(readTrackingNumber(typed)).toBeUndefined();
  });

  it('is the same once it is canonical, and always within the alphabet', () => {
    fc.assert(
      fc.property(fc.string(), (typed) => {
        const once = readTrackingNumber(typed);
        if (once === undefined) return;
        expect(once).toMatch(/^[0-9A-Z]{1,34}$/);
        expect(readTrackingNumber(once)).toBe(once);
      }),
    );
  });
});
