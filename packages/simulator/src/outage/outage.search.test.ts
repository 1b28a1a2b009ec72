import { describe, expect, it } from 'vitest';
import { outageExhibits } from '../exhibits/index.ts';
import { playOutage, tellOutage, type Ending } from './play-outage.ts';

/** One for each ending here; many, and thirty days for each, in the long tests. */
const SEED = 2;
const FEW_DAYS = 12;
/** The disk of this one has room for four films: it is full within the few days. */
const FULL_SOON = 12;
const PLAYED: readonly (readonly [number, Ending, number])[] = [
  [30, 'a backup ten days old', SEED],
  [FEW_DAYS, 'all its data', FULL_SOON],
  [FEW_DAYS, 'nothing', FULL_SOON],
];

describe('days without a server, in a household that goes on', () => {
  it.each(PLAYED)(
    'P1, P2, P3, P9, P10, P12, P15: after %i days it comes back with %s: all that waited arrives once and in order, and nothing revives',
    async (days, ending, seed) => {
      const outcome = await playOutage(seed, ending, undefined, days);
      expect(outcome.broken, tellOutage(outcome, ending)).toBeUndefined();
      const { openings, turnedAway, boots, ended, ways, slept } = outcome;
      // A household in which nobody comes, nothing is cut and nothing waits proves nothing.
      expect(openings.cleaner).toBeGreaterThan(0);
      expect(openings.neighbour).toBeGreaterThan(0);
      expect(openings.asAlways).toBe(0);
      expect(turnedAway.meanwhile).toBeGreaterThan(0);
      expect(turnedAway.after).toBeGreaterThan(0);
      expect(boots).toBeGreaterThan(2);
      expect(ended?.waited).toBeGreaterThan(days * 20);
      expect(ended?.films.refused).toBeGreaterThan(0);
      expect(slept).toBeGreaterThan(0);
      if (days < 30) return;
      expect(ended?.packed).toBeGreaterThan(0);
      for (const [way, times] of Object.entries(ways)) expect(times, way).toBeGreaterThan(0);
    },
    300_000,
  );

  it.each(outageExhibits.map((exhibit) => [exhibit.incident, exhibit.broken().name, exhibit] as const))(
    '%s: %s, which is noticed',
    async (_incident, _name, { broken, noticedBy }) => {
      const outcome = await playOutage(SEED, 'all its data', broken(), FEW_DAYS);
      expect(noticedBy).toContain(outcome.broken?.promise);
    },
    300_000,
  );
});
