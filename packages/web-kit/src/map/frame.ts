import type { GeoPoint } from '@latchkey/delivery';

export interface Frame {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** About 250 m: a single stop is shown with its surroundings, not with its roof alone. */
const leastE6 = 2200;

/** The smallest frame around all of them, in degrees; undefined for none. */
export const frameAround = (points: readonly GeoPoint[]): Frame | undefined => {
  if (points.length === 0) return undefined;
  const [south, north] = spanOf(points.map(({ latE6 }) => latE6));
  const [west, east] = spanOf(points.map(({ lonE6 }) => lonE6));
  return { west: west / 1e6, south: south / 1e6, east: east / 1e6, north: north / 1e6 };
};

const spanOf = (values: readonly number[]): readonly [number, number] => {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const short = Math.max(0, leastE6 - (high - low)) / 2;
  return [low - short, high + short];
};

export interface Placed {
  readonly at: GeoPoint;
}

/** Stops at one door share one marker, in their order. */
export const byPlace = <T extends Placed>(stops: readonly T[]): readonly (readonly T[])[] => {
  const places = new Map<string, T[]>();
  for (const stop of stops) {
    const key = `${stop.at.latE6}/${stop.at.lonE6}`;
    places.set(key, [...(places.get(key) ?? []), stop]);
  }
  return [...places.values()];
};
