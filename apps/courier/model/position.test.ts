import { describe, expect, it } from 'vitest';
import { houseAt, makeNeighbourhood, metresFrom, pointAt, roundTo, wayBetween, type Fix } from '@latchkey/delivery';
import { createPosition } from './position.ts';
import { isNews } from './progress.ts';

const here = makeNeighbourhood();
const door = houseAt(here, 'Lindenstraße 14');
if (door === undefined) throw new TypeError('the demo’s door is not in its neighbourhood');
const round = roundTo(here, door, 6, 4);
const plan = round.map((house) => ({ id: `${house.street} ${house.number}`, at: house.at }));

const onTour = () => {
  const world = { nowS: 1_000_000, fix: undefined as ((fix: Fix) => void) | undefined, denied: () => {}, ended: 0 };
  const position = createPosition({
    nowS: () => world.nowS,
    watch: (onFix, onDenied) => {
      world.fix = onFix;
      world.denied = onDenied;
      return () => {
        world.ended += 1;
      };
    },
  });
  position.planned(plan);
  return { position, world };
};

/** The way of a van through the neighbourhood, five seconds apart, with a stay of 100 s at each house. */
function* fixes(): Generator<{ at: Fix['at']; house: number }> {
  for (const [house, { at }] of round.entries()) {
    const from = round[house - 1]?.at ?? pointAt(here.origin, { x: -300, y: 200 });
    const way = wayBetween(here, from, at);
    for (const [n, to] of way.slice(1).entries()) {
      const start = metresFrom(here.origin, way[n] ?? to);
      const end = metresFrom(here.origin, to);
      const steps = Math.max(1, Math.ceil(Math.hypot(end.x - start.x, end.y - start.y) / 35));
      for (let step = 1; step <= steps; step++)
        yield { house, at: pointAt(here.origin, { x: start.x + ((end.x - start.x) * step) / steps, y: start.y + ((end.y - start.y) * step) / steps }) }; // prettier-ignore
    }
    for (let stay = 0; stay < 20; stay++) yield { house, at };
  }
}

describe('a courier’s position', () => {
  it('is used only while the courier shares it, and is asked for once', () => {
    const { position, world } = onTour();
    expect(position.view.get().phase).toBe('off');
    position.share();
    position.share();
    expect(position.view.get().phase).toBe('asking');
    world.fix?.({ atS: world.nowS, at: plan[0]?.at ?? here.origin, accuracyM: 9 });
    expect(position.view.get()).toMatchObject({ phase: 'shared', own: { accuracyM: 9 } });
    position.stop();
    expect(position.view.get()).toEqual({ phase: 'off', own: undefined });
    expect(world.ended).toBe(1);
  });

  it('leaves stops and pace when it is not allowed', () => {
    const { position, world } = onTour();
    position.share();
    world.denied();
    expect(position.view.get().phase).toBe('denied');
    expect(position.tell().map(({ etaS, due }) => [etaS, due])).toEqual([
      [210, true],
      [420, true],
      [630, true],
      [840, false],
      [1050, false],
      [1260, false],
    ]);
    world.nowS += 500;
    position.planned(plan.slice(1));
    expect(position.tell()[0]?.etaS).toBeGreaterThan(210);
  });

  it('brings the last household’s notice between 3 and 15 minutes ahead, and minutes that come true', () => {
    const { position, world } = onTour();
    position.share();
    const all = [...fixes()];
    const arrivesAt = all.findIndex(({ house }, n) => house === 5 && all[n + 1]?.at === all[n]?.at);
    const startS = world.nowS;
    let toldAt: number | undefined;
    for (const [n, { at }] of all.slice(0, arrivesAt).entries()) {
      world.nowS = startS + n * 5;
      world.fix?.({ atS: world.nowS, at, accuracyM: 8 });
      const last = position.tell().find(({ id }) => id === 'Lindenstraße 14');
      if (last?.due === true) toldAt ??= n;
    }
    const aheadS = (arrivesAt - (toldAt ?? 0)) * 5;
    expect(aheadS).toBeGreaterThan(180);
    expect(aheadS).toBeLessThan(900);
    expect(position.tell()[0]).toMatchObject({ id: 'Lindenstraße 14', stopsBefore: 0 });
    expect(position.tell()[0]?.etaS).toBeLessThan(60);
  });
});

describe('what a household hears again', () => {
  const told = { id: 'a', etaS: 300, stopsBefore: 1, due: true };
  it('is what has become another matter, late or early, not what counts down by itself', () => {
    expect(isNews(told, undefined, 0)).toBe(true);
    expect(isNews({ ...told, due: false }, undefined, 0)).toBe(false);
    const before = { etaS: 400, stopsBefore: 1, atS: 0 };
    expect(isNews(told, before, 100)).toBe(false);
    expect(isNews({ ...told, etaS: 400 }, before, 100)).toBe(true);
    expect(isNews({ ...told, etaS: 100 }, before, 100)).toBe(true);
    expect(isNews({ ...told, stopsBefore: 0 }, before, 100)).toBe(true);
  });
});
