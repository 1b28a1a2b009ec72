import { describe, expect, it } from 'vitest';
import type { CarrierShipment } from '@latchkey/carrier-sdk';
import { readDraft, type Draft } from './announcement.ts';
import { inOrder, passes, readFilter, taskOf } from './rows.ts';

const shipment = (shipmentId: string, state: CarrierShipment['state'], createdMs = 0, visit?: object) =>
  ({ shipmentId, state, createdMs, visit }) as CarrierShipment;
const waitingDivert = { divert: { to: 'neighbour', answer: 'waiting', link: '' } };

describe('the desk', () => {
  it('puts exceptions first, then what dispatch has to do, then the newest', () => {
    const order = inOrder([
      shipment('done', 'complete', 9),
      shipment('older', 'announced', 1),
      shipment('newer', 'announced', 2),
      shipment('assign', 'granted', 0),
      shipment('elsewhere', 'diverted', 0, waitingDivert),
      shipment('alarm', 'attention', 0),
    ]);
    expect(order.map(({ shipmentId }) => shipmentId)).toEqual([
      'alarm',
      'elsewhere',
      'assign',
      'newer',
      'older',
      'done',
    ]);
  });

  it('asks for an answer to a divert only while there is none', () => {
    expect(taskOf(shipment('a', 'diverted', 0, waitingDivert))).toBe('answer-divert');
    expect(taskOf(shipment('a', 'diverted', 0, { divert: { to: 'neighbour', answer: 'accepted', link: '' } }))).toBe(
      'none',
    );
  });

  it('shows everything for a filter it does not know', () => {
    expect(readFilter('under-way')).toBe('under-way');
    expect(readFilter('<script>')).toBe('all');
    expect(readFilter(null)).toBe('all');
  });

  it('shows each shipment under exactly one of the narrower filters', () => {
    for (const state of ['announced', 'granted', 'attention', 'complete', 'blocked', 'declined'] as const) {
      const shown = (['to-do', 'under-way', 'over'] as const).filter((one) => passes(one, shipment('a', state)));
      expect(shown).toHaveLength(1);
    }
  });
});

const NOW = 1_795_435_200;
const good: Draft = {
  handle: ' lk-7f3k-92qd ',
  name: 'Anna Ferrante',
  address: 'Lindenstraße 14',
  trackingNumber: 'lk 000 017 de',
  from: '100',
  to: '5000',
};
const read = (change: Partial<Draft> = {}) =>
  readDraft({ ...good, ...change }, NOW, (text) => (text === '' ? undefined : NOW + Number(text)));

describe('an announcement as typed', () => {
  it('becomes what the contract wants', () => {
    expect(read()).toEqual({
      ok: true,
      announcement: {
        handle: 'LK-7F3K-92QD',
        window: { fromS: NOW + 100, toS: NOW + 5000 },
        trackingNumbers: ['LK000017DE'],
        label: { name: 'Anna Ferrante', address: 'Lindenstraße 14' },
      },
    });
  });

  it.each([
    [{ handle: 'Anna' }, { handle: 'handle' }],
    [{ name: '  ' }, { name: 'missing' }],
    [{ trackingNumber: 'ß' }, { trackingNumber: 'tracking' }],
    [{ from: '' }, { from: 'time' }],
    [{ to: '' }, { to: 'time' }],
    [{ to: '100' }, { to: 'order' }],
    [{ from: '-900', to: '-100' }, { to: 'past' }],
  ] as const)('%j is complained about where it is wrong', (change, complaint) => {
    expect(read(change)).toEqual({ ok: false, complaint });
  });
});
