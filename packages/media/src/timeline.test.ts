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
    expect(times.map((time, index) => time - NOW - index * 100)).toEqual([0, 0, 0, 0, 0, 0]);
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
