import type { Habits } from '@latchkey/delivery';
import { meanError, type Sample } from './samples.ts';

/** The figures that are fitted, each with its step; the others are chosen, not fitted. */
const steps: readonly (readonly [keyof Habits, number])[] = [
  ['dwellS', 4],
  ['rootS', 0.15],
  ['dwellWeight', 0.3],
  ['stillShare', 0.08],
  ['driveWeightS', 40],
];

/** Descent along one figure after the other, with shorter and shorter steps: few figures, few samples, no surprises. */
export const fitted = (samples: readonly Sample[], from: Habits): Habits => {
  let best = from;
  let least = meanError(samples, best);
  for (const scale of [4, 2, 1, 0.5]) {
    for (let moved = true; moved;) {
      moved = false;
      for (const [figure, step] of steps) {
        for (const way of [-1, 1]) {
          const tried = { ...best, [figure]: Math.max(0.02, best[figure] + way * step * scale) };
          const error = meanError(samples, tried);
          if (error >= least - 1e-9) continue;
          [best, least, moved] = [tried, error, true];
        }
      }
    }
  }
  return best;
};
