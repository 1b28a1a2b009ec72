import { expect } from 'vitest';
import type { TestHome } from './test-home.ts';

/** What must hold ten seconds after the power is back. */
export const TEN_SECONDS_MS = 10_000;
/** Acts that are none: so long is something under way. */
export const waits = (ms: number): (() => undefined)[] =>
  Array.from({ length: Math.ceil(ms / 1500) }, () => () => undefined);

/** How often the bolt had been told to open when the power went. */
const openedBefore = (home: TestHome): number =>
  home.locks.moves('unlocked').filter(({ atMs }) => atMs < home.clock.nowMs - TEN_SECONDS_MS).length;

/** Known: the hub itself holds the passage for over, and its story reads. Safe: shut and thrown, and no start ordered anything to open. */
export const isKnownAndSafe = (home: TestHome, what: string): void => {
  expect(home.locks.moves('unlocked'), what).toHaveLength(openedBefore(home));
  expect(home.locks.flat.truth, what).toMatchObject({ bolt: 100, leaf: 0, moving: 'none' });
  expect([undefined, 'locked'], what).toContain(home.hub.core.doors.get(1)?.loop.passage?.stage);
  home.receipts();
};
