import { apartM, between, type Metres } from '../ground.ts';
import { isParkBlock, type Crossing, type PlaceOf } from './grid.ts';
import { spread } from './seeded.ts';

/** Counter-clockwise from the south-west. */
export type Quad = readonly [Metres, Metres, Metres, Metres];

/** A building at one side of a block; `front` is its door, at the street. */
export interface Lot {
  readonly ring: readonly Metres[];
  readonly front: Metres;
}

/** One side of a block, in the direction in which its street's numbers rise. */
export interface Side {
  readonly from: Crossing;
  readonly to: Crossing;
  /** Right of the street as the numbers rise: the even ones. */
  readonly even: boolean;
  readonly lots: readonly Lot[];
}

const kerbM = 9;
const depthM = 13;

export const quadOf = (placeOf: PlaceOf, { i, j }: Crossing): Quad => [
  placeOf({ i, j }),
  placeOf({ i: i + 1, j }),
  placeOf({ i: i + 1, j: j + 1 }),
  placeOf({ i, j: j + 1 }),
];

/** Each side moved inwards by so many metres. */
export const inset = (quad: Quad, byM: number): Quad => {
  const lines = quad.map((from, index) => shifted(from, quad[(index + 1) % 4] ?? from, byM));
  const corner = (index: number) => crossingOf(lines[(index + 3) % 4], lines[index]) ?? quad[index] ?? quad[0];
  return [corner(0), corner(1), corner(2), corner(3)];
};

type Line = readonly [Metres, Metres];

const shifted = (from: Metres, to: Metres, byM: number): Line => {
  const length = Math.max(apartM(from, to), 1e-6);
  const x = (-(to.y - from.y) / length) * byM;
  const y = ((to.x - from.x) / length) * byM;
  return [
    { x: from.x + x, y: from.y + y },
    { x: to.x + x, y: to.y + y },
  ];
};

const crossingOf = (one: Line | undefined, other: Line | undefined): Metres | undefined => {
  if (one === undefined || other === undefined) return undefined;
  const [a, b] = one;
  const [c, d] = other;
  const turn = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
  if (Math.abs(turn) < 1e-9) return undefined;
  return between(a, b, ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / turn);
};

/** Houses stand around a courtyard, wall to wall, with a gap here and there. */
export const sidesOf = (placeOf: PlaceOf, block: Crossing, next: () => number): readonly Side[] => {
  if (isParkBlock(block)) return [];
  const quad = quadOf(placeOf, block);
  const outer = inset(quad, kerbM);
  const inner = inset(quad, kerbM + depthM);
  const { i, j } = block;
  const corners: readonly Crossing[] = [
    { i, j },
    { i: i + 1, j },
    { i: i + 1, j: j + 1 },
    { i, j: j + 1 },
  ];
  return corners.map((from, side) => {
    const turn = (side + 1) % 4;
    const lots = lotsOf([at(outer, side), at(outer, turn)], [at(inner, side), at(inner, turn)], next);
    const to = corners[turn] ?? from;
    // Numbers rise northwards and eastwards: the sides in the north and in the west run against that.
    return side < 2 ? { from, to, even: false, lots } : { from: to, to: from, even: true, lots: [...lots].reverse() };
  });
};

const at = (quad: Quad, index: number): Metres => quad[index % 4] ?? quad[0];

const lotsOf = (front: Line, back: Line, next: () => number): readonly Lot[] => {
  const lots: Lot[] = [];
  const length = apartM(...front);
  let from = 0;
  while (from < length - 7) {
    const rest = length - from;
    const width = rest < 26 ? rest : spread(next, 11, 18);
    const [a, b] = [from / length, (from + width) / length];
    const isGap = next() < 0.09 && from > 0 && rest > 26;
    if (!isGap) {
      const ring = [between(...front, a), between(...front, b), between(...back, b), between(...back, a)];
      lots.push({ ring, front: between(...front, (a + b) / 2) });
    }
    from += width;
  }
  return lots;
};
