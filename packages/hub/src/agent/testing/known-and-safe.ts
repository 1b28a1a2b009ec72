import { expect } from 'vitest';
import type { TestHome } from './test-home.ts';

/** What must hold ten seconds after the power is back. */
export const TEN_SECONDS_MS = 10_000;
/** Acts that are none: so long is something under way. */
export const waits = (ms: number): (() => undefined)[] =>
  Array.from({ length: Math.ceil(ms / 1500) }, () => () => undefined);

/** How often a bolt had been told to open when the power went. */
const openedBefore = (home: TestHome, settledMs: number): number =>
  home.locks.moves('unlocked').filter(({ atMs }) => atMs < home.clock.nowMs - settledMs).length;

/** Known: the hub itself holds the passage for over, and its story reads. Safe: shut and thrown, and no start ordered anything to open. */
export const isKnownAndSafe = (home: TestHome, what: string, door = 1, settledMs = TEN_SECONDS_MS): void => {
  const { truth } = door === 1 ? home.locks.flat : home.locks.garage;
  expect(home.locks.moves('unlocked'), what).toHaveLength(openedBefore(home, settledMs));
  expect(truth, what).toMatchObject({ bolt: 100, leaf: 0, moving: 'none' });
  expect([undefined, 'locked'], what).toContain(home.hub.core.doors.get(door)?.loop.passage?.stage);
  home.receipts();
};
