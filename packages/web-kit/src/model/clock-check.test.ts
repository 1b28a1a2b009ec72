import { expect, test } from 'vitest';
import { aheadOf, createClockCheck, judgeClocks, roundedDoubtMs } from './clock-check.ts';

const nowMs = 1_700_000_000_000;
const hour = 3_600_000;

test('a right clock is never called wrong, however long the answer took', () => {
  expect(aheadOf(nowMs, nowMs - 1, nowMs + 60_000)).toBe(0);
  expect(aheadOf(nowMs, nowMs - 60_000, nowMs)).toBe(0);
  // Whole seconds: the other clock may have gone on for most of one.
  expect(aheadOf(nowMs, nowMs + 900, nowMs + 950)).toBe(0);
});

test('two hours ahead or behind are said as that, whole hours with an answer that took a second', () => {
  const { doubt, hear } = createClockCheck();
  hear('door', nowMs, nowMs + 2 * hour, nowMs + 2 * hour + 1000);
  expect(doubt.get()).toMatchObject({ kind: 'device' });
  expect(roundedDoubtMs(doubt.get() ?? { kind: 'door', aheadMs: 0 })).toBe(2 * hour);
  hear('door', nowMs, nowMs - 2 * hour - 1000, nowMs - 2 * hour);
  expect(doubt.get()?.aheadMs).toBe(-2 * hour);
});

test('a clock that was set right again is said no more', () => {
  const { doubt, hear } = createClockCheck();
  hear('server', nowMs, nowMs + hour, nowMs + hour);
  expect(doubt.get()?.kind).toBe('device');
  hear('server', nowMs, nowMs, nowMs);
  expect(doubt.get()).toBeUndefined();
});

test.each([
  ['neither was heard', undefined, undefined, undefined],
  ['both say so', 2 * hour, 2 * hour, 'device'],
  ['the door alone was heard', -hour, undefined, 'device'],
  ['the server alone was heard', undefined, hour, 'device'],
  ['the server agrees with this device', hour, 0, 'door'],
  ['the door agrees with this device, whatever a server says', 0, 5 * hour, undefined],
  ['a minute apart', 60_000, 60_000, undefined],
] as const)('whose clock it is: %s', (_, door, server, kind) => {
  expect(judgeClocks(door, server)?.kind).toBe(kind);
});

test('a clock that is set back while the answer is on its way proves nothing', () => {
  const { doubt, hear } = createClockCheck();
  hear('door', nowMs, nowMs, nowMs - 2 * hour);
  hear('server', Number.NaN, nowMs, nowMs);
  expect(doubt.get()).toBeUndefined();
});

test('drift between two answers is no news', () => {
  const { doubt, hear } = createClockCheck();
  let told = 0;
  doubt.subscribe(() => (told += 1));
  for (const late of [0, 900, 3000]) hear('door', nowMs, nowMs + hour + late, nowMs + hour + late + 50);
  expect(told).toBe(1);
});

test('after a jump the first answer already tells, whoever gives it', () => {
  const { doubt, hear } = createClockCheck();
  hear('door', nowMs, nowMs, nowMs);
  hear('server', nowMs, nowMs, nowMs);
  hear('server', nowMs, nowMs + hour, nowMs + hour);
  expect(doubt.get()).toMatchObject({ kind: 'device' });
  hear('door', nowMs, nowMs + hour, nowMs + hour);
  expect(doubt.get()).toMatchObject({ kind: 'device' });
});
