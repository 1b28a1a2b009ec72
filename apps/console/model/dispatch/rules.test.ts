import { describe, expect, it } from 'vitest';
import type { CourierRow } from '../couriers.ts';
import type { Row } from '../desk.ts';
import { inArea, postcodesIn, readArea } from './areas.ts';
import { moved, planOf, troublesOf, type DispatchRule } from './rules.ts';

const courier = (name: string, more: object = {}): CourierRow =>
  ({ courierId: name, name, known: {}, blocked: false, stops: [], ...more }) as unknown as CourierRow;
const rule = (courierId: string, area = '', upTo = ''): DispatchRule => ({ ruleId: courierId + area, courierId, area, upTo }); // prettier-ignore
const row = (shipmentId: string, address: string | undefined, fromS = 0, state = 'granted'): Row =>
  ({
    shipment: { shipmentId, state, visit: {}, window: { fromS, toS: fromS + 1 } },
    label: address === undefined ? undefined : { name: '', address },
  }) as unknown as Row;

describe('the area of a rule', () => {
  it('is read as patterns, and what is none is named', () => {
    expect(readArea(' 101XX,10969; 12043 ')).toEqual({ ok: true, patterns: ['101xx', '10969', '12043'] });
    expect(readArea('')).toEqual({ ok: true, patterns: [] });
    expect(readArea('101xx, Mitte')).toEqual({ ok: false, wrong: 'mitte' });
    expect(readArea('xxxxx')).toEqual({ ok: false, wrong: 'xxxxx' });
    expect(readArea('10%9')).toEqual({ ok: false, wrong: '10%9' });
    expect(readArea(Array.from({ length: 41 }, (_, at) => String(10_000 + at)).join(' '))).toMatchObject({ ok: false });
  });

  it('fits the postcode of an address, and no house number', () => {
    expect(postcodesIn('Lindenstraße 14, 10969 Berlin')).toEqual(['10969']);
    expect(postcodesIn('Lindenstraße 14 10969 Berlin')).toEqual(['10969']);
    expect(postcodesIn('Im Hof 10117, 12043 Berlin')).toEqual(['12043']);
    expect(inArea(['109xx'], 'Lindenstraße 14, 10969 Berlin')).toBe(true);
    expect(inArea(['10117'], 'Im Hof 10117, 12043 Berlin')).toBe(false);
    expect(inArea(['14xxx', '1096'], 'Lindenstraße 14, 10969 Berlin')).toBe(false);
    expect(inArea(['e1'], '7 Brick Lane, London E1 6QL')).toBe(true);
  });
});

describe('assigning by rule', () => {
  const couriers = [courier('jonas', { stops: [{}] }), courier('mina')];

  it('gives each visit to the first rule that it fits and that has room, the earliest window first', () => {
    const rows = [
      row('late', 'A 1, 10115 Berlin', 30),
      row('early', 'A 2, 10117 Berlin', 10),
      row('next', 'A 3, 10119 Berlin', 20),
      row('south', 'B 4, 12043 Berlin', 5),
      row('unread', undefined, 1),
      row('given', 'A 5, 10115 Berlin', 1, 'assigned'),
    ];
    const plan = planOf([rule('jonas', '101xx', '2'), rule('mina', '101xx', '1')], couriers, rows);
    expect(plan.orders.map(({ row: { shipment }, courierId, by }) => [shipment.shipmentId, courierId, by.rule, by.area])).toEqual([
      ['early', 'jonas', 1, '101xx'],
      ['next', 'mina', 2, '101xx'],
    ]); // prettier-ignore
    expect(plan.left.map(({ row: { shipment }, why }) => [shipment.shipmentId, why])).toEqual([
      ['unread', 'no-address'],
      ['south', 'no-rule'],
      ['late', 'full'],
    ]);
  });

  it('names what is wrong with a rule, and plans nothing by it', () => {
    const all = [...couriers, courier('lost', { blocked: true }), courier('other', { known: undefined })];
    const rules = [
      rule('gone'),
      rule('other'),
      rule('lost'),
      rule('mina', 'Mitte'),
      rule('mina', '10115', '0'),
      rule('mina', '', '2.5'),
      rule('jonas', '10115', '30'),
      rule('mina'),
      rule('jonas', '12043'),
    ];
    expect(troublesOf(rules, all)).toEqual([
      { kind: 'courier-gone' },
      { kind: 'courier-gone' },
      { kind: 'courier-blocked' },
      { kind: 'area-wrong', pattern: 'mitte' },
      { kind: 'up-to-wrong' },
      { kind: 'up-to-wrong' },
      undefined,
      undefined,
      { kind: 'never-reached', by: 8 },
    ]);
    expect(planOf(rules.slice(0, 6), all, [row('a', 'A 1, 10115 Berlin')])).toMatchObject({
      orders: [],
      left: [{ why: 'no-rule' }],
    });
  });

  it('passes over a rule that is switched off, which keeps its place and hides none behind it', () => {
    const rules = [{ ...rule('jonas'), off: true }, { ...rule('gone'), off: true }, rule('mina')];
    expect(troublesOf(rules, couriers)).toEqual([undefined, undefined, undefined]);
    const { orders } = planOf(rules, couriers, [row('a', 'A 1, 10115 Berlin')]);
    expect(orders.map(({ courierId, by }) => [courierId, by.rule])).toEqual([['mina', 3]]);
  });

  it('goes by the order of the rules, which can be changed', () => {
    expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
    expect(moved(['a', 'b', 'c'], 2, -1)).toEqual(['a', 'c', 'b']);
    expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
  });
});
