import { expect, it } from 'vitest';
import { unixClock } from './unix-clock.ts';

it('a camera burns in the time after the sleep of its machine, and does not follow a clock that is set a little', () => {
  let [monotonicMs, wallMs] = [500, 1_800_000_000_000];
  const nowMs = unixClock(
    () => monotonicMs,
    () => wallMs,
  );
  wallMs += 9000;
  expect(nowMs()).toBe(1_800_000_000_000);
  wallMs += 3_600_000;
  monotonicMs += 1000;
  expect(nowMs()).toBe(wallMs);
});
