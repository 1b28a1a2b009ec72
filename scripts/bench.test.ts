import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Figure } from '../bench/figure.ts';
import { climbDown, held } from '../bench/ladder.ts';
import { renewed, withFigures } from '../bench/page.ts';
import { loadOf } from '../bench/stage/load.ts';
import type { Floor, Stage } from '../bench/stage/stage.ts';
import type { Opened, Visit } from '../bench/stage/visits.ts';

const rung = (perSecond: number, ...refused: readonly string[]) => ({
  perSecond,
  refused: new Map(refused.map((why) => [why, 1])),
});

describe('the load that is published', () => {
  const climbing = (climb: (perSecond: number) => Promise<ReturnType<typeof rung>>, msEach = 1000) => {
    let nowMs = 0;
    const rests: number[] = [];
    const timed = (perSecond: number) => {
      nowMs += msEach;
      return climb(perSecond);
    };
    const rest = () => Promise.resolve(void rests.push(nowMs));
    return { rests, how: { climb: timed, rest, nowMs: () => nowMs, say: () => undefined } };
  };

  it('is the first one downwards at which every door opened', async () => {
    const tried: number[] = [];
    const { rests, how } = climbing((perSecond) => {
      tried.push(perSecond);
      if (perSecond > 100) return Promise.reject(new Error('a stop is broken'));
      return Promise.resolve(perSecond > 25 ? rung(perSecond, 'no-film') : rung(perSecond));
    });
    expect(await climbDown(200, how)).toEqual(rung(25));
    expect(tried).toEqual([200, 100, 50, 25]);
    expect(rests).toHaveLength(3);
  });

  it('is none where the knocks came later than they were to', async () => {
    expect(held(rung(19), 20)).toBe(true);
    expect(held(rung(18.9), 20)).toBe(false);
    const { how } = climbing((perSecond) => Promise.resolve(rung(0.9 * perSecond)));
    await expect(climbDown(8, how)).rejects.toThrow('no load');
  });

  it('ends after four minutes, whatever is left to try', async () => {
    const tried: number[] = [];
    const slow = (perSecond: number) => Promise.resolve(rung(perSecond, String(tried.push(perSecond))));
    await expect(climbDown(200, climbing(slow, 100_000).how)).rejects.toThrow('no load');
    expect(tried).toEqual([200, 100, 50]);
  });
});

describe('one load', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  const floor: Floor = {
    tap: () => Promise.resolve([performance.now(), performance.now() + 2]),
    stop: () => Promise.resolve(),
  };
  const stage = { pids: { server: 0, hubs: [0, 0] } } as unknown as Stage;
  /** A timer of nothing takes a millisecond. */
  const tens = (ms: number) => 10 * Math.floor(ms / 10);
  const visits = Array.from({ length: 20 }, (_, home) => ({ home }) as Visit);

  it('asks three seconds before each knock, knocks in even steps, and names what did not open', async () => {
    const asks: number[] = [];
    const knocks: number[] = [];
    const courier = {
      asked: (_: Stage, { home }: Visit) => {
        asks[home] = performance.now();
        return home === 3 ? Promise.reject(new Error('the door’s challenge')) : Promise.resolve('signed');
      },
      knock: (_: Stage, { home }: Visit): Promise<Opened> => {
        knocks[home] = performance.now();
        if (home === 5) return new Promise(() => undefined);
        return Promise.resolve(home === 4 ? { ok: false, reason: 'camera-silent' } : { ok: true, tapToBoltMs: home });
      },
    };
    const began = performance.now();
    const load = loadOf(stage, floor, visits, [], 10, courier);
    await vi.advanceTimersByTimeAsync(70_000);
    const { knocks: samples, blocks, refused, perSecond } = await load;
    expect(asks.map((at) => tens(at - began))).toEqual(visits.map((_, n) => 6000 + 100 * n));
    expect(knocks.filter((at) => at > 0).map((at) => tens(at - began))).toEqual(
      visits.flatMap((_, n) => (n === 3 ? [] : [9000 + 100 * n])),
    );
    expect(samples.ours).toEqual(visits.flatMap((_, n) => ([3, 4, 5].includes(n) ? [] : [n])));
    expect(samples.floors).toHaveLength(19);
    expect(blocks.ours).toEqual([]);
    expect(new Map(refused)).toEqual(
      new Map([
        ['the door’s challenge', 1],
        ['camera-silent', 1],
        ['no answer', 1],
      ]),
    );
    expect(perSecond).toBeCloseTo(18 / 1.9);
  });
});

describe('the page of figures', () => {
  const figure = (name: string, value: number, under?: Figure['under']): Figure => ({
    name, value, unit: 'ms', floor: 10, ratio: value / 10, n: 1, ...(under === undefined ? {} : { under }),
  }); // prettier-ignore
  const page = (...figures: readonly Figure[]) =>
    withFigures('# P\n<!-- figures --><!-- end of figures -->\n', figures);

  it('says what is wanted of a figure and whether it holds', () => {
    expect(page(figure('knock.decide.cold', 11))).toContain('| holds: at most 1.15 times the floor wanted |');
    expect(page(figure('knock.decide.cold', 12))).toContain('| FALLS SHORT: at most 1.15');
    expect(page(figure('removal.tap-to-ended.p50', 12))).toContain('| 1.20 |  |');
  });

  it('holds a p99 against its own p50', () => {
    const p50 = figure('knock.tap-to-bolt.p50', 10);
    expect(page(p50, figure('knock.tap-to-bolt.p99', 40))).toContain('| holds: at most 4 times its p50 wanted |');
    expect(page(p50, figure('knock.tap-to-bolt.p99', 41))).toContain('| FALLS SHORT: at most 4 times its p50 wanted |');
  });

  it('calls no figure held that was taken at less load than was asked for', () => {
    const at = (knocksPerS: number) =>
      page(figure('block.tap-to-confirmed.at-load.p99', 9, { hubs: 1000, knocksPerS }));
    expect(at(20)).toContain('(1000 hubs, 20 knocks/s) | 9 ms | 10 | 0.90 | FALLS SHORT');
    expect(at(200)).toContain('| holds: below 50 ms, at 200 knocks/s wanted |');
  });

  it('keeps what was not measured anew', () => {
    const [cold, year] = [figure('knock.decide.cold', 11), figure('hub.start.year', 5)];
    expect(renewed([cold, year], [figure('hub.start.year', 6)])).toEqual([cold, figure('hub.start.year', 6)]);
    expect(renewed([cold], [year])).toEqual([cold, year]);
  });

  it('is made of the committed figures', () => {
    const committed = JSON.parse(readFileSync('bench/results/0.1.0.json', 'utf8')) as readonly Figure[];
    const text = readFileSync('docs/figures.md', 'utf8');
    expect(text).toBe(withFigures(text, committed));
  });
});
