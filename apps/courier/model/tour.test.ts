import { describe, expect, it } from 'vitest';
import { ApiProblem } from '@latchkey/contract';
import type { ServerStop, Stop } from '@latchkey/carrier-sdk';
import { createCell, memoryShelf } from '@latchkey/web-kit/model';
import { createTour } from './tour.ts';

const listed = (visitId: string, fromS: number, state: ServerStop['state'] = 'assigned') =>
  ({ visitId, state, window: { fromS, toS: fromS + 3600 } }) as ServerStop;

const away = new ApiProblem({ type: 'about:blank', title: 'Away', status: 503, detail: 'Away.', code: 'unavailable' });

const onTour = (shelf = memoryShelf()) => {
  const said: string[] = [];
  const server = { stops: [] as readonly ServerStop[], reached: true };
  const clock = { nowS: 0, fix: undefined as (() => void) | undefined };
  let due: (() => void) | undefined;
  const tour = createTour({
    shelf,
    device: {
      listed: () => (server.reached ? Promise.resolve(server.stops) : Promise.reject(away)),
      check: (stops) => Promise.resolve(stops.map((one) => ({ visitId: one.visitId, server: one, text: {} }) as Stop)),
      sayProgress: (visitId, { stopsBefore }) => {
        said.push(`${visitId}:${stopsBefore}`);
        return Promise.resolve({ told: true });
      },
    },
    // Nobody answers the question where this device is, until a test does.
    watch: (onFix) => {
      clock.fix = () => onFix({ atS: clock.nowS, at: { latE6: 52_500_000, lonE6: 13_400_000 }, accuracyM: 8 });
      return () => undefined;
    },
    beacon: { heardBy: createCell([]), say: () => Promise.resolve(), end: () => Promise.resolve() },
    nowS: () => clock.nowS,
    later: (run) => {
      due = run;
      return () => {
        due = undefined;
      };
    },
  });
  const settle = async () => {
    for (let turns = 0; turns < 40; turns++) await Promise.resolve();
  };
  return {
    shelf,
    clock,
    tour,
    server,
    said,
    settle,
    turn: async () => {
      due?.();
      await settle();
    },
    next: () => tour.view.get().next.map(({ visitId }) => visitId),
  };
};

describe('a tour', () => {
  it('puts the earliest open stop first and what is over last', async () => {
    const { tour, server, settle, next } = onTour();
    server.stops = [listed('b', 200), listed('done', 50, 'complete'), listed('a', 100), listed('old', 10, 'blocked')];
    tour.start();
    await settle();
    expect(next()).toEqual(['a', 'b']);
    expect(tour.view.get().done.map(({ visitId }) => visitId)).toEqual(['done', 'old']);
  });

  it('keeps the next stop when a newer one with the same window comes', async () => {
    const { tour, server, settle, turn, next } = onTour();
    server.stops = [listed('older', 100)];
    tour.start();
    await settle();
    server.stops = [listed('newer', 100), listed('older', 100)];
    await turn();
    expect(next()).toEqual(['older', 'newer']);
  });

  it('shows the stops of before when there is no reception', async () => {
    const { tour, server, settle, turn, next } = onTour();
    server.stops = [listed('a', 100)];
    tour.start();
    await settle();
    server.reached = false;
    await turn();
    expect(next()).toEqual(['a']);
    expect(tour.view.get().line).toBe('off');
  });

  it('tells households how many stops are before theirs, only once the courier is on the way and only when it changes', async () => {
    const { tour, clock, server, said, settle, turn } = onTour();
    server.stops = [listed('a', 100), listed('b', 200)];
    tour.start();
    await settle();
    expect(said).toEqual([]);
    tour.drive();
    await settle();
    expect(said).toEqual([]);
    clock.nowS = 10;
    await turn();
    expect(said).toEqual(['a:0', 'b:1']);
    server.stops = [listed('a', 100, 'complete'), listed('b', 200)];
    await turn();
    expect(said).toEqual(['a:0', 'b:1', 'b:0']);
  });

  it('waits a moment for the first position, and says at once what follows from it', async () => {
    const { tour, clock, server, said, settle, turn } = onTour();
    server.stops = [listed('a', 100)];
    tour.start();
    await settle();
    tour.drive();
    clock.nowS = 9;
    await turn();
    expect(said).toEqual([]);
    clock.fix?.();
    await settle();
    expect(said).toEqual(['a:0']);
  });

  it('goes on telling households after the page was opened anew, until the tour is done', async () => {
    const before = onTour();
    before.server.stops = [listed('a', 100)];
    before.tour.start();
    await before.settle();
    before.tour.drive();
    await before.settle();
    before.tour.stop();
    const after = onTour(before.shelf);
    after.server.stops = [listed('a', 100)];
    after.tour.start();
    await after.settle();
    expect(after.said).toEqual(['a:0']);
    after.server.stops = [listed('a', 100, 'complete')];
    await after.turn();
    const tomorrow = onTour(before.shelf);
    tomorrow.server.stops = [listed('b', 100)];
    tomorrow.tour.start();
    await tomorrow.settle();
    expect(tomorrow.said).toEqual([]);
  });
});
