import type { Figure } from './figure.ts';

/** What a figure is held against. */
interface Wanted {
  readonly words: string;
  /** `among`: every figure of the same run. Undefined where the run lacks what it is compared with. */
  readonly holds: (figure: Figure, among: readonly Figure[]) => boolean | undefined;
}

const timesFloor = (most: number): Wanted => ({
  words: `at most ${most} times the floor`,
  holds: ({ ratio }) => ratio <= most,
});

const below = (most: number, unit: Figure['unit']): Wanted => ({
  words: `below ${most} ${unit}`,
  holds: ({ value }) => value < most,
});

const atLeast = (least: number, unit: Figure['unit']): Wanted => ({
  words: `at least ${least} ${unit}`,
  holds: ({ value }) => value >= least,
});

const timesMedian = (most: number): Wanted => ({
  words: `at most ${most} times its p50`,
  holds: ({ name, value }, among) => {
    const median = among.find((one) => one.name === name.replace('p99', 'p50'));
    return median === undefined ? undefined : value <= most * median.value;
  },
});

/** At the load that the figures at load are for. */
const KNOCKS_PER_S = 200;
const atFullLoad = (wanted: Wanted): Wanted => ({
  words: `${wanted.words}, at ${KNOCKS_PER_S} knocks/s`,
  holds: (figure, among) =>
    figure.under !== undefined && figure.under.knocksPerS >= KNOCKS_PER_S && wanted.holds(figure, among),
});

const all: Readonly<Record<string, Wanted>> = {
  'knock.decide.cold': timesFloor(1.15),
  'knock.decide.cached': timesFloor(1.4),
  'knock.decide.flat': timesFloor(1.1),
  'knock.tap-to-bolt.p50': timesFloor(1.5),
  'knock.tap-to-bolt.p99': timesMedian(4),
  'knock.tap-to-bolt.at-load.p50': atFullLoad(timesFloor(1.5)),
  'knock.tap-to-bolt.at-load.p99': atFullLoad(timesMedian(4)),
  'block.tap-to-confirmed.p99': below(50, 'ms'),
  'block.tap-to-confirmed.at-load.p99': atFullLoad(below(50, 'ms')),
  'log.append': atLeast(20_000, '1/s'),
  'log.proof.verify': below(5, 'ms'),
};

/** What is wanted of a figure and whether this run held it, in words; empty for a figure that is only watched. */
export const verdict = (figure: Figure, among: readonly Figure[]): string => {
  const wanted = all[figure.name];
  const held = wanted?.holds(figure, among);
  if (wanted === undefined || held === undefined) return '';
  return `${held ? 'holds' : 'FALLS SHORT'}: ${wanted.words} wanted`;
};
