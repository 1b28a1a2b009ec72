import { expect, test } from 'vitest';

interface Event {
  readonly ph: string;
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

const script = (await import(new URL('./own-time.js', import.meta.url).href)) as {
  readonly inOwnTime: (events: readonly Event[]) => readonly Event[];
};

const task = (name: string, ts: number, dur: number, tdur: number, tid = 1): Event => ({
  ph: 'X',
  name,
  pid: 7,
  tid,
  ts,
  dur,
  tdur,
});

test('a task that was kept waiting lasts as long as it ran, what is inside shrinks with it, and it begins when it began', () => {
  const seen = script.inOwnTime([
    task('inner', 1_050, 40, 12),
    task('outer', 1_000, 100, 25),
    task('next', 1_100, 10, 10),
  ]);
  expect(seen.map(({ name, ts, dur }) => [name, ts, dur])).toEqual([
    ['inner', 1_013, 10],
    ['outer', 1_000, 25],
    ['next', 1_100, 10],
  ]);
});

test('threads have clocks of their own, and what has no duration stays as it is', () => {
  const mark: Event = { ph: 'I', name: 'firstContentfulPaint', pid: 7, tid: 1, ts: 1_050 };
  const seen = script.inOwnTime([task('main', 1_000, 100, 50), task('worker', 1_010, 80, 80, 2), mark]);
  expect(seen.map(({ ts, dur }) => [ts, dur])).toEqual([
    [1_000, 50],
    [1_010, 80],
    [1_050, undefined],
  ]);
});

test('a clock of the thread that runs ahead of the task makes nothing longer', () => {
  expect(script.inOwnTime([task('main', 0, 100, 130)])[0]?.dur).toBe(100);
});
