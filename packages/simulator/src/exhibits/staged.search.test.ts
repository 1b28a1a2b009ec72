import { describe, expect, it } from 'vitest';
import { playScene } from '../run.ts';
import { staged } from './staged.ts';

describe('the museum of broken locks, in scenes: each broken variant breaks a promise that the real build keeps', () => {
  it.each(staged.map((exhibit) => [exhibit.incident, exhibit.broken().name, exhibit] as const))(
    '%s: %s',
    async (_incident, _name, { scene, broken, noticedBy, opens }) => {
      const real = await playScene(scene());
      expect(real.broken, real.story.join('\n')).toBeUndefined();
      expect(real.openings, real.story.join('\n')).toBe(opens);
      const outcome = await playScene(scene(), broken());
      expect(outcome.broken, outcome.story.join('\n')).toBeDefined();
      expect(noticedBy).toContain(outcome.broken?.promise);
    },
  );
});
