import { noticeAheadS, usualHabits, type Habits } from '@latchkey/delivery';
import { driven, planOf } from './drive.ts';
import { fitted } from './fit.ts';
import type { Chunk } from './goal.ts';
import { meanError, saidS, type Sample } from './samples.ts';
import type { Tour } from './tours.ts';

export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Mean with the range that 95 in 100 redrawings of whole groups give. */
export const withRange = (groups: readonly (readonly number[])[], random: () => number): Share => {
  const mean = (drawn: readonly (readonly number[])[]) => {
    const count = drawn.reduce((sum, group) => sum + group.length, 0);
    return drawn.reduce((sum, group) => sum + group.reduce((a, b) => a + b, 0), 0) / count;
  };
  const redrawn = Array.from({ length: 1000 }, () =>
    mean(groups.map(() => groups[Math.floor(random() * groups.length)] ?? [])),
  ).sort((a, b) => a - b);
  return { value: mean(groups), low: redrawn[25] ?? NaN, high: redrawn[974] ?? NaN };
};

export interface Lead {
  /** Seconds between the first notice and the van at the stop. */
  readonly oursS: number;
  /** The same, had it been said when two stops remained. */
  readonly twoStopsS: number;
}

export const leadOf = ({ marks, arrivals }: Tour, habits: Habits): Lead => {
  const target = arrivals.at(-1) ?? 0;
  const endS = marks[target]?.tS ?? 0;
  const twoStopsS = endS - (marks[arrivals.at(-3) ?? 0]?.tS ?? 0);
  for (const { tS, said } of driven(marks, planOf(marks, arrivals), habits)) {
    const etaS = said.find(({ id }) => id === String(target))?.etaS ?? 0;
    if (etaS <= noticeAheadS) return { oursS: endS - tS, twoStopsS };
  }
  return { oursS: 0, twoStopsS };
};

const groupsOf = <T extends { readonly chunk: string }>(samples: readonly T[], value: (sample: T) => number) => {
  const groups = new Map<string, number[]>();
  for (const sample of samples) groups.set(sample.chunk, [...(groups.get(sample.chunk) ?? []), value(sample)]);
  return [...groups.values()];
};

const folds = 10;

/** Each piece judged by figures fitted without its tenth of the pieces. */
export const crossValidated = (samples: readonly Sample[], chunks: readonly Chunk[], random: () => number): Share => {
  const fold = new Map(chunks.map(({ name }, n) => [name, n % folds]));
  const habits = Array.from({ length: folds }, (_, f) =>
    fitted(
      samples.filter(({ chunk }) => fold.get(chunk) !== f),
      usualHabits,
    ),
  );
  const error = (sample: Sample) =>
    Math.abs(saidS(sample, habits[fold.get(sample.chunk) ?? 0] ?? usualHabits) - sample.actualS);
  return withRange(groupsOf(samples, error), random);
};

export const asShipped = (samples: readonly Sample[], random: () => number): Share =>
  withRange(
    groupsOf(samples, (sample) => Math.abs(saidS(sample, usualHabits) - sample.actualS)),
    random,
  );

/** eval_baseline.py's own estimate: straight legs at the mean speed, and the mean stay at each stop between. */
export const baseline = (samples: readonly Sample[], speedMS: number, staysS: number, random: () => number): Share =>
  withRange(
    groupsOf(samples, ({ legsM, actualS }) => Math.abs(legsM / speedMS + staysS - actualS)),
    random,
  );

export const fitOf = (samples: readonly Sample[]): { readonly habits: Habits; readonly errorS: number } => {
  const habits = fitted(samples, usualHabits);
  return { habits, errorS: meanError(samples, habits) };
};
