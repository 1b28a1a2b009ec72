import { describe, expect, it } from 'vitest';
import { phaseOf } from './phase.ts';
import { LoopOnABench, rings } from './testing/door.ts';

/** Whose limits a passage has, and when it is over. */

describe('a member who opens while a visit is under way', () => {
  const inside = (maxOpenMs: number) => {
    const bench = new LoopOnABench();
    bench.knock('visit', maxOpenMs);
    bench.report({ bolt: 0, contact: 'open' });
    bench.pass(30_000);
    bench.on({ type: 'intent', by: 'member', maxOpenMs: 600_000 });
    bench.report({});
    return bench;
  };

  it.each([60_000, 1_800_000])(
    'P5: neither lengthens nor shortens what the visit may stand open: %i ms',
    (maxOpenMs) => {
      const bench = inside(maxOpenMs);
      bench.pass(3_600_000);
      const [first] = bench.all('alarm');
      expect(first).toMatchObject({ reason: 'left-open', visit: 'visit', atMs: maxOpenMs });
      expect(rings(bench, 'dwell')[0]).toBe(maxOpenMs + 60_000);
    },
  );

  it('P5: does not ring an alarm anew that a member has heard', () => {
    const bench = new LoopOnABench();
    bench.knock('visit', 60_000);
    bench.report({ bolt: 0, contact: 'open' });
    bench.pass(70_000);
    bench.on({ type: 'acknowledged' });
    bench.on({ type: 'intent', by: 'member', maxOpenMs: 600_000 });
    bench.report({});
    bench.pass(30_000);
    expect(rings(bench, 'left-open')).toHaveLength(1);
  });

  it('P3: does not make a visit that was blocked a complete one', () => {
    const bench = new LoopOnABench();
    bench.knock();
    bench.report({ bolt: 0, contact: 'open' });
    bench.on({ type: 'visit-over', visit: 'visit', why: 'blocked' });
    bench.on({ type: 'intent', by: 'member', maxOpenMs: 600_000 });
    bench.report({ contact: 'closed' });
    bench.pass(10_000);
    bench.report({ bolt: 100 });
    bench.pass(10_000);
    expect(phaseOf(bench.state)).toBe('blocked');
    expect(bench.receipts()).not.toContain('complete');
  });

  it('has ten minutes of their own once the visit was locked', () => {
    const bench = inside(60_000);
    bench.report({ contact: 'closed' });
    bench.pass(4000);
    bench.report({ bolt: 100 });
    expect(phaseOf(bench.state)).toBe('locked');
    bench.on({ type: 'intent', by: 'member', maxOpenMs: 600_000 });
    const openedMs = bench.nowMs;
    bench.report({ bolt: 0, contact: 'open' });
    bench.pass(700_000);
    expect(rings(bench, 'left-open')[0]).toBe(openedMs + 600_000);
  });
});

describe('a passage that is LOCKED', () => {
  const lockedAgain = () => {
    const bench = new LoopOnABench();
    bench.knock();
    bench.report({ bolt: 0, contact: 'open' });
    bench.pass(2000);
    bench.report({ contact: 'closed' });
    bench.pass(3000);
    bench.report({ bolt: 100 });
    return bench;
  };

  it('P8: is not filmed for as long as the wires are dead: it is complete after 15 s', () => {
    const bench = lockedAgain();
    bench.on({ type: 'hardware-lost' });
    bench.pass(14_000, true);
    expect(phaseOf(bench.state)).toBe('locked');
    bench.pass(1000, true);
    expect(phaseOf(bench.state)).toBe('complete');
    expect(bench.state.film).toBeUndefined();
  });

  it('P5: of which a sensor flaps then ends too, and that alarm goes on', () => {
    const bench = lockedAgain();
    for (let i = 0; i < 400; i++) {
      bench.report({ contact: i % 2 === 0 ? 'open' : 'closed' });
      bench.pass(50);
    }
    for (let i = 0; i < 4000; i++) {
      bench.report({ contact: i % 2 === 0 ? 'open' : 'closed' });
      bench.pass(50);
    }
    expect(rings(bench, 'unsteady').length).toBeGreaterThan(1);
    expect(phaseOf(bench.state)).toBe('attention');
  });
});
