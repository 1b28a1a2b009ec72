import { describe, expect, it, vi } from 'vitest';
import { p } from './testing/people.ts';
import { playMutants, type Answer } from './testing/mutants/index.ts';
import { decide, type Primitives } from './index.ts';

vi.setConfig({ testTimeout: 120_000 });

const by =
  (primitives: Primitives): Answer =>
  (presentation, door, now) =>
    decide(primitives, presentation, door, now);

/** A first glance; tests/system/mutants.test.ts has a hundred thousand, and `npm run test:long` ten million. */
describe('changed presentations', () => {
  it('open nothing, whether or not everybody signs again, and each that is signed again hears its own refusal', async () => {
    const outcome = await playMutants(1, 2048);
    expect(outcome.wrong).toEqual([]);
    expect(outcome).toMatchObject({ mutants: 2048, signedAgain: 1024, controls: 32 });
  });

  it('would be noticed by a door that believes every signature', async () => {
    const { wrong } = await playMutants(1, 512, by({ ...p, verify: () => true }));
    expect(wrong.filter((line) => line.includes('opened')).length).toBeGreaterThan(5);
  });

  it('would be noticed by a door that does not hash what it reads', async () => {
    const { wrong } = await playMutants(1, 512, by({ ...p, sha256: () => new Uint8Array(32) }));
    expect(wrong.length).toBeGreaterThan(5);
  });
});
