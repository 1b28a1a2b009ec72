import type { Habits } from '@latchkey/delivery';
import { fittedFigures, type Row } from './samples.ts';

const rounds = 60;
/** Seconds within which an error counts less than in full, so that the descent comes to an end. */
const softS = 1;

/** The figures with the least absolute error: least squares, again and again, each row weighing as much less as it is further off. */
export const fitted = (rows: readonly Row[], from: Habits, times = rounds): Habits => {
  let now = fittedFigures.map((figure) => from[figure]);
  for (let n = 0; n < times; n++) now = step(rows, now);
  return Object.fromEntries(fittedFigures.map((figure, i) => [figure, now[i] ?? 0])) as unknown as Habits;
};

const step = (rows: readonly Row[], now: readonly number[]): number[] => {
  const size = now.length;
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size + 1 }, (_, j) => (i === j ? 1e-9 : 0)),
  );
  for (const { applies: x, seconds: y, weight } of rows) {
    const off = Math.abs(y - x.reduce((sum, value, i) => sum + value * (now[i] ?? 0), 0));
    const w = weight / Math.max(off, softS);
    for (let i = 0; i < size; i++) {
      const row = matrix[i] as number[];
      const xi = (x[i] ?? 0) * w;
      for (let j = 0; j < size; j++) row[j] = (row[j] ?? 0) + xi * (x[j] ?? 0);
      row[size] = (row[size] ?? 0) + xi * y;
    }
  }
  return solved(matrix);
};

/** Gauss, with pivots. */
const solved = (matrix: number[][]): number[] => {
  const size = matrix.length;
  const at = (i: number, j: number): number => matrix[i]?.[j] ?? 0;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column; i < size; i++) if (Math.abs(at(i, column)) > Math.abs(at(pivot, column))) pivot = i;
    [matrix[column], matrix[pivot]] = [matrix[pivot] as number[], matrix[column] as number[]];
    for (let i = 0; i < size; i++) {
      if (i === column) continue;
      const factor = at(i, column) / at(column, column);
      for (let j = column; j <= size; j++) (matrix[i] as number[])[j] = at(i, j) - factor * at(column, j);
    }
  }
  return matrix.map((_, i) => at(i, size) / at(i, i));
};
