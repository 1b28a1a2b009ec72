import { describe, expect, it } from 'vitest';
import { TrustedClock } from './trusted-clock.ts';

const at = (floorS = 0) => {
  let ms = 0;
  const clock = new TrustedClock(() => ms, floorS);
  return { clock, pass: (more: number) => (ms += more) };
};

describe('P12: trusted time', () => {
  it('is unknown until a chip or a member says it, and then runs with the process', () => {
    const { clock, pass } = at();
    expect(clock.now().unixS).toBeUndefined();
    expect(clock.source).toBe(0);
    expect(clock.chip({ lostPower: false, unixS: 1000 })).toBe(true);
    pass(10_000);
    expect(clock.now()).toEqual({ unixS: 1010, uptimeMs: 10_000 });
  });

  it('is not a chip that lost its power, nor one behind the floor', () => {
    const { clock } = at(5000);
    expect(clock.chip({ lostPower: true, unixS: 9000 })).toBe(false);
    expect(clock.chip({ lostPower: false, unixS: 4997 })).toBe(false);
    expect(clock.now().unixS).toBeUndefined();
    expect(clock.floorS).toBe(5000);
  });

  it('is not shaken by the rounding of whole seconds across a quick restart', () => {
    const { clock } = at(5000);
    expect(clock.chip({ lostPower: false, unixS: 4999 })).toBe(true);
    expect(clock.now().unixS).toBe(5000);
  });

  it('does not follow a chip that somebody moves while the hub runs', () => {
    const { clock, pass } = at();
    clock.chip({ lostPower: false, unixS: 1000 });
    pass(1000);
    for (const unixS of [0, 500, 5_000_000]) expect(clock.chip({ lostPower: false, unixS })).toBe(false);
    expect(clock.now().unixS).toBe(1001);
  });

  it('never runs backwards, whatever a member says', () => {
    const { clock, pass } = at(100);
    clock.member(50);
    expect(clock.now().unixS).toBeUndefined();
    clock.member(200);
    pass(10_000);
    clock.member(205);
    expect(clock.now().unixS).toBe(210);
    clock.member(240);
    expect(clock.now().unixS).toBe(240);
    expect(clock.floorS).toBe(240);
  });

  it('stays within what two sources agree on, although the crystal is off by a hundred parts in a million, either way', () => {
    for (const drift of [0.9999, 1.0001]) {
      let trueMs = 1_800_000_000_000;
      const startMs = trueMs;
      const clock = new TrustedClock(() => (trueMs - startMs) * drift, 0);
      const agree = () =>
        clock.agreed({ atMs: (trueMs - startMs) * drift, fromMs: trueMs - 30, toMs: trueMs + 30, hosts: [] });
      agree();
      for (let hour = 0; hour < 30 * 24; hour++) {
        trueMs += 3_600_000;
        expect(Math.abs((clock.now().unixS ?? 0) - trueMs / 1000)).toBeLessThan(2);
        agree();
      }
      expect(clock.source).toBe(2);
    }
  });

  it('is not set by sources that agree on what is behind the floor, and stands on it where they reach it', () => {
    const { clock } = at(5000);
    const agreed = { atMs: 0, fromMs: 4_900_000, toMs: 4_997_000, hosts: [] };
    expect(clock.agreed(agreed)).toEqual({ kind: 'refused' });
    expect(clock.now().unixS).toBeUndefined();
    clock.agreed({ ...agreed, toMs: 4_999_000 });
    expect(clock.now().unixS).toBe(5000);
  });
});
