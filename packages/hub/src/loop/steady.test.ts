import { describe, expect, it } from 'vitest';
import { wordOf } from './phase.ts';
import { lockFacts, mayAsk } from './permit.ts';
import type { Sensors } from './state.ts';
import { LoopOnABench } from './testing/door.ts';

const CLOSED = { contact: 'closed' } as const;
const OPEN = { contact: 'open' } as const;
const THROWN = { bolt: 100 } as const;
const BETWEEN = { bolt: 96 } as const;

/** One reading after the other, each for so long. */
const flap = (bench: LoopOnABench, forMs: number, halfMs: number, away: Partial<Sensors>, home: Partial<Sensors>) => {
  for (const endMs = bench.nowMs + forMs; bench.nowMs < endMs;) {
    bench.report(away);
    bench.pass(halfMs);
    bench.report(home);
    bench.pass(halfMs);
  }
};
const rings = (bench: LoopOnABench, reason: string) => bench.all('alarm').filter((alarm) => alarm.reason === reason);
const told = (bench: LoopOnABench) => bench.all('unsteady').map(({ reads, changes, lengthMs }) => [reads, changes, lengthMs]); // prettier-ignore

describe.each([
  ['contact', OPEN, CLOSED, 'contact-closed'],
  ['bolt', BETWEEN, THROWN, 'bolt-thrown'],
] as const)('a %s that flaps ten times a second at a locked door', (_sensor, away, home, reads) => {
  it('rings once as forced and once as unsteady, and then by the ladder', () => {
    const bench = new LoopOnABench();
    flap(bench, 700_000, 50, away, home);
    expect(rings(bench, 'forced')).toHaveLength(1);
    expect(rings(bench, 'unsteady').map(({ atMs }) => Math.round((atMs - 100) / 60_000))).toEqual([0, 1, 3, 10]);
    expect(bench.receipts().length).toBeLessThan(8);
  });

  it('is in the record with every change and the whole span, and what it reads now', () => {
    const bench = new LoopOnABench();
    flap(bench, 60_000, 50, away, home);
    bench.pass(60_000);
    expect(told(bench).at(-1)).toEqual([reads, 1200, 1199 * 50]);
    expect(told(bench)).toHaveLength(3);
    bench.pass(3_600_000);
    expect(told(bench)).toHaveLength(3);
    expect(bench.state.alarms).toEqual([]);
    expect(wordOf(bench.state, bench.nowMs)).toBe('locked');
  });

  it('is never called locked meanwhile, and no visitor is let in', () => {
    const bench = new LoopOnABench();
    flap(bench, 1000, 50, away, home);
    for (const passedMs of [0, 30_000, 29_000]) {
      bench.pass(passedMs);
      expect(wordOf(bench.state, bench.nowMs)).toBe('unknown');
      expect(mayAsk(bench.state, 'visit')?.reason).toBe('sensor-unsteady');
      expect(lockFacts(bench.state, 'visit', bench.nowMs).lock).toMatchObject({ unsteady: true, reachable: false });
    }
    bench.pass(1000);
    expect(mayAsk(bench.state, 'visit')).toBeUndefined();
  });

  it('hides no opening: what lasts a second rings as forced', () => {
    const bench = new LoopOnABench();
    flap(bench, 10_000, 50, away, home);
    bench.report(away);
    bench.pass(999);
    expect(rings(bench, 'forced')).toHaveLength(1);
    bench.pass(1);
    expect(rings(bench, 'forced').map(({ atMs }) => atMs)).toEqual([0, bench.nowMs]);
  });
});

describe('a sensor that does not keep still', () => {
  it('opens a door twice a minute for a moment: that is one alarm and its ladder, acknowledged or not', () => {
    const bench = new LoopOnABench();
    flap(bench, 100, 100, OPEN, CLOSED);
    bench.pass(90_000);
    for (let minutes = 0; minutes < 12; minutes += 1.5) {
      flap(bench, 100, 100, OPEN, CLOSED);
      bench.pass(89_800);
    }
    expect(rings(bench, 'forced')).toHaveLength(1);
    expect(rings(bench, 'unsteady')).toHaveLength(4);
    flap(bench, 100, 100, OPEN, CLOSED);
    bench.on({ type: 'acknowledged' });
    const heard = rings(bench, 'unsteady').length;
    bench.pass(90_000);
    flap(bench, 100, 100, OPEN, CLOSED);
    bench.pass(661_000);
    expect(rings(bench, 'unsteady')).toHaveLength(heard);
    flap(bench, 100, 100, OPEN, CLOSED);
    flap(bench, 100, 100, OPEN, CLOSED);
    expect(rings(bench, 'forced')).toHaveLength(2);
    expect(rings(bench, 'unsteady')).toHaveLength(heard + 1);
  });

  it('in a visit: no LOCK onto a contact that flaps, and LOCKED once it has kept still for a minute', () => {
    const bench = new LoopOnABench();
    bench.knock('visit', 300_000);
    bench.report({ bolt: 0, ...OPEN });
    bench.pass(10_000);
    flap(bench, 60_000, 250, CLOSED, OPEN);
    bench.report(CLOSED);
    const shutMs = bench.nowMs;
    const ordered = bench.all('lock').length;
    bench.pass(60_000);
    expect(bench.all('lock')).toHaveLength(ordered);
    bench.pass(3000);
    expect(bench.all('lock').at(-1)?.atMs).toBe(shutMs + 63_000);
    bench.report(THROWN);
    bench.pass(5000);
    expect(bench.receipts().slice(-3)).toEqual(['lock-command', 'locked', 'complete']);
    expect(bench.receipts().length).toBeLessThan(30);
    expect(rings(bench, 'unsteady').every(({ visit }) => visit === 'visit')).toBe(true);
    expect(rings(bench, 'jammed')).toEqual([]);
    expect(bench.all('siren')).toEqual([]);
    expect(bench.all('unsteady').at(-1)).toMatchObject({ reads: 'contact-closed', visit: 'visit' });
  });

  it('is no door that people go through, as often as they do: four times in ten seconds, forty in ten minutes', () => {
    const bench = new LoopOnABench();
    bench.on({ type: 'intent', by: 'member', maxOpenMs: 3_600_000 });
    bench.report({ bolt: 0 });
    flap(bench, 9000, 1250, OPEN, CLOSED);
    bench.pass(30_000);
    for (let times = 0; times < 40; times++) {
      bench.report({ bolt: 0, ...OPEN, cause: 'handle' });
      bench.pass(7500);
      bench.report(CLOSED);
      bench.pass(7500);
    }
    expect(bench.all('unsteady')).toEqual([]);
  });

  it('is no key: who opens by one twice in ten minutes is told each time, at once', () => {
    const bench = new LoopOnABench();
    for (let times = 0; times < 2; times++) {
      bench.report({ bolt: 0, cause: 'key' });
      bench.report(OPEN);
      bench.pass(5000);
      bench.report(CLOSED);
      bench.pass(4000);
      bench.report({ bolt: 100, cause: 'command' });
      bench.pass(60_000);
    }
    expect(rings(bench, 'forced')).toHaveLength(2);
    expect(bench.all('unsteady')).toEqual([]);
  });

  it('that flapped for an hour is used again like any other once it has kept still', () => {
    const bench = new LoopOnABench();
    flap(bench, 3_600_000, 500, OPEN, CLOSED);
    bench.pass(61_000);
    bench.on({ type: 'intent', by: 'member', maxOpenMs: 600_000 });
    bench.report({ bolt: 0, ...OPEN });
    bench.report(CLOSED);
    expect(mayAsk(bench.state, 'visit')?.reason).toBe('door-busy');
  });

  it('whose lock falls silent is not calm: what nobody hears proves nothing', () => {
    const bench = new LoopOnABench();
    flap(bench, 1000, 50, OPEN, CLOSED);
    bench.on({ type: 'hardware-lost' });
    bench.pass(300_000, true);
    expect(mayAsk(bench.state, 'visit')?.reason).toBe('sensor-unsteady');
    bench.report({});
    expect(mayAsk(bench.state, 'visit')).toBeUndefined();
  });

  it('does not keep a member out', () => {
    const bench = new LoopOnABench();
    flap(bench, 1000, 50, OPEN, CLOSED);
    bench.on({ type: 'intent', by: 'member', maxOpenMs: 600_000 });
    expect(bench.all('unlock')).toHaveLength(1);
  });
});
