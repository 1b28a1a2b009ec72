import type { Chunk, Mark } from './goal.ts';

/** A tour put together of real stretches from one arrival to the next. */
export interface Tour {
  readonly marks: readonly Mark[];
  /** Indices into `marks`; the first is where it begins, the last is the stop whose household waits. */
  readonly arrivals: readonly number[];
  /** The pieces that its stretches are from: its courier. */
  readonly chunks: readonly string[];
}

/** How the shortness of stretches that fit into six minutes is undone: the whole stretch slower, or only the stays longer. */
export type Stretching = 'all' | 'stays';

export interface TourWish {
  readonly cycles: number;
  readonly stretching: Stretching;
}

export interface Cycle {
  readonly chunk: string;
  readonly marks: readonly Mark[];
}

export const cyclesOf = ({ name, marks, arrivals }: Chunk): readonly Cycle[] =>
  arrivals.slice(1).map((to, index) => ({
    chunk: name,
    marks: marks.slice(arrivals[index] ?? 0, to + 1),
  }));

const lengthOf = ({ marks }: Cycle) => (marks.at(-1)?.tS ?? 0) - (marks[0]?.tS ?? 0);
const stayOf = ({ marks }: Cycle) => {
  const leaves = marks.find(({ driving }) => driving)?.tS ?? marks.at(-1)?.tS ?? 0;
  return leaves - (marks[0]?.tS ?? 0);
};
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The factor that brings the mean stretch to one stop in so many seconds. */
export const factorFor = (pool: readonly (readonly Cycle[])[], everyS: number, stretching: Stretching): number => {
  const all = pool.flat();
  const lengthS = mean(all.map(lengthOf));
  const stayS = mean(all.map(stayOf));
  return stretching === 'all' ? everyS / lengthS : (everyS - (lengthS - stayS)) / stayS;
};

/** A courier's ways, drawn from three stretches of the day as eval_baseline.py draws them. */
export const drawTour = (
  pool: readonly (readonly Cycle[])[],
  factor: number,
  { cycles, stretching }: TourWish,
  random: () => number,
): Tour => {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
  const three = new Set<readonly Cycle[]>();
  while (three.size < Math.min(3, pool.length)) three.add(pick(pool));
  const known = [...three].flat();
  const marks: Mark[] = [{ tS: 0, x: 0, y: 0, driving: false }];
  const arrivals = [0];
  for (let n = 0; n < cycles; n++) {
    append(marks, stretched(pick(known), factor, stretching), random() * 2 * Math.PI);
    arrivals.push(marks.length - 1);
  }
  return { marks, arrivals, chunks: [...new Set(known.map(({ chunk }) => chunk))] };
};

const stretched = ({ marks }: Cycle, factor: number, stretching: Stretching): readonly Mark[] => {
  const [first] = marks;
  if (first === undefined) return [];
  if (stretching === 'all') return marks.map((mark) => ({ ...mark, tS: first.tS + (mark.tS - first.tS) * factor }));
  const leavesS = marks.find(({ driving }) => driving)?.tS ?? first.tS;
  const addedS = (leavesS - first.tS) * (factor - 1);
  return marks.map((mark) => {
    const stayedS = Math.min(mark.tS, leavesS) - first.tS;
    return { ...mark, tS: mark.driving || mark.tS >= leavesS ? mark.tS + addedS : first.tS + stayedS * factor };
  });
};

/** Each stretch begins where the last one ended, turned any way: couriers do not drive in circles because their pieces were cut so. */
const append = (to: Mark[], piece: readonly Mark[], turn: number): void => {
  const [first] = piece;
  const end = to.at(-1);
  if (first === undefined || end === undefined) return;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  for (const { tS, x, y, driving } of piece.slice(1)) {
    const [dx, dy] = [x - first.x, y - first.y];
    to.push({ tS: end.tS + tS - first.tS, x: end.x + dx * cos - dy * sin, y: end.y + dx * sin + dy * cos, driving });
  }
};
