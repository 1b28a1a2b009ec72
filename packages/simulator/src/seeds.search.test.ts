import { describe, expect, it } from 'vitest';
import { play, tell } from './run.ts';

const SEEDS = 100;
const STEPS = 50;
const GROUP = 20;
const groups = Array.from({ length: SEEDS / GROUP }, (_, i) => i * GROUP + 1);

describe('P1, P2, P3, P4, P5, P6, P9, P10, P12 at every step of a run in a hostile world', () => {
  it.each(groups)(
    `seeds from %i, ${GROUP} of them`,
    async (first) => {
      let openings = 0;
      const blocks: Record<string, number> = {};
      for (let seed = first; seed < first + GROUP; seed++) {
        const outcome = await play(seed, STEPS);
        openings += outcome.openings;
        for (const [scope, times] of Object.entries(outcome.blocks)) blocks[scope] = (blocks[scope] ?? 0) + times;
        expect(outcome.broken, tell(outcome, STEPS)).toBeUndefined();
      }
      for (const [scope, times] of Object.entries(blocks)) expect(times, scope).toBeGreaterThan(0);
      // A world in which nobody ever gets in proves nothing.
      expect(openings).toBeGreaterThan(GROUP / 2);
    },
    60_000,
  );

  it('one seed replays: the same story to the last word', async () => {
    const [first, again, other] = [await play(7, STEPS), await play(7, STEPS), await play(8, STEPS)];
    expect(again).toEqual(first);
    expect(other.story).not.toEqual(first.story);
  });
});
