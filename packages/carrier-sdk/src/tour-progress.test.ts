import { describe, expect, it } from 'vitest';
import { ApiProblem } from '@latchkey/contract';
import { fixesOnRound, houseAt, makeNeighbourhood, pointAt, roundTo } from '@latchkey/delivery';
import { sayProgress, tourProgress } from './tour-progress.ts';

const here = makeNeighbourhood();
const door = houseAt(here, 'Lindenstraße 14');
if (door === undefined) throw new TypeError('the demo’s door is not in its neighbourhood');
const round = roundTo(here, door, 6, 4);
const plan = round.map((house) => ({ id: `${house.street} ${house.number}`, at: house.at }));
const depot = pointAt(here.origin, { x: -300, y: 200 });

const onTour = () => {
  const clock = { nowS: 1_000_000 };
  const progress = tourProgress(() => clock.nowS);
  progress.planned(plan);
  progress.begin();
  return { clock, progress };
};

describe('a tour’s progress', () => {
  it('without positions goes by stops and pace', () => {
    const { clock, progress } = onTour();
    expect(progress.toTell().map(({ etaS, due }) => [etaS, due])).toEqual([
      [210, true],
      [420, true],
      [630, true],
      [840, false],
      [1050, false],
      [1260, false],
    ]);
    clock.nowS += 500;
    progress.planned(plan.slice(1));
    expect(progress.toTell()[0]?.etaS).toBeGreaterThan(210);
  });

  it('brings the last household’s notice between 3 and 15 minutes ahead, and minutes that come true', () => {
    const { clock, progress } = onTour();
    const fixes = [...fixesOnRound(here, depot, round, 100)];
    const startS = clock.nowS;
    const arrivesS = fixes.find(({ standing, stop }) => standing && stop === round.length - 1)?.fix.atS ?? 0;
    let toldS: number | undefined;
    for (const { fix } of fixes.filter(({ fix: { atS } }) => atS < arrivesS)) {
      clock.nowS = startS + fix.atS;
      progress.heard({ ...fix, atS: clock.nowS });
      const last = progress.toTell().find(({ id }) => id === 'Lindenstraße 14');
      if (last?.due === true) toldS ??= fix.atS;
    }
    const aheadS = arrivesS - (toldS ?? 0);
    expect(aheadS).toBeGreaterThan(180);
    expect(aheadS).toBeLessThan(900);
    expect(progress.toTell()[0]).toMatchObject({ id: 'Lindenstraße 14', stopsBefore: 0 });
    expect(progress.toTell()[0]?.etaS).toBeLessThan(60);
  });
});

describe('what a household hears', () => {
  const said = (progress: ReturnType<typeof tourProgress>, fails = false) => {
    const heard: string[] = [];
    const device = {
      sayProgress: (visitId: string, { stopsBefore }: { stopsBefore: number }) => {
        if (fails) return Promise.reject(new ApiProblem({ type: 'about:blank', title: 'Away', status: 503, detail: 'Away.', code: 'unavailable' })); // prettier-ignore
        heard.push(`${visitId}:${stopsBefore}`);
        return Promise.resolve({ told: true });
      },
    };
    return sayProgress(device, progress).then((answers) => ({ heard, answers }));
  };

  it('is what is due, and again what has become another matter, not what counts down by itself', async () => {
    const clock = { nowS: 0 };
    const progress = tourProgress(() => clock.nowS);
    progress.begin();
    progress.planned(['a', 'b', 'c', 'd'].map((id) => ({ id, at: undefined })));
    const first = await said(progress);
    expect(first.heard).toEqual(['a:0', 'b:1', 'c:2']);
    expect(first.answers[0]).toMatchObject({ id: 'a', household: true });
    clock.nowS = 100;
    expect((await said(progress)).heard).toEqual([]);
    progress.planned(['b', 'c', 'd'].map((id) => ({ id, at: undefined })));
    expect((await said(progress)).heard).toEqual(['b:0', 'c:1', 'd:2']);
    // Late: nothing was finished for longer than any stop takes.
    clock.nowS = 700;
    expect((await said(progress)).heard).toContain('b:0');
  });

  it('is said again where it did not get through', async () => {
    const progress = tourProgress(() => 0);
    progress.planned([{ id: 'a', at: undefined }]);
    await expect(said(progress, true)).rejects.toThrow(ApiProblem);
    expect((await said(progress)).heard).toEqual(['a:0']);
  });
});
