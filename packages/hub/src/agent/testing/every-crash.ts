import type { TestHome } from './test-home.ts';

/** A home of its own for each crash, and what is done there while the plug is pulled. */
export interface Scene<H extends TestHome> {
  readonly home: H;
  readonly act: () => unknown;
  /** What people do afterwards, one after the other, as long as the hub has power. */
  readonly next?: readonly (() => unknown)[];
}

/** Long enough for whatever an act sets going to be written. */
const LASTS_MS = 1500;
/** The plug is out this long after a write at most: a process without a disk does nothing else. */
const SLICE_MS = 100;
/** After a start; it writes, too. */
const SETTLES_MS = 1000;

const play = async <H extends TestHome>(build: () => Promise<Scene<H>>, pull: number): Promise<[H, number]> => {
  const { home, act, next = [] } = await build();
  const { disk } = home;
  const hasPower = () => !disk.refused;
  const before = disk.boundaries;
  Object.assign(disk, { pullBefore: before + pull, refused: false });
  for (const one of [act, ...next]) {
    if (!hasPower()) break;
    // Whoever asked a hub whose disk is gone hears nothing any more.
    void Promise.resolve(one()).catch(() => undefined);
    for (let ms = 0; ms < LASTS_MS && hasPower(); ms += SLICE_MS) await home.clock.pass(SLICE_MS);
  }
  return [home, disk.boundaries - before];
};

/** Starts on what was left there, and loses power before this write of the start. Answers whether it got that far. */
const crashesAgain = async (home: TestHome, left: Uint8Array | undefined, pull: number): Promise<boolean> => {
  home.unplug(left);
  home.disk.pullBefore = pull;
  await home.plugIn().catch(() => undefined);
  await home.clock.pass(SETTLES_MS);
  return home.disk.refused;
};

/** Which disks of a crash are started on, and which writes of a start are crashed before again. */
export type Thoroughness = 'all' | 'one of each';

const upTo = (n: number): readonly number[] => Array.from({ length: n }, (_, i) => i);
/** Writes of a start that crashes of one kind take their turns at. */
const TURNS = 5;

/**
 * The plug is pulled before every write that the acts cause, and the hub starts on every disk that this can leave; from a torn one, where there is
 * one, it also loses power before every write of that start. Then `look` says what must hold, `settlesMs` after the power is back. `one of each`: after each
 * write one disk, and one write of one start, another one each time. Throws where a write was not reached.
 */
export const everyCrash = async <H extends TestHome>(
  build: () => Promise<Scene<H>>,
  look: (home: H, what: string) => void | Promise<void>,
  settlesMs = SETTLES_MS,
  thoroughness: Thoroughness = 'all',
): Promise<{ readonly writes: number; readonly crashes: number; readonly again: number }> => {
  const [, writes] = await play(build, Number.POSITIVE_INFINITY);
  let [crashes, again] = [0, 0];
  const chosen = (of: number, turn: number) => (thoroughness === 'all' ? upTo(of) : [turn % of]);
  const crashed = async (pull: number): Promise<[H, readonly Uint8Array[]]> => {
    const [home] = await play(build, pull);
    if (!home.disk.refused) throw new RangeError(`write ${String(pull)} was not reached`);
    return [home, home.disk.survivors()];
  };
  const looks = async (home: H, left: Uint8Array | undefined, what: string) => {
    home.unplug(left);
    await home.plugIn();
    await home.clock.pass(settlesMs);
    crashes += 1;
    await look(home, what);
  };
  for (let pull = 0; pull < writes; pull += 1) {
    const first = await crashed(pull);
    const shapes = first[1].length;
    for (const [n, shape] of chosen(shapes, pull).entries()) {
      const [home, left] = n === 0 ? first : await crashed(pull);
      await looks(home, left[shape], `before write ${String(pull)}, disk ${String(shape)}`);
    }
    const torn = Math.min(1, shapes - 1);
    const [from, to] = thoroughness === 'all' ? [0, Infinity] : [pull % TURNS, pull % TURNS];
    for (let write = from; write <= to; write += 1) {
      const [home, left] = await crashed(pull);
      if (!(await crashesAgain(home, left[torn], write))) break;
      again += 1;
      await looks(home, home.disk.survivors()[0], `before write ${String(pull)}, and before write ${String(write)} of the start`); // prettier-ignore
    }
  }
  return { writes, crashes, again };
};
