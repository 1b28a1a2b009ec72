import { expect, test } from 'vitest';
import { FrameRing } from './ring.ts';

const frame = (index: number, group: number, bytes = 10) => ({
  data: new Uint8Array(bytes),
  key: index % group === 0,
  captureMs: index * 100,
  compositionMs: 0,
  avcC: new Uint8Array(),
});

test.each([1, 5, 10, 25, 40])(
  'with a key frame every %i frames it keeps 5 s and two groups, and not much more',
  (group) => {
    const ring = new FrameRing({ keepMs: 5000, keepGroups: 2, maxHoleMs: 1000, maxBytes: 10 ** 9 });
    for (let index = 0; index < 500; index += 1) {
      ring.push(frame(index, group));
      expect(ring.frames[0]?.key).toBe(true);
      if (index > 50 + group * 2) expect(ring.spanMs).toBeGreaterThanOrEqual(5000);
      expect(ring.spanMs).toBeLessThanOrEqual(5000 + group * 100 * 2 + 4000);
    }
    expect(ring.frames.filter(({ key }) => key).length).toBeGreaterThanOrEqual(2);
  },
);

test('starts at a key frame, never before', () => {
  const ring = new FrameRing({ keepMs: 5000, keepGroups: 2, maxHoleMs: 1000, maxBytes: 10 ** 9 });
  for (let index = 7; index < 10; index += 1) ring.push(frame(index, 10));
  expect(ring.frames).toHaveLength(0);
});

test('a flood costs pictures, not memory', () => {
  const ring = new FrameRing({ keepMs: 5000, keepGroups: 2, maxHoleMs: 1000, maxBytes: 1000 });
  for (let index = 0; index < 100; index += 1) ring.push(frame(index, 10, 50));
  expect(ring.frames.reduce((sum, { data }) => sum + data.length, 0)).toBeLessThanOrEqual(1000);
});

test('seconds on the other side of a hole are no pre-roll', () => {
  const ring = new FrameRing({ keepMs: 5000, keepGroups: 2, maxHoleMs: 1000, maxBytes: 10 ** 9 });
  for (let index = 0; index < 60; index += 1) ring.push(frame(index, 10));
  expect(ring.spanMs).toBeGreaterThanOrEqual(5000);
  for (let index = 70; index < 75; index += 1) ring.push(frame(index, 10));
  expect(ring.spanMs).toBe(400);
  for (let index = 95; index < 99; index += 1) ring.push(frame(index, 10));
  expect(ring.frames).toHaveLength(0);
});
