import { apartM, between, type Metres } from '../ground.ts';
import { columns, isParkBlock, park, rows, type Crossing, type PlaceOf } from './grid.ts';
import { inset, quadOf } from './blocks.ts';
import { spread } from './seeded.ts';

export interface Green {
  readonly park: readonly Metres[];
  readonly water: readonly (readonly Metres[])[];
  readonly paths: readonly (readonly Metres[])[];
  /** With the crown's radius. */
  readonly trees: readonly { readonly at: Metres; readonly crownM: number }[];
}

const kerbM = 9;

export const greenOf = (placeOf: PlaceOf, next: () => number): Green => {
  const ring = inset(parkQuad(placeOf), kerbM);
  const [sw, se, ne, nw] = ring;
  const middle = between(sw, ne, 0.5);
  const pond = blob(between(middle, between(nw, ne, 0.5), 0.25), 34, next);
  const gates = [between(sw, se, 0.5), between(se, ne, 0.5), between(ne, nw, 0.5), between(nw, sw, 0.5)];
  const round = blob(between(middle, between(nw, ne, 0.25), 0.3), 52, next);
  const paths = [[...round, round[0] ?? middle], ...gates.map((gate, k) => [gate, round[(k * 4 + 10) % 16] ?? middle])];
  return {
    park: ring,
    water: [pond, canal(placeOf)],
    paths: paths.map((path) => [...path]),
    trees: [...parkTrees(ring, middle, next), ...yardTrees(placeOf, next)],
  };
};

const parkQuad = (placeOf: PlaceOf) =>
  [
    placeOf({ i: park.fromI, j: park.fromJ }),
    placeOf({ i: park.toI, j: park.fromJ }),
    placeOf({ i: park.toI, j: park.toJ }),
    placeOf({ i: park.fromI, j: park.toJ }),
  ] as const;

/** Sixteen corners around a middle, none quite as far out as the next. */
const blob = (middle: Metres, radiusM: number, next: () => number): readonly Metres[] =>
  Array.from({ length: 16 }, (_, corner) => {
    const turn = (corner / 16) * 2 * Math.PI;
    const far = radiusM * spread(next, 0.86, 1.12);
    return { x: middle.x + Math.cos(turn) * far * 1.35, y: middle.y + Math.sin(turn) * far * 0.8 };
  });

/** South of the southernmost street, from beyond one edge to beyond the other. */
const canal = (placeOf: PlaceOf): readonly Metres[] => {
  const bank = Array.from({ length: columns + 1 }, (_, i) => placeOf({ i, j: 0 }));
  const [first, last] = [bank[0] ?? { x: 0, y: 0 }, bank.at(-1) ?? { x: 0, y: 0 }];
  const long = [{ x: first.x - 900, y: first.y - 60 }, ...bank, { x: last.x + 900, y: last.y + 60 }];
  const down = (byM: number) => long.map(({ x, y }) => ({ x, y: y - byM }));
  return [...down(26), ...down(58).reverse()];
};

const parkTrees = (ring: readonly Metres[], middle: Metres, next: () => number) => {
  const [sw, se, ne, nw] = ring;
  if (sw === undefined || se === undefined || ne === undefined || nw === undefined) return [];
  return Array.from({ length: 130 }, () => {
    const [across, up] = [spread(next, 0.03, 0.97), spread(next, 0.04, 0.96)];
    return { at: between(between(sw, se, across), between(nw, ne, across), up), crownM: spread(next, 2.4, 4.6) };
  }).filter(({ at }) => apartM({ x: (at.x - middle.x) / 1.6, y: (at.y - middle.y) / 1.15 }, { x: 0, y: 0 }) > 46);
};

const yardTrees = (placeOf: PlaceOf, next: () => number) => {
  const blocks: readonly Crossing[] = Array.from({ length: columns * rows }, (_, n) => ({
    i: n % columns,
    j: Math.floor(n / columns),
  })).filter((block) => !isParkBlock(block));
  return blocks.flatMap((block) => {
    const [sw, se, ne, nw] = inset(quadOf(placeOf, block), 27);
    return Array.from({ length: 4 }, () => {
      const [across, up] = [next(), next()];
      return { at: between(between(sw, se, across), between(nw, ne, across), up), crownM: spread(next, 2, 3.6) };
    });
  });
};
