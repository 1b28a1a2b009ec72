import { LEAVING_MS } from '@latchkey/protocol';
import { expect, it } from 'vitest';
import { everyCrash } from '../testing/every-crash.ts';
import { Leaving } from '../testing/leaving-home.ts';

it('P2: films that have not reached the server are waited for whole or lost whole: the plug pulled at every write of the end', async () => {
  const build = async () => {
    const home = await Leaving.announced();
    await home.ran(LEAVING_MS);
    home.filmsLeft = 1;
    await home.clock.pass(2000);
    return { home, act: () => (home.filmsLeft = 0) };
  };
  const { writes, again } = await everyCrash(build, async (home, what) => {
    await home.clock.pass(3000);
    // Nothing is left to wait for: the day was over before the crash.
    expect(home.over, what).toBe(true);
    expect(home.receipts().filter(({ event }) => event === 'moved-out'), what).toHaveLength(1); // prettier-ignore
    expect(home.departures, what).toBeGreaterThan(0);
  });
  expect(Math.min(writes, again)).toBeGreaterThan(1);
});

it('P2: the last receipt is there whole or not at all when the plug is pulled, and so is everything before it', async () => {
  for (const way of ['announce', 'longer', 'stay', 'hand-over'] as const) {
    const build = async () => {
      const home = await (way === 'announce' || way === 'hand-over' ? Leaving.paired() : Leaving.announced());
      await home.press();
      const bytes = way === 'announce' ? undefined : await home.said(home.anna, way);
      const act = () =>
        bytes === undefined ? home.hub.heard({ type: 'button', heldMs: 6000 }) : home.hub.answer('depart', bytes);
      return { home, act };
    };
    const { writes, again } = await everyCrash(build, (home, what) => {
      const { departure, left, paired } = home.hub.core.memory;
      expect(left, `${way}, ${what}`).toBe(!paired);
      const last = home.receipts().findLast(({ event }) => event === 'leaving' || event === 'staying');
      expect(last?.event === 'leaving' && !left, `${way}, ${what}`).toBe(departure.leaving !== undefined);
      if (left) expect(home.receipts().at(-1)?.event, `${way}, ${what}`).toBe('moved-out');
    });
    expect(Math.min(writes, again), way).toBeGreaterThan(1);
  }
}, 120_000);
