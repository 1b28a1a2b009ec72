import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { arriving } from './arriving.ts';

const progress = fc.record({
  etaS: fc.integer({ min: 0, max: 86_400 }),
  stopsBefore: fc.integer({ min: 0, max: 500 }),
});

describe('arriving soon', () => {
  it('is said when two stops are still before this one', () => {
    expect(arriving({ etaS: 600, stopsBefore: 2 }, false)).toEqual({
      notify: true,
      say: { etaS: 600, stopsBefore: 2 },
    });
  });

  it('is not said three stops before, however short they are', () => {
    expect(arriving({ etaS: 600, stopsBefore: 3 }, false).notify).toBe(false);
    expect(arriving({ etaS: 30, stopsBefore: 3 }, false).notify).toBe(false);
  });

  it('is not said of the next stop while that is far away, and a long way is not made short', () => {
    expect(arriving({ etaS: 1800, stopsBefore: 0 }, false)).toEqual({
      notify: false,
      say: { etaS: 1800, stopsBefore: 0 },
    });
  });

  it('is said late rather than never when the courier skips the stops between', () => {
    expect(arriving({ etaS: 90, stopsBefore: 0 }, false).notify).toBe(true);
  });

  it('is said once', () => {
    expect(arriving({ etaS: 200, stopsBefore: 1 }, true).notify).toBe(false);
  });

  it('does not repeat an estimate that so many stops cannot take', () => {
    expect(arriving({ etaS: 86_400, stopsBefore: 2 }, false).say.etaS).toBe(3600);
    expect(arriving({ etaS: 0, stopsBefore: 2 }, false).say.etaS).toBe(120);
  });

  it('announces at most 15 minutes ahead, and an estimate within its stops', () => {
    fc.assert(
      fc.property(progress, fc.boolean(), (p, told) => {
        const { notify, say } = arriving(p, told);
        expect(say.etaS).toBeGreaterThanOrEqual(p.stopsBefore * 60);
        expect(say.etaS).toBeLessThanOrEqual(Math.max(3600, p.stopsBefore * 60));
        if (notify) expect(say.etaS).toBeLessThanOrEqual(900);
      }),
    );
  });
});
