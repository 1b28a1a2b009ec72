import { describe, expect, it } from 'vitest';
import type { CourierRow } from '../couriers.ts';
import type { Row } from '../desk.ts';
import { givenAfter, givenShelf, ruleBehind } from './given.ts';
import type { Handing, Order } from './handing.ts';

const row = (visitId: string, courierName?: string) => ({ shipment: { visit: { visitId, courierName } } }) as unknown as Row; // prettier-ignore
const order = (visitId: string, courierId: string, by?: Order['by']): Order => ({ row: row(visitId), courierId, ...(by === undefined ? {} : { by }) }); // prettier-ignore
const handing = (...results: Handing['results']): Handing => ({ all: results.length, results, running: false });
const second = { rule: 2, area: '101xx' };
const couriers = [
  { courierId: 'mina', name: 'Mina' },
  { courierId: 'ali', name: 'Ali' },
] as unknown as CourierRow[];

describe('the rule behind an assignment', () => {
  it('is remembered as it read then, only where the visit was really given', () => {
    const given = givenAfter([], handing(
      { order: order('a', 'mina', second), handed: 'at-the-door' },
      { order: order('b', 'mina', second), handed: 'later' },
      { order: order('c', 'mina', second), handed: 'away' },
      { order: order('d', 'mina'), handed: 'at-the-door' },
    )); // prettier-ignore
    expect(given).toEqual([
      { visitId: 'a', courierId: 'mina', ...second },
      { visitId: 'b', courierId: 'mina', ...second },
    ]);
  });

  it('is forgotten when the visit is given away by hand', () => {
    const before = [{ visitId: 'a', courierId: 'mina', ...second }];
    expect(givenAfter(before, handing({ order: order('a', 'ali'), handed: 'at-the-door' }))).toEqual([]);
    expect(givenAfter(before, handing({ order: order('a', 'ali'), handed: 'away' }))).toEqual(before);
  });

  it('is shown only while the courier whom it chose has the visit', () => {
    const given = [{ visitId: 'a', courierId: 'mina', ...second }];
    expect(ruleBehind(given, couriers, row('a', 'Mina').shipment)).toMatchObject(second);
    expect(ruleBehind(given, couriers, row('a', 'Ali').shipment)).toBeUndefined();
    expect(ruleBehind(given, couriers, row('a').shipment)).toBeUndefined();
    expect(ruleBehind(given, couriers, row('b', 'Mina').shipment)).toBeUndefined();
  });

  it('stays in this browser, and what is odd there is nothing', async () => {
    const kept = new Map<string, unknown>();
    const shelf = givenShelf({
      get: (name) => Promise.resolve(kept.get(name)),
      put: (name, value) => Promise.resolve(void kept.set(name, value)),
    });
    await shelf.note(handing({ order: order('a', 'mina', second), handed: 'at-the-door' }));
    expect(await shelf.all()).toEqual([{ visitId: 'a', courierId: 'mina', ...second }]);
    kept.set('given-by-rule', [{ visitId: 1 }]);
    expect(await shelf.all()).toEqual([]);
  });
});
