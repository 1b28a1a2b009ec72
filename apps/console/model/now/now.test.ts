import { describe, expect, it } from 'vitest';
import type { Row } from '../desk.ts';
import { countsOf, couriersOf, inGroups, readView, todaysLines, wantedLines } from './now.ts';
import { stopsOnMap } from './places.ts';
import { stageOf } from './stages.ts';

const noonMs = Date.UTC(2026, 10, 28, 12);
const hour = 3_600_000;
const day = { nowMs: noonMs, fromMs: noonMs - 12 * hour, toMs: noonMs + 12 * hour };
const at = { latE6: 52_500_000, lonE6: 13_400_000 };

/** A shipment in a window of today, 11 to 15 o'clock; `visit` and `label` as they matter. */
const row = (
  shipmentId: string,
  state: Row['shipment']['state'],
  visit?: object,
  { days = 0 }: { days?: number } = {},
): Row => {
  const fromS = noonMs / 1000 - 3600 + days * 86_400;
  const window = { fromS, toS: fromS + 4 * 3600 };
  const shipment = { shipmentId, state, window, createdMs: noonMs - 5 * hour, trackingNumbers: [shipmentId], visit };
  const label = { name: `Name of ${shipmentId}`, address: 'Lindenstraße 14', at };
  return { shipment, label } as unknown as Row;
};
const arriving = (etaS: number, saidMs = noonMs) => ({ arriving: { etaS, stopsBefore: 0, saidMs } });
const ids = (rows: readonly Row[]) => todaysLines(rows, day).map((line) => line.row.shipment.shipmentId);

describe('visits now', () => {
  it('puts the worst first, then who is at a door, then who arrives, then the plan, then what is over', () => {
    const rows = [
      row('over', 'complete', {}),
      row('plan', 'assigned', {}),
      row('arriving', 'arriving', arriving(300)),
      row('door', 'at-door', {}),
      row('courier', 'granted', {}),
      row('answer', 'diverted', { divert: { to: 'neighbour', answer: 'waiting', link: '' } }),
      row('failed', 'undelivered', {}),
      row('unsafe', 'undelivered', { said: { unsafeS: 1 } }),
      row('late', 'arriving', arriving(4 * 3600)),
      row('refused', 'refused', {}),
      row('yours', 'attention', { takenOverMs: 1 }),
      row('alarm', 'attention', {}),
      row('household', 'announced'),
    ];
    expect(ids(rows)).toEqual([
      'alarm', 'yours', 'refused', 'late', 'unsafe', 'failed', 'answer', 'courier', 'door', 'arriving', 'plan',
      'household', 'over',
    ]); // prettier-ignore
    expect(inGroups(todaysLines(rows, day)).map(({ group, lines }) => [group, lines.length])).toEqual([
      ['exceptions', 8],
      ['under-way', 2],
      ['planned', 2],
      ['over', 1],
    ]);
  });

  it('puts what has waited longest first, and who comes soonest', () => {
    expect(
      ids([row('new', 'refused', { sinceMs: noonMs - 5 }), row('old', 'refused', { sinceMs: noonMs - 500 })]),
    ).toEqual(['old', 'new']);
    expect(ids([row('far', 'arriving', arriving(900)), row('near', 'arriving', arriving(60))])).toEqual([
      'near',
      'far',
    ]);
  });

  it('calls a visit late when its courier says so, or nobody has set out and the window is nearly over', () => {
    const endMs = noonMs + 3 * hour;
    expect(stageOf(row('a', 'assigned', {}).shipment, noonMs)).toBe('planned');
    expect(stageOf(row('a', 'assigned', {}).shipment, endMs - 14 * 60_000)).toBe('late');
    expect(stageOf(row('a', 'arriving', arriving(600, endMs - 14 * 60_000)).shipment, endMs - 13 * 60_000)).toBe(
      'arriving',
    );
    expect(stageOf(row('a', 'arriving', arriving(900, endMs - 14 * 60_000)).shipment, endMs - 13 * 60_000)).toBe(
      'late',
    );
  });

  it('counts the minutes of an estimate down, and never below one', () => {
    const minutes = (nowMs: number) =>
      todaysLines([row('a', 'arriving', arriving(300))], { ...day, nowMs })[0]?.minutes;
    expect(minutes(noonMs)).toBe(5);
    expect(minutes(noonMs + 61_000)).toBe(4);
    expect(minutes(noonMs + 600_000)).toBe(1);
  });

  it('leaves other days out, but no alarm and no question of a household', () => {
    const other = { days: -1 };
    const waiting = { divert: { to: 'neighbour', answer: 'waiting', link: '' } };
    expect(
      ids([
        row('yesterday', 'refused', {}, other),
        row('tomorrow', 'assigned', {}, { days: 1 }),
        row('alarm', 'attention', {}, other),
        row('asked', 'blocked', waiting, other),
      ]),
    ).toEqual(['alarm', 'asked']);
  });

  it('shows what is asked for: part, courier and words; what is over only on demand', () => {
    const rows = [
      row('xa', 'refused', { courierName: 'Mina' }),
      row('b', 'assigned', { courierName: 'Ali' }),
      row('c', 'complete', { courierName: 'Mina' }),
    ];
    const lines = todaysLines(rows, day);
    const shown = (wanted: object) =>
      wantedLines(lines, { view: 'now', search: '', courier: '', ...wanted }).map(({ number }) => number);
    expect(shown({})).toEqual([1, 2]);
    expect(shown({ view: 'over' })).toEqual([3]);
    expect(shown({ courier: 'Ali' })).toEqual([2]);
    expect(shown({ search: 'name xa' })).toEqual([1]);
    expect(countsOf(lines)).toEqual({ now: 2, exceptions: 1, 'under-way': 0, planned: 1, over: 1 });
    expect(couriersOf(lines)).toEqual(['Ali', 'Mina']);
    expect(readView('exceptions')).toBe('exceptions');
    expect(readView('<script>')).toBe('now');
  });

  it('draws what the carrier announced a place for, under the table’s numbers, and nothing else', () => {
    const placeless = row('b', 'assigned', {});
    const unread = { ...row('c', 'assigned', {}), label: undefined };
    const lines = todaysLines(
      [row('a', 'refused', {}), { ...placeless, label: { name: '', address: '' } }, unread],
      day,
    );
    expect(stopsOnMap(lines, () => 'words')).toEqual([{ id: 'a', number: 1, words: '1: words', at, state: 'needs' }]);
  });
});
