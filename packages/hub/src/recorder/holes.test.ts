import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RECORDING, VISIT, settled, stage } from './testing/stage.ts';

/** Somebody jams the camera's radio in bursts: each hole over a second is signed with its bounds, and nothing else is. */
test('P6: any hole over a second is a signed gap, whatever the bursts', async () => {
  const bursts = fc.array(
    fc.record({ filmedS: fc.integer({ min: 1, max: 3 }), cutMs: fc.integer({ min: 0, max: 8000 }) }),
    { minLength: 1, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(bursts, async (list) => {
      const { recorder, film, clock, told, report } = stage();
      recorder.arm();
      film(6);
      await recorder.start({ visitId: VISIT, recordingId: RECORDING });
      const expected: { fromMs: number; toMs: number }[] = [];
      for (const { filmedS, cutMs } of list) {
        film(filmedS);
        const [fromMs, toMs] = [clock.nowMs() - 100, clock.nowMs() + cutMs];
        clock.advance(cutMs);
        if (toMs - fromMs > 1000) expected.push({ fromMs, toMs });
      }
      film(1);
      await settled();
      await recorder.stop('finished');
      expect(report().gaps).toEqual(expected);
      expect(report().verdict).toBe(expected.length > 0 ? 'gap' : 'ok');
      expect(told.gap.filter(({ toMs }) => toMs !== undefined)).toHaveLength(expected.length);
      expect(told.gap.filter(({ toMs }) => toMs === undefined).length).toBeLessThanOrEqual(expected.length);
    }),
    { numRuns: 20 },
  );
});
