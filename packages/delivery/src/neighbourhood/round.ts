import { apartM } from '../ground.ts';
import type { House, Neighbourhood } from './neighbourhood.ts';
import { seeded } from './seeded.ts';

/** A round of so many houses that ends at `last`: each the nearest of a drawn handful, as a planner would have it. */
export const roundTo = (here: Neighbourhood, last: House, stops: number, seed: number): readonly House[] => {
  const next = seeded(seed);
  const round: House[] = [last];
  while (round.length < stops) {
    const from = round[0] ?? last;
    const apart = (house: House) => apartM(house.front, from.front);
    const drawn = Array.from({ length: 12 }, () => here.houses[Math.floor(next() * here.houses.length)])
      .filter((house) => house !== undefined)
      .filter((house) => round.every((other) => apartM(other.front, house.front) > 60));
    const nearest = drawn.reduce<House | undefined>(
      (a, b) => (a === undefined || apart(b) < apart(a) ? b : a),
      undefined,
    );
    if (nearest !== undefined) round.unshift(nearest);
  }
  return round;
};
