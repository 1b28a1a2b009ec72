import { ApiProblem, type Problem } from '@latchkey/contract';
import { CarrierError, type DoorsReady } from '@latchkey/carrier-sdk';
import { describe, expect, it } from 'vitest';
import type { Row } from '../desk.ts';
import { byDoorsFirst, createReadiness, isAskable } from './readiness.ts';
import { isOld, standingAfter, standingOf, worseFirst, type Standing } from './standing.ts';

const problem = (code: Problem['code']) =>
  new ApiProblem({ type: 'about:blank', title: code, status: 503, code, detail: code });
const doors = (...against: readonly (readonly string[])[]): DoorsReady =>
  ({ told: true, atS: 1, doors: against.map((one, door) => ({ door, against: one })) }) as unknown as DoorsReady;
const row = (visitId: string, fromS = 0, state = 'assigned'): Row =>
  ({ shipment: { shipmentId: visitId, state, window: { fromS, toS: fromS + 3600 }, visit: { visitId } } }) as unknown as Row; // prettier-ignore

describe('how the doors of a visit stand', () => {
  it('is ready where nothing stands against it, though the camera sleeps until the window', () => {
    expect(standingOf(doors([]), 7)).toEqual({ kind: 'ready', askedMs: 7, camera: 'live' });
    expect(standingOf(doors([], ['camera-asleep']), 7)).toEqual({ kind: 'ready', askedMs: 7, camera: 'not-yet' });
  });

  it('is not ready with all that stands against any of its doors, each once', () => {
    const said = doors(['battery-low', 'camera-asleep'], ['battery-low', 'lock-silent']);
    expect(standingOf(said, 7)).toEqual({ kind: 'not-ready', askedMs: 7, against: ['battery-low', 'lock-silent'] });
  });

  it('is unknown, and says why, where the hub did not say it itself', () => {
    const kinds = (['hub-offline', 'hub-silent', 'unavailable'] as const).map((code) => standingAfter(problem(code), 7).kind); // prettier-ignore
    expect(kinds).toEqual(['hub-away', 'silent', 'server-away']);
    expect(standingAfter(new CarrierError('readiness-forged'), 7).kind).toBe('unsound');
    expect(standingOf({ told: false, reason: 'not-yet' }, 7).kind).toBe('too-early');
    expect(standingOf({ told: false, reason: 'over' }, 7).kind).toBe('over');
    expect(standingOf({ told: false, reason: 'proof-wrong' }, 7).kind).toBe('not-told');
    expect(() => standingAfter(new TypeError('ours'), 7)).toThrow('ours');
  });

  it('is sorted with what is not ready first, and what nobody said before what is ready', () => {
    const of = (kind: string) => ({ kind, askedMs: 0 }) as Standing;
    const sorted = [of('ready'), undefined, of('silent'), of('over'), of('not-ready')].sort(worseFirst);
    // `sort` puts undefined last by itself; the desk sorts rows, not standings.
    expect(sorted.map((one) => one?.kind)).toEqual(['not-ready', 'silent', 'ready', 'over', undefined]);
    expect(worseFirst(undefined, of('ready'))).toBeLessThan(0);
  });

  it('is no word about now after ten minutes', () => {
    const standing = standingOf(doors([]), 1000);
    expect(isOld(standing, 601_000)).toBe(false);
    expect(isOld(standing, 601_001)).toBe(true);
  });
});

describe('asking', () => {
  const dayMs = 86_400_000;

  it('is for visits somebody still has to go to, from a day before', () => {
    expect(isAskable(row('a', 86_400), 0)).toBe(true);
    expect(isAskable(row('a', 86_401), 0)).toBe(false);
    expect(isAskable(row('a'), 3_600_000)).toBe(false);
    for (const state of ['announced', 'at-door', 'complete', 'blocked']) expect(isAskable(row('a', 0, state), 0)).toBe(false); // prettier-ignore
  });

  it('shows visits whose doors are not ready first, then those that nobody knows, and none that is over', () => {
    const lines = ['ready', 'unknown', 'low', 'over'].map((id) => ({ row: row(id, 0, id === 'over' ? 'complete' : 'assigned') })); // prettier-ignore
    const known = new Map([
      ['ready', standingOf(doors([]), 0)],
      ['low', standingOf(doors(['battery-low']), 0)],
      ['over', standingOf(doors(['battery-low']), 0)],
    ]);
    const shown = byDoorsFirst(lines, known, 0).map(({ row: { shipment } }) => shipment.shipmentId);
    expect(shown).toEqual(['low', 'unknown', 'ready']);
  });

  it('goes one after the other, nearest window first, and again only after a while or when a person asks', async () => {
    let nowMs = dayMs;
    const asked: string[] = [];
    let waiting: (() => void)[] = [];
    const carrier = {
      readiness: ({ visitId }: { visitId: string }) => {
        asked.push(visitId);
        return new Promise<DoorsReady>((resolve) => waiting.push(() => resolve(doors([]))));
      },
    };
    const answer = async () => {
      const [first, ...rest] = waiting;
      waiting = rest;
      first?.();
      for (let turn = 0; turn < 5; turn++) await Promise.resolve();
    };
    const readiness = createReadiness({ carrier, nowMs: () => nowMs });
    const rows = [row('later', 90_000), row('soon', 86_000)];
    readiness.look(rows);
    readiness.look(rows);
    expect(asked).toEqual(['soon']);
    await answer();
    expect(asked).toEqual(['soon', 'later']);
    await answer();
    expect([...readiness.view.get().keys()]).toEqual(['soon', 'later']);
    readiness.look(rows);
    await answer();
    expect(asked).toHaveLength(2);
    nowMs += 180_000;
    readiness.look(rows);
    await answer();
    await answer();
    expect(asked).toHaveLength(4);
    readiness.ask(rows[0] ?? row('never'));
    expect(asked.at(-1)).toBe('later');
    readiness.stop();
    await answer();
    expect(asked).toHaveLength(5);
  });
});
