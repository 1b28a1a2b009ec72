import { describe, expect, test } from 'vitest';
import { arrangeParcels, canDecide, parcelOf } from './parcels.ts';
import { nowMs, shipment, told, visit, visitId } from '../../testing/parcels.ts';

describe('parcels', () => {
  test('each stands in exactly one list, by what the door signed', async () => {
    const shipments = [
      shipment({ shipmentId: 'waits' }),
      shipment({ shipmentId: 'lapsed', window: { fromS: nowMs / 1000 - 900, toS: nowMs / 1000 - 60 } }),
      shipment({ shipmentId: 'no', state: 'declined', declined: { wish: 'return', atMs: nowMs } }),
      shipment({ shipmentId: 'inside', visitId }),
      shipment({ shipmentId: 'coming', visitId: 'v2' }),
      shipment({ shipmentId: 'wish', visitId: 'v3' }),
      shipment({ shipmentId: 'elsewhere', visitId: 'v4' }),
    ];
    const gone = { fromS: nowMs / 1000 - 900, toS: nowMs / 1000 - 60 };
    const divert = { to: 'neighbour', answer: 'waiting', link: 'AAAA' } as const;
    const visits = [
      visit(),
      visit({ visitId: 'v2' }),
      visit({ visitId: 'v3', divert }),
      visit({ visitId: 'v4', divert, window: gone }),
    ];
    const receipts = await told('asked', 'unlock-intended', 'unlocked', 'locked', 'complete');
    const lists = arrangeParcels({ shipments, visits }, receipts, nowMs);
    const ids = (parcels: (typeof lists)['waiting']) => parcels.map((one) => one.shipment.shipmentId);
    expect(ids(lists.waiting)).toEqual(['waits']);
    expect(ids(lists.underWay)).toEqual(['coming', 'wish']);
    expect(ids(lists.delivered)).toEqual(['inside']);
    expect(ids(lists.elsewhere).sort()).toEqual(['elsewhere', 'lapsed', 'no']);
  });

  test('a parcel that was declined can still be let in, while its window is open', () => {
    const declined = { wish: 'as-usual', atMs: nowMs } as const;
    const parcel = parcelOf(shipment({ state: 'declined', declined }), { visits: [] }, [], nowMs);
    expect(parcel.place).toBe('declined');
    expect(canDecide(parcel, nowMs)).toBe(true);
    expect(canDecide(parcel, parcel.shipment.window.toS * 1000)).toBe(false);
  });

  test('the server’s word alone puts no parcel inside', () => {
    const parcel = parcelOf(shipment({ visitId }), { visits: [visit({ state: 'complete' })] }, [], nowMs);
    expect(parcel.place).toBe('under-way');
  });

  test('a blocked visit leaves the parcel to be decided anew, while its window is open', async () => {
    const parcel = parcelOf(shipment({ visitId }), { visits: [visit()] }, await told('blocked'), nowMs);
    expect(parcel.place).toBe('not-let-in');
    expect(canDecide(parcel, nowMs)).toBe(true);
    expect(canDecide(parcel, parcel.shipment.window.toS * 1000)).toBe(false);
  });

  test('a parcel under way or inside is decided', async () => {
    const coming = parcelOf(shipment({ visitId }), { visits: [visit()] }, [], nowMs);
    const inside = parcelOf(shipment({ visitId }), { visits: [visit()] }, await told('locked', 'complete'), nowMs);
    expect([coming, inside].map((one) => canDecide(one, nowMs))).toEqual([false, false]);
  });
});
