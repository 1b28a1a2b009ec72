import { describe, expect, it } from 'vitest';
import { Pauses } from './pauses.ts';

describe('the pause before a line is tried again', () => {
  it('doubles up to eight seconds, and begins anew once the household is known', () => {
    const pauses = new Pauses(() => 0);
    const said = Array.from({ length: 8 }, () => pauses.next());
    expect(said).toEqual([125, 250, 500, 1000, 2000, 4000, 4000, 4000]);
    pauses.known();
    expect(pauses.next()).toBe(125);
  });

  it('is up to a minute once there has been no server for an hour: thirty days are fifty thousand tries and no half a million', () => {
    const pauses = new Pauses(() => 0.5);
    let [passedMs, tries] = [0, 0];
    for (; passedMs < 3_500_000; tries++) {
      const pause = pauses.next();
      expect(pause).toBeLessThanOrEqual(6000);
      passedMs += pause;
    }
    for (; passedMs < 30 * 86_400_000; tries++) passedMs += pauses.next();
    expect(tries).toBeLessThan(60_000);
    pauses.known();
    expect(pauses.next()).toBe(187.5);
  });

  it('is half a minute to a minute after a refusal, once, and none for a household that is known meanwhile', () => {
    let chance = 0;
    const pauses = new Pauses(() => chance);
    pauses.refused();
    expect(pauses.next()).toBe(30_000);
    expect(pauses.next()).toBe(250);
    chance = 0.999;
    pauses.refused();
    expect(pauses.next()).toBeCloseTo(59_970);
    pauses.refused();
    pauses.known();
    expect(pauses.next()).toBeLessThan(251);
  });
});
