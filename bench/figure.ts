/** One measured figure beside its floor: the same hops without our code, in the same run. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: 'us' | 'ms' | '1/s';
  /** Absolute, in the same unit; measured by code that shares nothing with ours. */
  readonly floor: number;
  /** value / floor; these machines are noisy, so only the ratio is compared. */
  readonly ratio: number;
  /** Samples behind `value`; the floor has as many. */
  readonly n: number;
  /** What else went on; absent: nothing. */
  readonly under?: { readonly hubs: number; readonly knocksPerS: number };
}

export interface Bench {
  /** Names of the figures that one run of this bench gives. */
  readonly names: readonly string[];
  run(): Promise<readonly Figure[]>;
}

const round = (value: number) => Number(value.toPrecision(4));

export const figure = (name: string, unit: Figure['unit'], value: number, floor: number, n: number): Figure => ({
  name,
  value: round(value),
  unit,
  floor: round(floor),
  ratio: round(value / floor),
  n,
});

/** The q-quantile (0…1) by nearest rank; samples need not be sorted. */
export const quantile = (samples: readonly number[], q: number): number => {
  const sorted = [...samples].sort((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))];
  if (value === undefined) throw new RangeError('no samples');
  return value;
};
