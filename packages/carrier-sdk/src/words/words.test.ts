import { describe, expect, it } from 'vitest';
import type { Fact } from '../receipts.ts';
import { tell } from './index.ts';

const hole = (lengthMs: number): Fact => ({
  seq: 1,
  event: 'gap',
  detail: { lengthMs },
  evidence: { receipt: '', parent: '' },
});

describe('a hole in the film', () => {
  it('is told where it begins, and then how long it was, as each language writes it', () => {
    expect(tell(hole(0), 'en')).toBe('The camera gives no picture from here on.');
    expect(tell(hole(1100), 'en')).toBe('The film has a hole of 1.1 s.');
    expect(tell(hole(1100), 'de')).toBe('Dem Film fehlen 1,1 s.');
  });
});
