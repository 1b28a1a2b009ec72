import { expect, test } from 'vitest';
import { steadyClock } from './liveness.ts';

function clocks() {
  let [performance, wall] = [100, 1_790_000_000_000];
  const now = steadyClock(
    () => performance,
    () => wall,
  );
  const pass = (performanceMs: number, wallMs = performanceMs): number => {
    performance += performanceMs;
    wall += wallMs;
    return now();
  };
  return { pass };
}

test('a machine that slept has grown older, although its fine clock stood still', () => {
  const { pass } = clocks();
  const before = pass(0);
  expect(pass(10, 600_000) - before).toBe(600_000);
});

test('a wall clock set back makes nothing younger', () => {
  const { pass } = clocks();
  const before = pass(0);
  expect(pass(1000, -3_600_000) - before).toBe(1000);
});

test('a wall clock that wobbles by milliseconds does not matter', () => {
  const { pass } = clocks();
  const before = pass(0);
  for (let index = 0; index < 100; index += 1) pass(100, 101);
  expect(pass(0) - before).toBe(10_000);
});
