import { expect, it } from 'vitest';
import { Ahead } from '../testing/ahead-home.ts';
import { everyCrash } from '../testing/every-crash.ts';

it('P2, P12: a clock is set back whole or not at all when the plug is pulled at any write, and again at any write of the start', async () => {
  const build = async () => {
    const home = await Ahead.paired();
    await home.outage();
    await home.press();
    const bytes = await home.setBackBytes(home.anna);
    return { home, act: () => home.hub.answer('set-back', bytes) };
  };
  const seen = new Set<boolean>();
  const { writes, again } = await everyCrash(build, (home, what) => {
    const done = home.events().filter((event) => event === 'clock-set-back').length === 1;
    seen.add(done);
    expect(home.hub.core.memory.floorS <= home.unixS, what).toBe(done);
    // The chip was told first: behind the old floor it says nothing, and above the new one the time.
    expect(home.aheadS, what).toBe(done ? 0 : undefined);
  });
  expect([...seen].sort()).toEqual([false, true]);
  expect(Math.min(writes, again)).toBeGreaterThan(0);
}, 120_000);
