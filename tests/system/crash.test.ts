/** The hub's journal against a plug that is pulled, and against disks that come back from elsewhere. In virtual time. */
import { expect, it, vi } from 'vitest';
import { seenOf } from '../../packages/hub/src/agent/testing/seen.ts';
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
const blocks: Act = ({ home, visit }) => home.block(visit);
const STORIES: readonly (readonly [name: string, story: readonly Act[]])[] = [
  ['a visit, blocked when it is over', [...DELIVERY, blocks, ...waits(1000)]],
  [
    'a visit that is blocked while somebody is inside',
    [
      ({ home, visit }) => home.arm(visit),
      ({ home, visit }) => home.knock(visit),
      ...waits(1500),
      pushes,
      ...waits(500),
      blocks,
      ...waits(1500),
      pulls,
      ...waits(10_000),
    ],
  ],
];

const begin = async (): Promise<Scene> => {
  const home = await TestHome.paired();
  return { home, visit: await home.visit({ uses: 2 }) };
};

const boundariesOf = async (story: readonly Act[]): Promise<number> => {
  const scene = await begin();
  const before = scene.home.disk.boundaries;
  for (const act of story) await act(scene);
  return scene.home.disk.boundaries - before;
};

/** Plays on until the plug is pulled before this write, and pulls it. */
const playUntilPulled = async (scene: Scene, story: readonly Act[], pull: number): Promise<void> => {
  const { disk } = scene.home;
  disk.pullBefore = disk.boundaries + pull;
  for (const act of story) {
    // A hub whose disk is gone answers nothing any more; who asked it gets no further.
    await Promise.resolve(act(scene)).catch(() => undefined);
    if (disk.refused) return;
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
  for (let ms = 0; ms < 4000 && !disk.refused; ms += SLICE_MS) await home.clock.pass(SLICE_MS);
  return disk.refused;
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

/**
 * One crash: before this write of the story, which leaves this shape of the disk; with `recovery` a second one before that write of the start. Then what must
 * hold is looked at. Answers how many shapes there are, and whether the second crash came.
 */
const crash = async (story: readonly Act[], pull: number, shape: number, recovery?: number) => {
  const scene = await begin();
  const { home } = scene;
  await playUntilPulled(scene, story, pull);
  const what = `before write ${pull}, disk ${shape}, and before write ${recovery ?? 'none'} of the start`;
  expect(home.disk.refused, what).toBe(true);
  const opened = home.locks.moves('unlocked').length;
  leave(home);
  const left = home.disk.survivors();
  home.unplug(left[shape]);
  await home.clock.pass(SLICE_MS);
  let again = false;
  if (recovery !== undefined) {
    again = await crashWhileRecovering(home, recovery);
    const after = home.disk.survivors();
    home.unplug(after[recovery % after.length]);
    await home.clock.pass(SLICE_MS);
  }
  await isKnownAndSafe(home, opened, what);
  await opensNoMoreThanGranted(scene);
  return { shapes: left.length, again };
};

it.each(STORIES)(
  'P2, P5: the plug pulled at every write of %s, whatever that leaves of it, and again at every write of the start: ten seconds after the power is back it has ended, known and safe',
  async (_, story) => {
    const boundaries = await boundariesOf(story);
    expect(boundaries).toBeGreaterThan(20);
    let again = 0;
    for (let pull = 0; pull < boundaries; pull++) {
      const { shapes } = await crash(story, pull, 0);
      for (let shape = 1; shape < shapes; shape++) await crash(story, pull, shape);
      // From a torn write, where there is one: then the start cuts it off first.
      const torn = Math.min(1, shapes - 1);
      for (let recovery = 0; (await crash(story, pull, torn, recovery)).again; recovery++) again++;
    }
    // Every start writes something; a run that never crashed again would have shown nothing.
    expect(again).toBeGreaterThan(2 * boundaries);
  },
);

const opensNoMoreThanGranted = async ({ home, visit }: Scene): Promise<void> => {
  expect(reasonOf(await home.resume())).toBe('allowed');
  for (let i = 0; i < 3; i++) if ((await home.knock(visit)).ok) await home.goThrough();
  expect(home.locks.flat.openings).toBeLessThanOrEqual(2);
  home.receipts();
};

it('P5: the plug pulled at every write while the door stands open: it is said within forty seconds of the power, nobody is shut in, and shut it locks', async () => {
  const story: readonly Act[] = [...DELIVERY.slice(0, 2), ...waits(1500), pushes, ...waits(150_000)];
  const boundaries = await boundariesOf(story);
  let open = 0;
  for (let pull = 0; pull < boundaries; pull++) {
    const scene = await begin();
    const { home } = scene;
    await playUntilPulled(scene, story, pull);
    const opened = home.locks.moves('unlocked').length;
    if (home.locks.flat.truth.leaf === 0) continue;
    open++;
    home.unplug(home.disk.survivors()[0]);
    await home.clock.pass(5000);
    await home.plugIn();
    await home.clock.pass(40_000);
    const what = `before write ${pull}`;
    expect(home.receipts().find(({ event }) => event === 'attention')?.detail?.cause, what).toBe('left-open');
    expect(home.locks.moves('unlocked'), what).toHaveLength(opened);
    await pulls(scene);
    await home.clock.pass(12_000);
    expect(home.locks.flat.truth, what).toMatchObject({ bolt: 100, leaf: 0, moving: 'none' });
    await opensNoMoreThanGranted(scene);
  }
  expect(open).toBeGreaterThan(2);
});

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
    const seen = seenOf(home.hub.core.memory);
    home.unplug(copy);
    await home.plugIn();
    await home.clock.pass(TEN_SECONDS_MS);
    expect(home.locks.flat.truth).toMatchObject({ bolt: 100, leaf: 0 });
    await home.hub.answer('chain', new Uint8Array(0), visit.links);
    expect(reasonOf(await home.knock(visit))).toBe('not-resumed');
    expect(reasonOf(await home.resume(seen))).toBe('allowed');
    expect(reasonOf(await home.knock(visit))).toBe('void-after-rollback');
    expect(home.hub.core.memory.seq).toBeGreaterThan(seen.seq);
  }
  expect(home.locks.flat.openings).toBe(openings);
});
