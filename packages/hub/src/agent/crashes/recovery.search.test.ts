import { expect, it } from 'vitest';
import { everyCrash } from '../testing/every-crash.ts';
import { admins, over, press, printed } from '../testing/recovered-home.ts';

it('P2: a recovery is remembered and told whole or not at all when the plug is pulled while it is taken, stands or ends', async () => {
  for (const way of ['take', 'stand', 'veto', 'overtake'] as const) {
    const build = async () => {
      const { home, paper } = await printed();
      const recovery = await paper.recovery();
      if (way !== 'take') await paper.send(recovery);
      const acts = {
        take: () => paper.send(recovery),
        stand: () => press(home),
        veto: () => paper.veto(recovery, home.anna),
        overtake: () => home.nextRoster(),
      };
      return { home, act: acts[way] };
    };
    const { writes, again } = await everyCrash(build, (home, what) => {
      const { pending } = home.hub.core.memory.recovery;
      const stands = way === 'stand' && pending === undefined;
      expect(admins(home), `${way}, ${what}`).toBe(stands ? 2 : 1);
      const told = home.receipts().filter(({ event }) => event === 'recovered');
      expect(told.map(({ detail }) => detail?.cause), `${way}, ${what}`).toEqual(stands ? ['button'] : []); // prettier-ignore
      expect(home.events().includes('recovery-pending'), `${way}, ${what}`).toBe(way !== 'take' || pending !== undefined); // prettier-ignore
      const ended = { take: [], stand: [], veto: ['refused'], overtake: ['overtaken'] }[way];
      expect(over(home), `${way}, ${what}`).toEqual(pending === undefined ? ended : []);
    });
    expect(Math.min(writes, again), way).toBeGreaterThan(1);
  }
}, 120_000);
