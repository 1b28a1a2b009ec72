import { describe, expect, it } from 'vitest';
import { play } from '../run.ts';
import { exhibits } from './index.ts';

const LAST_SEED = 120;
const STEPS = 80;

describe('the museum of broken locks: each broken variant breaks a promise that the real build keeps with the same seed', () => {
  it.each(exhibits.map((exhibit) => [exhibit.incident, exhibit.broken().name, exhibit] as const))(
    '%s: %s',
    async (_incident, _name, { broken, noticedBy, fromSeed = 1 }) => {
      for (let seed = fromSeed; seed <= LAST_SEED; seed++) {
        const outcome = await play(seed, STEPS, broken());
        if (outcome.broken === undefined) continue;
        expect(noticedBy).toContain(outcome.broken.promise);
        expect((await play(seed, STEPS)).broken).toBeUndefined();
        return;
      }
      expect.fail(`no checker noticed within ${LAST_SEED} seeds`);
    },
    120_000,
  );
});
