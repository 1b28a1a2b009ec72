/** The hub's journal against a plug that is pulled, and against disks that come back from elsewhere. In virtual time. */
import { expect, it, vi } from 'vitest';
import { reasonOf, TestHome, type Visit } from '../../packages/hub/src/agent/testing/test-home.ts';

vi.setConfig({ testTimeout: 300_000 });

/** What must hold ten seconds after the power is back, whatever was being written when it went. */
const TEN_SECONDS_MS = 10_000;
const SLICE_MS = 250;

type Scene = { readonly home: TestHome; readonly visit: Visit };
/** What people do at the door goes on whether or not the hub has power. */
type Act = (scene: Scene) => Promise<unknown>;

const waits = (ms: number): Act[] => Array.from({ length: ms / SLICE_MS }, () => ({ home }) => home.clock.pass(SLICE_MS)); // prettier-ignore
const moves =
  (act: 'push' | 'pull'): Act =>
  ({ home }) => {
    home.locks.act({ act });
    return Promise.resolve();
  };
const [pushes, pulls] = [moves('push'), moves('pull')];
const DELIVERY: readonly Act[] = [
  ({ home, visit }) => home.arm(visit),
  ({ home, visit }) => home.knock(visit),
  ...waits(1500),
  pushes,
  ...waits(3000),
  pulls,
  ...waits(12_000),
];
const STORY: readonly Act[] = [...DELIVERY, ({ home, visit }) => home.block(visit), ...waits(1000)];

const begin = async (): Promise<Scene> => {
  const home = await TestHome.paired();
  return { home, visit: await home.visit({ uses: 2 }) };
};

const boundariesOfStory = async (): Promise<number> => {
  const scene = await begin();
  const before = scene.home.disk.boundaries;
  for (const act of STORY) await act(scene);
  return scene.home.disk.boundaries - before;
};

/** Plays on until the plug is pulled before this write, and pulls it. */
const playUntilPulled = async (scene: Scene, pull: number): Promise<void> => {
  const { disk } = scene.home;
  disk.pullBefore = disk.boundaries + pull;
  for (const act of STORY) {
    // A hub whose disk is gone answers nothing any more; who asked it gets no further.
    await Promise.resolve(act(scene)).catch(() => undefined);
    if (disk.boundaries >= disk.pullBefore) return;
  }
};

/** Whoever was inside has left and pulled the door shut behind them. */
const leave = (home: TestHome): void => {
  home.locks.act({ act: 'pull' });
};

/** A start whose disk loses power before this write of it. Answers whether it got that far. */
const crashWhileRecovering = async (home: TestHome, pull: number): Promise<boolean> => {
  const { disk } = home;
  disk.pullBefore = pull;
  await home.plugIn().catch(() => undefined);
  for (let ms = 0; ms < 4000 && disk.boundaries < pull; ms += SLICE_MS) await home.clock.pass(SLICE_MS);
  return disk.boundaries >= pull;
};

/** Known: the hub itself holds the passage for over. Safe: shut and thrown, and nothing was ordered to open. */
const isKnownAndSafe = async (home: TestHome, openedBefore: number, what: string): Promise<void> => {
  await home.plugIn();
  await home.clock.pass(TEN_SECONDS_MS);
  expect(home.locks.moves('unlocked'), what).toHaveLength(openedBefore);
  expect(home.locks.flat.truth, what).toMatchObject({ bolt: 100, leaf: 0, moving: 'none' });
  const { loop } = home.hub.core.doors.get(1) ?? {};
  expect([undefined, 'locked'], what).toContain(loop?.passage?.stage);
  home.receipts();
};

it('P2, P5: the plug pulled at every write of a whole visit, and again at every write of the recovery: ten seconds after the power is back the visit has ended, known and safe', async () => {
  const boundaries = await boundariesOfStory();
  expect(boundaries).toBeGreaterThan(20);
  let again = 0;
  for (let pull = 0; pull < boundaries; pull++) {
    for (let recovery = 0; ; recovery++) {
      const scene = await begin();
      const { home } = scene;
      await playUntilPulled(scene, pull);
      const opened = home.locks.moves('unlocked').length;
      leave(home);
      home.unplug();
      await home.clock.pass(SLICE_MS);
      const reached = await crashWhileRecovering(home, recovery);
      if (reached) again++;
      const survivors = home.disk.survivors();
      home.unplug(survivors[recovery % survivors.length]);
      await home.clock.pass(SLICE_MS);
      await isKnownAndSafe(home, opened, `before write ${pull}, and before write ${recovery} of the recovery`);
      await opensNoMoreThanGranted(scene);
      if (!reached) break;
    }
  }
  // Every recovery writes something; a run that never crashed again would have shown nothing.
  expect(again).toBeGreaterThan(boundaries);
});

const opensNoMoreThanGranted = async ({ home, visit }: Scene): Promise<void> => {
  expect(reasonOf(await home.resume())).toBe('allowed');
  for (let i = 0; i < 3; i++) if ((await home.knock(visit)).ok) await home.goThrough();
  expect(home.locks.flat.openings).toBeLessThanOrEqual(2);
  home.receipts();
};

it('P2: a disk that was copied after any write of a visit and put back later admits nobody until a member’s device has spoken, and then no earlier grant', async () => {
  const { home, visit } = await begin();
  const copies = new Map<number, Uint8Array>();
  for (const act of DELIVERY) {
    await act({ home, visit });
    copies.set(home.disk.durable.length, home.disk.durable.slice());
  }
  expect(copies.size).toBeGreaterThan(5);
  const openings = home.locks.flat.openings;
  for (const copy of [...copies.values()].slice(0, -1)) {
    const { seq, head } = home.hub.core.memory;
    home.unplug(copy);
    await home.plugIn();
    await home.clock.pass(TEN_SECONDS_MS);
    expect(home.locks.flat.truth).toMatchObject({ bolt: 100, leaf: 0 });
    await home.hub.answer('chain', new Uint8Array(0), visit.links);
    expect(reasonOf(await home.knock(visit))).toBe('not-resumed');
    expect(reasonOf(await home.resume({ seq, head }))).toBe('allowed');
    expect(reasonOf(await home.knock(visit))).toBe('void-after-rollback');
    expect(home.hub.core.memory.seq).toBeGreaterThan(seq);
  }
  expect(home.locks.flat.openings).toBe(openings);
});
