import { describe, expect, it } from 'vitest';
import { reasonOf, TestHome, type Visit } from '../testing/test-home.ts';

const armed = async (): Promise<{ home: TestHome; visit: Visit }> => {
  const home = await TestHome.paired();
  const visit = await home.visit({ uses: 2 });
  await home.arm(visit);
  return { home, visit };
};

describe('P2: the plug pulled at every write boundary of a knock', () => {
  it('one use opens at most once, UNLOCK is never ordered again, and the door ends locked', async () => {
    const dry = await armed();
    const before = dry.home.disk.boundaries;
    await dry.home.knock(dry.visit);
    await dry.home.goThrough();
    const boundaries = dry.home.disk.boundaries - before;
    expect(boundaries).toBeGreaterThan(10);
    let crashes = 0;
    for (let pull = 0; pull < boundaries; pull++) {
      const shapes = await crashedAt(pull);
      for (let shape = 0; shape < shapes; shape++) {
        crashes++;
        await checkCrash(pull, shape);
      }
    }
    expect(crashes).toBeGreaterThan(boundaries);
  });

  /** How many different disks a crash at this boundary can leave. */
  async function crashedAt(pull: number): Promise<number> {
    const { home } = await run(pull);
    expect(home.disk.refused, `write ${String(pull)}`).toBe(true);
    return home.disk.survivors().length;
  }

  async function run(pull: number): Promise<{ home: TestHome; visit: Visit }> {
    const { home, visit } = await armed();
    home.disk.pullBefore = home.disk.boundaries + pull;
    await home.knock(visit);
    if (!home.disk.refused) await home.goThrough();
    return { home, visit };
  }

  async function checkCrash(pull: number, shape: number): Promise<void> {
    const { home, visit } = await run(pull);
    const orderedBefore = home.locks.moves('unlocked').length;
    home.unplug(home.disk.survivors()[shape]);
    await home.clock.pass(200);
    await home.plugIn();
    await home.clock.pass(10_000);
    // The crash itself ordered nothing: whatever was journalled counts as used.
    expect(home.locks.moves('unlocked')).toHaveLength(orderedBefore);
    const used = [...home.hub.core.memory.uses.taken.values()].reduce((most, count) => Math.max(most, count), 0);
    expect(used).toBeGreaterThanOrEqual(orderedBefore);
    await home.clock.pass(40_000);
    expect(home.locks.flat.truth.bolt).toBe(100);
    expect(reasonOf(await home.resume())).toBe('allowed');
    for (let i = 0; i < 3; i++) {
      if ((await home.knock(visit)).ok) await home.goThrough();
    }
    expect(home.locks.flat.openings).toBeLessThanOrEqual(2);
    home.receipts();
  }
});
