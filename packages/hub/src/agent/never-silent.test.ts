import { describe, expect, it } from 'vitest';
import { TestHome } from './testing/test-home.ts';

/** Hours of each, half before a start and half after it; `npm run test:long -- --only hours` takes 72. */
const HOURS = Number(process.env['LATCHKEY_HOURS'] ?? 1);
const LIMIT_MS = 120_000 + HOURS * 5_000;
const HOUR_MS = 3_600_000;
const UNPLUGGED_MS = 60_000;
/** P5: every ten minutes; and what a reading and a receipt's whole second cost. */
const LONGEST_MS = 600_000 + 2_000;
/** A jam that is there still is seen anew with the first order to lock, and rings half a minute after that. */
const AFTER_START_MS = 45_000;

/** When each *attention* was signed that says one of these reasons, in milliseconds of the world. */
const ringsOf = (home: TestHome, causes: readonly string[]): readonly number[] =>
  home
    .receipts()
    .filter(({ event, detail }) => event === 'attention' && causes.includes(detail?.cause ?? ''))
    .map(({ iat }) => ((iat ?? 0) - home.startS) * 1000);

/** The hours pass, the plug pulled in the middle of them; then no two rings are further apart than the ladder says. */
const neverSilent = async (home: TestHome, causes: readonly string[]) => {
  const fromMs = home.clock.nowMs;
  await home.clock.pass((HOURS / 2) * HOUR_MS);
  const pulledMs = home.clock.nowMs;
  home.unplug();
  await home.clock.pass(UNPLUGGED_MS);
  await home.plugIn();
  await home.clock.pass(3000);
  await home.resume();
  await home.clock.pass((HOURS / 2) * HOUR_MS);
  const marks = [fromMs, ...ringsOf(home, causes), home.clock.nowMs];
  const gaps = marks.slice(1).map((mark, index) => ({ fromMs: marks[index] ?? 0, toMs: mark }));
  const tooLong = gaps.filter(({ fromMs: from, toMs }) => {
    const overStart = from <= pulledMs && toMs > pulledMs;
    return toMs - from > LONGEST_MS + (overStart ? UNPLUGGED_MS + AFTER_START_MS : 0);
  });
  expect(tooLong).toEqual([]);
  expect(gaps.length).toBeGreaterThan(HOURS * 6);
  expect(home.events()).not.toContain('complete');
  expect(home.locks.flat.openings).toBeLessThanOrEqual(1);
};

describe('P5: whatever is wrong with a door, the household hears of it again and again, over a start too', () => {
  it(
    'a bolt that jams behind a courier',
    async () => {
      const { home } = await TestHome.withCourierInside();
      home.locks.fault({ jamAtPercent: 60 });
      home.locks.act({ act: 'pull' });
      await neverSilent(home, ['jammed']);
    },
    LIMIT_MS,
  );

  it(
    'a lock that says nothing more while somebody is inside',
    async () => {
      const { home } = await TestHome.withCourierInside();
      home.locks.fault({ losesReports: true });
      home.locks.act({ act: 'pull' });
      await neverSilent(home, ['silent']);
    },
    LIMIT_MS,
  );

  it(
    'a door that was forced',
    async () => {
      const home = await TestHome.paired();
      home.locks.act({ act: 'force' });
      await neverSilent(home, ['forced', 'left-open']);
    },
    LIMIT_MS,
  );
});
