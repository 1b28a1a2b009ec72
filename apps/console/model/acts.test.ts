import type { CarrierShipment, Fact } from '@latchkey/carrier-sdk';
import { describe, expect, it } from 'vitest';
import { actsOf } from './acts.ts';
import type { Evidence } from './desk.ts';

const shipment = (state: CarrierShipment['state'], visit: object = {}) => ({ state, visit }) as CarrierShipment;
const said = (...events: readonly Fact['event'][]): Evidence => ({
  kind: 'sound',
  facts: events.map((event) => ({ event, detail: {} }) as Fact),
  note: undefined,
  divertConfirmed: false,
  elsewhere: undefined,
});
const both = { assign: true, withdraw: true };
const held = (why: string) => ({ assign: false, withdraw: false, held: why });

describe('what dispatch can do with a visit', () => {
  it('is to give it away and to take it back, until the door opens', () => {
    for (const state of ['granted', 'assigned', 'arriving', 'refused'] as const)
      expect(actsOf(shipment(state), said())).toEqual(both);
    expect(actsOf(shipment('at-door'), said('asked', 'recording-started'))).toEqual(both);
    expect(actsOf(shipment('refused'), said('asked', 'refused'))).toEqual(both);
  });

  it('is neither while the courier is inside, by the door’s own receipts', () => {
    const opened = ['asked', 'recording-started', 'unlock-intended', 'unlocked', 'door-opened'] as const;
    expect(actsOf(shipment('at-door'), said(...opened))).toEqual(held('inside'));
    expect(actsOf(shipment('at-door'), said(...opened, 'door-closed'))).toEqual(held('inside'));
    // The server is late, or says something else than the door.
    expect(actsOf(shipment('assigned'), said(...opened))).toEqual(held('inside'));
    // Blocked in the middle: whoever is inside still has to come out.
    expect(actsOf(shipment('blocked'), said(...opened, 'blocked'))).toEqual(held('inside'));
    expect(actsOf(shipment('at-door'), said(...opened, 'door-closed', 'locked'))).toEqual(both);
  });

  it('is neither during an alarm, before and after dispatch took the door over', () => {
    expect(actsOf(shipment('attention'), undefined)).toEqual(held('alarm'));
    expect(actsOf(shipment('attention'), { kind: 'away' })).toEqual(held('alarm'));
    expect(actsOf(shipment('at-door'), said('unlocked', 'attention'))).toEqual(held('alarm'));
    expect(actsOf(shipment('attention', { takenOverMs: 1 }), said())).toEqual(held('taken-over'));
  });

  it('is neither while somebody is at the door and nobody knows whether inside', () => {
    expect(actsOf(shipment('at-door'), undefined)).toEqual({ assign: false, withdraw: false });
    expect(actsOf(shipment('at-door'), { kind: 'away' })).toEqual(held('at-door'));
    expect(actsOf(shipment('at-door'), { kind: 'unsound', fault: 'receipt-forged' })).toEqual(held('at-door'));
  });

  it('is nothing where there is no visit, or where it is over', () => {
    const none = { assign: false, withdraw: false };
    expect(actsOf({ state: 'announced' } as CarrierShipment, said())).toEqual(none);
    for (const state of ['complete', 'blocked', 'diverted', 'expired', 'undelivered'] as const)
      expect(actsOf(shipment(state), said())).toEqual(none);
    expect(actsOf(shipment('complete'), said('unlocked', 'attention'))).toEqual(none);
  });
});
