import type { Metres } from '../ground.ts';
import { seeded, spread } from './seeded.ts';

export const columns = 8;
export const rows = 7;

/** A crossing, counted from the south-west. */
export interface Crossing {
  readonly i: number;
  readonly j: number;
}

export interface Street {
  readonly name: string;
  readonly crossings: readonly Crossing[];
}

const northward = [
  'Uferstraße',
  'Mühlenstraße',
  'Gartenstraße',
  'Kastanienallee',
  'Parkweg',
  'Lindenstraße',
  'Schulstraße',
  'Feldstraße',
  'Bahnstraße',
];
const eastward = [
  'Am Kanal',
  'Rosenweg',
  'Südstraße',
  'Teichweg',
  'Nordstraße',
  'Ahornweg',
  'Kirchgasse',
  'Brunnenstraße',
];

/** The park takes four blocks; no street crosses it. */
export const park = { fromI: 3, toI: 5, fromJ: 2, toJ: 4 } as const;

export const isParkBlock = ({ i, j }: Crossing): boolean =>
  i >= park.fromI && i < park.toI && j >= park.fromJ && j < park.toJ;

const insidePark = (a: Crossing, b: Crossing): boolean => {
  const i = (a.i + b.i) / 2;
  const j = (a.j + b.j) / 2;
  return i > park.fromI && i < park.toI && j > park.fromJ && j < park.toJ;
};

const line = (name: string, crossings: readonly Crossing[]): Street[] => {
  const parts: Crossing[][] = [[]];
  for (const [index, crossing] of crossings.entries()) {
    const before = crossings[index - 1];
    if (before !== undefined && insidePark(before, crossing)) parts.push([]);
    parts.at(-1)?.push(crossing);
  }
  return parts.filter((part) => part.length > 1).map((part) => ({ name, crossings: part }));
};

const count = (length: number) => Array.from({ length }, (_, index) => index);

/** Each street as it runs; one that ends at the park goes on behind it under the same name. */
export const streets: readonly Street[] = [
  ...northward.flatMap((name, i) =>
    line(
      name,
      count(rows + 1).map((j) => ({ i, j })),
    ),
  ),
  ...eastward.flatMap((name, j) =>
    line(
      name,
      count(columns + 1).map((i) => ({ i, j })),
    ),
  ),
];

export type PlaceOf = (crossing: Crossing) => Metres;

/** Where the crossings are: a grid that people, not rulers, have laid out. */
export const layOut = (seed: number): PlaceOf => {
  const next = seeded(seed);
  const xs = along(next, columns, 84, 112);
  const ys = along(next, rows, 66, 88);
  const bend = spread(next, 10, 16);
  const places = new Map<string, Metres>();
  for (const j of count(rows + 1)) {
    for (const i of count(columns + 1)) {
      const sway = (bend * ((j - rows / 2) * (j - rows / 2) - 6)) / 6;
      const x = (xs[i] ?? 0) + sway + spread(next, -7, 7);
      const y = (ys[j] ?? 0) + (i - columns / 2) * 4 + spread(next, -6, 6);
      places.set(`${i}/${j}`, { x, y });
    }
  }
  return ({ i, j }) => places.get(`${i}/${j}`) ?? { x: 0, y: 0 };
};

/** Positions of lines, the middle of all at zero. */
const along = (next: () => number, blocks: number, low: number, high: number): readonly number[] => {
  const at = [0];
  for (const block of count(blocks)) at.push((at[block] ?? 0) + spread(next, low, high));
  const middle = (at[blocks] ?? 0) / 2;
  return at.map((value) => value - middle);
};
