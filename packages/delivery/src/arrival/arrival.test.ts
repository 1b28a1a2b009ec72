import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointAt, type GeoPoint } from '../ground.ts';
import {
  afterFix,
  atDepot,
  estimates,
  estimatesByPace,
  noticeDue,
  usualHabits,
  type Fix,
  type Journey,
  type PlannedStop,
} from './index.ts';

const origin: GeoPoint = { latE6: 52_506_500, lonE6: 13_395_000 };
const at = (x: number, y = 0): GeoPoint => pointAt(origin, { x, y });

/** A van that stops every `legM` metres along a street, at 6 m/s, and stays `stayS` at each: its fixes, every five seconds. */
const tour = (stops: number, legM: number, stayS: number) => {
  const plan: PlannedStop[] = Array.from({ length: stops }, (_, n) => ({ id: `s${n}`, at: at((n + 1) * legM) }));
  const fixes: Fix[] = [];
  const arrivals: number[] = [];
  let atS = 0;
  for (let n = 0; n < stops; n++) {
    for (let x = n * legM; x < (n + 1) * legM; x += 30, atS += 5) fixes.push({ atS, at: at(x), accuracyM: 8 });
    arrivals.push(atS);
    for (let stayed = 0; stayed < stayS; stayed += 5, atS += 5)
      fixes.push({ atS, at: at((n + 1) * legM, (stayed % 20) / 2), accuracyM: 8 });
  }
  return { plan, fixes, arrivals };
};

const after = (plan: readonly PlannedStop[], fixes: readonly Fix[]) =>
  fixes.reduce<Journey>((journey, fix) => afterFix(journey, plan, fix), atDepot);

describe('a courier’s estimate', () => {
  it('counts the stops before the one asked for, as the van serves them', () => {
    const { plan, fixes, arrivals } = tour(5, 300, 90);
    for (const [stop, arrivedS] of arrivals.entries()) {
      const nowS = arrivedS + 30;
      const journey = after(
        plan,
        fixes.filter(({ atS }) => atS <= nowS),
      );
      const said = estimates(journey, plan, nowS);
      expect(said[0]).toEqual({ id: `s${stop}`, etaS: 0, stopsBefore: 0 });
      expect(said.at(-1)).toMatchObject({ id: 's4', stopsBefore: 4 - stop });
    }
  });

  it('learns the pace of this tour', () => {
    const errorAt = (done: number) => {
      const { plan, fixes, arrivals } = tour(9, 300, 200);
      const nowS = (arrivals[done] ?? 0) + 10;
      const journey = after(
        plan,
        fixes.filter(({ atS }) => atS <= nowS),
      );
      const said = estimates(journey, plan, nowS).find(({ id }) => id === `s${done + 2}`);
      return Math.abs((said?.etaS ?? 0) - ((arrivals[done + 2] ?? 0) - nowS));
    };
    expect(errorAt(6)).toBeLessThan(errorAt(0) * 0.8);
  });

  it('takes a stop that the plan no longer has for left', () => {
    const { plan, fixes } = tour(3, 300, 60);
    const there = fixes.filter(({ atS }) => atS <= 80);
    const standing = after(plan, there);
    expect(estimates(standing, plan, 80)[0]).toMatchObject({ id: 's0', etaS: 0 });
    const rest = plan.slice(1);
    const left = afterFix(standing, rest, { atS: 85, at: at(300), accuracyM: 8 });
    expect(left).toMatchObject({ standing: undefined, leftS: 80 });
    expect(estimates(left, rest, 85)[0]).toMatchObject({ id: 's1', stopsBefore: 0 });
  });

  it('says more of a van that drives the other way', () => {
    const plan = [{ id: 'a', at: at(600) }];
    const fixesOf = (way: number): Fix[] =>
      [0, 5, 10].map((atS) => ({ atS, at: at(300 + way * 8 * (atS - 10)), accuracyM: 8 }));
    const towards = estimates(after(plan, fixesOf(1)), plan, 10)[0]?.etaS ?? 0;
    const away = estimates(after(plan, fixesOf(-1)), plan, 10)[0]?.etaS ?? 0;
    expect(Math.abs(away - towards - usualHabits.awayS)).toBeLessThan(1);
  });

  it('gives the first notice in time on a steady tour', () => {
    const { plan, fixes, arrivals } = tour(8, 300, 150);
    let journey = atDepot;
    const told = fixes.find((fix) => {
      journey = afterFix(journey, plan, fix);
      const last = estimates(journey, plan, fix.atS).find(({ id }) => id === 's7');
      return last !== undefined && noticeDue(last);
    });
    const aheadS = (arrivals[7] ?? 0) - (told?.atS ?? Infinity);
    expect(aheadS).toBeGreaterThan(180);
    expect(aheadS).toBeLessThan(900);
  });

  it('does not take a van that drives past a stop for one that served it', () => {
    const plan = [
      { id: 'a', at: at(300) },
      { id: 'b', at: at(900) },
    ];
    const drive = Array.from({ length: 12 }, (_, n): Fix => ({ atS: n * 5, at: at(n * 40), accuracyM: 8 }));
    expect([...after(plan, drive).passed]).toEqual([]);
  });

  it('takes a stop that was passed over out of the count, and knows the one it stands at', () => {
    const { plan, fixes } = tour(4, 300, 60);
    const odd = [plan[1], plan[0], plan[2], plan[3]].filter((stop) => stop !== undefined);
    const journey = after(odd, fixes);
    expect(estimates(journey, odd, fixes.at(-1)?.atS ?? 0).map(({ id }) => id)).toEqual(['s3']);
  });

  const anyFix = fc.record({
    atS: fc.oneof(fc.integer({ min: -10, max: 4000 }), fc.constant(NaN)),
    at: fc.record({
      latE6: fc.integer({ min: 52_490_000, max: 52_520_000 }),
      lonE6: fc.integer({ min: 13_380_000, max: 13_410_000 }),
    }),
    accuracyM: fc.oneof(fc.double({ min: 0, max: 300 }), fc.constant(NaN), fc.constant(Infinity)),
  });

  it('is clamped and rises along the plan, whatever a device says about its place', () => {
    const { plan } = tour(6, 250, 60);
    const mixed = plan.map((stop, n) => (n % 3 === 1 ? { id: stop.id, at: undefined } : stop));
    fc.assert(
      fc.property(fc.array(anyFix, { maxLength: 60 }), fc.integer({ min: 0, max: 100_000 }), (fixes, nowS) => {
        const said = estimates(after(mixed, fixes), mixed, nowS);
        for (const [n, one] of said.entries()) {
          expect(one.stopsBefore).toBe(n);
          expect(Number.isSafeInteger(one.etaS)).toBe(true);
          expect(one.etaS).toBeGreaterThanOrEqual(said[n - 1]?.etaS ?? 0);
          expect(one.etaS).toBeLessThanOrEqual(86_400);
        }
      }),
    );
  });

  it('does not fall due by being near: a house across the street that is eight stops away is not told', () => {
    const plan = [...tour(8, 200, 60).plan, { id: 'home', at: at(0, 60) }];
    const journey = after(plan, [
      { atS: 0, at: at(0), accuracyM: 5 },
      { atS: 5, at: at(30), accuracyM: 5 },
    ]);
    const home = estimates(journey, plan, 5).find(({ id }) => id === 'home');
    expect(home?.stopsBefore).toBe(8);
    expect(home === undefined || noticeDue(home)).toBe(false);
  });
});

describe('an estimate without positions', () => {
  it('begins at the pace of real vans, learns this tour’s, and goes down while time passes', () => {
    expect(estimatesByPace({ finishedS: [0] }, ['a', 'b', 'c'], 0).map(({ etaS }) => etaS)).toEqual([210, 420, 630]);
    const slow = estimatesByPace({ finishedS: [0, 400, 800, 1200] }, ['a', 'b'], 1200);
    expect(slow[1]?.etaS).toBe(610);
    expect(estimatesByPace({ finishedS: [0] }, ['a'], 120)[0]?.etaS).toBe(90);
    expect(estimatesByPace({ finishedS: [0] }, ['a'], 99_999)[0]?.etaS).toBe(63);
  });
});
