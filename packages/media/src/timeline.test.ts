import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Timeline } from './timeline.ts';

const NOW = 1_790_000_000_000;

describe('capture times', () => {
  test('follow the camera where the network jitters', () => {
    const timeline = new Timeline();
    const jitter = [0, 40, 10, 90, 0, 25];
    const times = jitter.map((late, index) =>
      timeline.captureMs({ dtsMs: index * 100, arrivedMs: NOW + index * 100 + late }),
    );
    expect(Math.max(...times.map((time, index) => time - NOW - index * 100))).toBeLessThanOrEqual(3);
  });

  test('follow a camera whose clock is slow or fast by one in a thousand', () => {
    for (const pace of [0.999, 1.001]) {
      const timeline = new Timeline();
      for (let at = 0; at < 600_000; at += 100) {
        const captureMs = timeline.captureMs({ dtsMs: at * pace, arrivedMs: NOW + at + (at % 300) / 10 });
        expect(Math.abs(captureMs - NOW - at)).toBeLessThanOrEqual(40);
      }
    }
  });

  test.each([2 ** 31, -(2 ** 31)])('a jump of the camera clock by %i is not believed', (jump) => {
    const timeline = new Timeline();
    timeline.captureMs({ dtsMs: 2 ** 31, arrivedMs: NOW });
    expect(timeline.captureMs({ dtsMs: 2 ** 31 + jump, arrivedMs: NOW + 66 })).toBe(NOW + 66);
  });

  test('strictly increase and never pass the arrival by more than the steps they must take', () => {
    const arrivals = fc.array(
      fc.record({ step: fc.nat({ max: 400 }), dts: fc.integer({ min: -(2 ** 31), max: 2 ** 31 }) }),
      { minLength: 2 },
    );
    fc.assert(
      fc.property(arrivals, (list) => {
        const timeline = new Timeline();
        let now = NOW;
        let last = 0;
        list.forEach(({ step, dts }, index) => {
          now += step;
          const time = timeline.captureMs({ dtsMs: dts, arrivedMs: now });
          expect(time).toBeGreaterThan(last);
          expect(time).toBeLessThanOrEqual(now + index + 1);
          last = time;
        });
      }),
    );
  });
});
