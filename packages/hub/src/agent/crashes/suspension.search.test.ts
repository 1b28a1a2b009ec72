import { expect, it } from 'vitest';
import { everyCrash } from '../testing/every-crash.ts';
import { hexKid, Shared } from '../testing/shared-home.ts';

it('P2: a suspension is remembered whole or not at all when the plug is pulled, and told at the next start', async () => {
  for (const way of ['suspend', 'lift'] as const) {
    const build = async () => {
      const home = await Shared.paired();
      if (way === 'lift') await home.suspend(home.robin, home.anna);
      await home.press();
      const bytes = await home.said(home.robin, home.anna, { ends: way === 'lift' });
      return { home, act: () => home.hub.answer('suspend', bytes) };
    };
    const { writes, again } = await everyCrash(build, (home, what) => {
      const stands = home.hub.core.memory.suspensions.stands(hexKid(home.anna));
      const last = home.receipts().findLast(({ event }) => event === 'suspended' || event === 'suspension-over');
      expect(last?.event ?? 'suspension-over', `${way}, ${what}`).toBe(stands ? 'suspended' : 'suspension-over');
    });
    expect(Math.min(writes, again), way).toBeGreaterThan(1);
  }
}, 120_000);
