import { pointAt, type GeoPoint, type Metres } from '../ground.ts';
import { sidesOf, type Lot, type Side } from './blocks.ts';
import { columns, layOut, rows, streets, type Crossing, type PlaceOf, type Street } from './grid.ts';
import { greenOf, type Green } from './green.ts';
import { seeded } from './seeded.ts';

/**
 * The demo's neighbourhood: streets, houses with numbers, a park, a canal. It is made, not copied, from a seed, so that the demo
 * needs no map of anybody's and nobody's real house is driven to.
 */
export interface Neighbourhood {
  readonly origin: GeoPoint;
  readonly placeOf: PlaceOf;
  readonly streets: readonly Street[];
  readonly houses: readonly House[];
  readonly green: Green;
}

export interface House {
  readonly street: string;
  readonly number: number;
  readonly ring: readonly Metres[];
  /** Its door, at the street. */
  readonly front: Metres;
  readonly at: GeoPoint;
}

const seed = 20_261_128;
const origin: GeoPoint = { latE6: 52_506_500, lonE6: 13_395_000 };

export const makeNeighbourhood = (): Neighbourhood => {
  const next = seeded(seed);
  const placeOf = layOut(seed + 1);
  const blocks: readonly Crossing[] = Array.from({ length: columns * rows }, (_, n) => ({
    i: n % columns,
    j: Math.floor(n / columns),
  }));
  const sides = blocks.flatMap((block) => sidesOf(placeOf, block, next));
  return { origin, placeOf, streets, houses: housesOf(sides), green: greenOf(placeOf, next) };
};

const keyOf = (from: Crossing, to: Crossing) => `${from.i}/${from.j}-${to.i}/${to.j}`;

/** Odd numbers left, even ones right, rising with the street. */
const housesOf = (sides: readonly Side[]): readonly House[] => {
  const bySegment = new Map<string, Side[]>();
  for (const side of sides) {
    const key = keyOf(side.from, side.to);
    bySegment.set(key, [...(bySegment.get(key) ?? []), side]);
  }
  const reached = new Map<string, number>();
  return streets.flatMap(({ name, crossings }) =>
    crossings.slice(1).flatMap((to, index) => {
      const from = crossings[index] ?? to;
      return (bySegment.get(keyOf(from, to)) ?? []).flatMap(({ even, lots }) => numbered(name, even, lots, reached));
    }),
  );
};

const numbered = (street: string, even: boolean, lots: readonly Lot[], reached: Map<string, number>): House[] => {
  const line = `${street}/${even ? 'even' : 'odd'}`;
  return lots.map(({ ring, front }) => {
    const number = (reached.get(line) ?? (even ? 0 : -1)) + 2;
    reached.set(line, number);
    return { street, number, ring, front, at: pointAt(origin, front) };
  });
};

/** The house of an address as people write it, `Lindenstraße 14, 10969 Berlin`; undefined for one that is not here. */
export const houseAt = ({ houses }: Neighbourhood, address: string): House | undefined => {
  const [line = ''] = address.split(',');
  const read = /^(.+?)\s+(\d{1,3})\s*$/.exec(line.trim());
  if (read === null) return undefined;
  const street = (read[1] ?? '').toLowerCase().replace(/str\.$/, 'straße');
  const number = Number(read[2]);
  return houses.find((house) => house.number === number && house.street.toLowerCase() === street);
};

export const addressOf = ({ street, number }: House): string => `${street} ${number}, 10969 Berlin`;
