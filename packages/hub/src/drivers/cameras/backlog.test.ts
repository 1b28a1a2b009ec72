import { expect, it } from 'vitest';
import { Backlog } from './backlog.ts';

const START_MS = 1_790_000_000_000;
/** Ten pictures a second from this second on, each so much late; how old they are when they come, by their word, in seconds. */
const ages = (backlog: Backlog, fromS: number, seconds: number, lateMs: number): number[] =>
  Array.from({ length: seconds * 10 }, (_, i) => {
    const dtsMs = fromS * 1000 + i * 100;
    const arrivedMs = START_MS + dtsMs + lateMs;
    return Math.round((arrivedMs - backlog.takenMs({ dtsMs, arrivedMs })) / 100) / 10;
  });

it('P6: pictures that come late but evenly were taken when the camera counted, and not when they came', () => {
  const backlog = new Backlog();
  expect(new Set(ages(backlog, 0, 5, 300))).toEqual(new Set([0]));
  const late = ages(backlog, 5, 10, 5300);
  expect(Math.min(...late)).toBeGreaterThan(4.8);
  expect(backlog.lateForMs(START_MS + 15_000 + 5300)).toBeGreaterThan(9000);
  expect(new Set(ages(backlog, 15, 5, 300))).toEqual(new Set([0]));
  expect(backlog.lateForMs(START_MS + 20_300)).toBe(0);
});

it('jitter, a slow beginning and a clock that is set are no lateness', () => {
  const backlog = new Backlog();
  expect(Math.max(...ages(backlog, 0, 1, 600))).toBe(0);
  expect(Math.max(...ages(backlog, 1, 3, 0), ...ages(backlog, 4, 1, 650))).toBe(0);
  // Back to zero, as after a start of the camera within one connection; then far ahead.
  expect(backlog.takenMs({ dtsMs: 0, arrivedMs: START_MS + 9000 })).toBe(START_MS + 9000);
  expect(backlog.takenMs({ dtsMs: 100, arrivedMs: START_MS + 9100 })).toBe(START_MS + 9100);
  expect(backlog.takenMs({ dtsMs: 900_000, arrivedMs: START_MS + 9200 })).toBe(START_MS + 9200);
});

it('a crystal that is off by a hundred parts in a million makes nothing late in a day', () => {
  const backlog = new Backlog();
  for (let s = 0; s < 86_400; s++) {
    const arrivedMs = START_MS + s * 1000;
    expect(backlog.takenMs({ dtsMs: s * 999.9, arrivedMs })).toBe(arrivedMs);
  }
});
