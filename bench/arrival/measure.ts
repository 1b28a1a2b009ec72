import { usualHabits, type Habits } from '@latchkey/delivery';
import { fitted } from './fit.ts';
import type { Chunk } from './goal.ts';
import { rowsOf, saidS, samplesOf, type Row, type Sample } from './samples.ts';

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

const groupsOf = <T extends { readonly chunk: string }>(samples: readonly T[], value: (sample: T) => number) => {
  const groups = new Map<string, number[]>();
  for (const sample of samples) groups.set(sample.chunk, [...(groups.get(sample.chunk) ?? []), value(sample)]);
  return [...groups.values()];
};

/** What is asked one, two and three stops ahead, and how much each counts in the fit: two stops ahead is when households hear. */
export interface Asked {
  readonly ahead: number;
  readonly weight: number;
  readonly samples: readonly Sample[];
}

export const askedOf = (chunks: readonly Chunk[]): readonly Asked[] =>
  [0.5, 2, 0.5].map((weight, n) => ({ ahead: n + 1, weight, samples: samplesOf(chunks, n + 1) }));

const rowsOfAll = (asked: readonly Asked[], from: Habits): readonly Row[] =>
  asked.flatMap(({ samples, weight }) => rowsOf(samples, weight * 1000, from));

export type Fit = (without?: readonly string[]) => Habits;

/**
 * Figures fitted without some pieces. Nothing says which pieces are of one courier, so each counts as one of its own. From where all of
 * them lead it is not far to where all but a few do.
 */
export const fitter = (asked: readonly Asked[]): Fit => {
  const rows = rowsOfAll(asked, usualHabits);
  const all = fitted(rows, usualHabits);
  return (without = []) =>
    without.length === 0 ? all : fitted(rows.filter(({ chunk }) => !without.includes(chunk)), all, 20); // prettier-ignore
};

export const errorOf = (samples: readonly Sample[], habits: (chunk: string) => Habits, random: () => number): Share =>
  withRange(
    groupsOf(samples, (sample) => Math.abs(saidS(sample, habits(sample.chunk)) - sample.actualS)),
    random,
  );

/** eval_baseline.py's own estimate: straight legs at the mean speed, and the mean stay at each stop between. */
export const baseline = (samples: readonly Sample[], speedMS: number, staysS: number, random: () => number): Share =>
  withRange(
    groupsOf(samples, ({ legsM, actualS }) => Math.abs(legsM / speedMS + staysS - actualS)),
    random,
  );

/** The error of whoever knew when the van is going to stop and to leave between, and only not for how long it stays. */
export const floorOf = (samples: readonly Sample[], random: () => number): Share => {
  const stays = samples.map(({ staysS }) => staysS).sort((a, b) => a - b);
  const median = stays[Math.floor(stays.length / 2)] ?? 0;
  return withRange(
    groupsOf(samples, ({ staysS }) => Math.abs(staysS - median)),
    random,
  );
};
