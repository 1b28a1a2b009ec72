import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SAMPLE_AVCC } from '../drivers/cameras/testing/flv.ts';
import { RECORDING, VISIT, settled, stage } from './testing/stage.ts';

/** As a network has it that holds pictures back and lets them through in a burst: they were taken in time. */
test('P6: pictures that come late are no hole of the film, and whoever heard that one began hears that it is over', async () => {
  const { recorder, camera, frame, film, clock, told, report } = stage();
  recorder.arm();
  film(6);
  await recorder.start({ visitId: VISIT, recordingId: RECORDING });
  film(1);
  const heldMs = clock.nowMs();
  clock.advance(3000);
  expect(told.gap).toMatchObject([{ toMs: undefined }]);
  for (let late = 0; late < 30; late += 1)
    camera()?.frame({ data: Uint8Array.of(0, 0, 0, 3, 0x41, 1, late), key: false, captureMs: heldMs + late * 100, compositionMs: 0, avcC: SAMPLE_AVCC }); // prettier-ignore
  frame();
  film(1);
  await settled();
  await recorder.stop('finished');
  expect(told.gap).toHaveLength(2);
  expect(told.gap[1]?.toMs).toBeDefined();
  expect(report().gaps).toEqual([]);
});

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
