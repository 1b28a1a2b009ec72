import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { apartM, metresFrom, pointAt } from '../ground.ts';
import { addressOf, houseAt, makeNeighbourhood, roundTo, wayBetween, type House } from './index.ts';

const here = makeNeighbourhood();
const aHouse = fc.nat(here.houses.length - 1).map((n) => here.houses[n] as House);
const metres = (at: House['at']) => metresFrom(here.origin, at);

describe('the demo’s neighbourhood', () => {
  it('is the same each time it is made', () => {
    expect(JSON.stringify(makeNeighbourhood())).toBe(JSON.stringify(here));
  });

  it('has the demo’s own address, and each address once', () => {
    expect(houseAt(here, 'Lindenstraße 14, 10969 Berlin')).toMatchObject({ street: 'Lindenstraße', number: 14 });
    expect(houseAt(here, 'lindenstr. 14')).toBe(houseAt(here, 'Lindenstraße 14'));
    expect(new Set(here.houses.map(addressOf)).size).toBe(here.houses.length);
    for (const nowhere of ['', 'Lindenstraße', 'Lindenstraße 998', 'Unter den Linden 14'])
      expect(houseAt(here, nowhere)).toBeUndefined();
  });

  it('finds each house by its own address', () => {
    fc.assert(
      fc.property(aHouse, (house) => {
        expect(houseAt(here, addressOf(house))).toBe(house);
      }),
    );
  });

  it('leads along its streets from any door to any other', () => {
    fc.assert(
      fc.property(aHouse, aHouse, (from, to) => {
        const way = wayBetween(here, from.at, to.at).map(metres);
        const length = way.slice(1).reduce((sum, point, n) => sum + apartM(way[n] ?? point, point), 0);
        const crow = apartM(from.front, to.front);
        expect(apartM(way[0] ?? from.front, from.front)).toBeLessThan(1);
        expect(apartM(way.at(-1) ?? to.front, to.front)).toBeLessThan(1);
        expect(length).toBeGreaterThanOrEqual(crow - 1);
        expect(length).toBeLessThan(2.2 * crow + 260);
      }),
      { numRuns: 40 },
    );
  });

  it('plans a round that ends at the house asked for', () => {
    const last = houseAt(here, 'Lindenstraße 14') as House;
    const round = roundTo(here, last, 9, 3);
    expect(round).toHaveLength(9);
    expect(round.at(-1)).toBe(last);
    expect(new Set(round.map(addressOf)).size).toBe(9);
  });
});

describe('a point on the ground', () => {
  it('is found again within its own fineness', () => {
    const some = fc.record({ x: fc.integer({ min: -9000, max: 9000 }), y: fc.integer({ min: -9000, max: 9000 }) });
    fc.assert(
      fc.property(some, (at) => {
        expect(apartM(metresFrom(here.origin, pointAt(here.origin, at)), at)).toBeLessThan(0.2);
      }),
    );
  });
});
