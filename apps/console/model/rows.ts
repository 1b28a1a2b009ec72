import type { CarrierShipment } from '@latchkey/carrier-sdk';

/** What dispatch has to do next, if anything. */
export type Task = 'assign' | 'answer-divert' | 'look' | 'wait' | 'none';
export type ShipmentState = CarrierShipment['state'];
export type DeclineWish = NonNullable<CarrierShipment['declined']>['wish'];

export const taskOf = (shipment: Pick<CarrierShipment, 'state' | 'visit'>): Task => {
  if (shipment.visit?.divert?.answer === 'waiting') return 'answer-divert';
  switch (shipment.state) {
    case 'granted':
      return 'assign';
    case 'attention':
    case 'refused':
    case 'undelivered':
      return 'look';
    case 'announced':
    case 'assigned':
    case 'arriving':
    case 'at-door':
      return 'wait';
    case 'complete':
    case 'blocked':
    case 'diverted':
    case 'expired':
    case 'declined':
      return 'none';
  }
};

/** Exceptions first, then what dispatch has to do, then what runs by itself, then what is over. */
const rank: Readonly<Record<Task, number>> = { look: 0, 'answer-divert': 1, assign: 2, wait: 3, none: 4 };

export const inOrder = (shipments: readonly CarrierShipment[]): readonly CarrierShipment[] =>
  [...shipments].sort((a, b) => {
    const urgency = rank[taskOf(a)] - rank[taskOf(b)];
    return urgency === 0 ? b.createdMs - a.createdMs : urgency;
  });

/** What the filter in the address may say. */
export const filters = ['all', 'to-do', 'under-way', 'over'] as const;
export type Filter = (typeof filters)[number];

export const readFilter = (text: string | null): Filter => filters.find((one) => one === text) ?? 'all';

const filterOfTask: Readonly<Record<Task, Filter>> = {
  look: 'to-do',
  'answer-divert': 'to-do',
  assign: 'to-do',
  wait: 'under-way',
  none: 'over',
};

export const passes = (filter: Filter, shipment: CarrierShipment): boolean =>
  filter === 'all' || filterOfTask[taskOf(shipment)] === filter;

export type Tone = 'plain' | 'locked' | 'use' | 'needs' | 'alarm';

export const toneOf = (state: ShipmentState): Tone => {
  switch (state) {
    case 'complete':
      return 'locked';
    case 'assigned':
    case 'arriving':
    case 'at-door':
      return 'use';
    case 'granted':
    case 'refused':
    case 'undelivered':
    case 'diverted':
    case 'declined':
      return 'needs';
    case 'attention':
      return 'alarm';
    case 'announced':
    case 'blocked':
    case 'expired':
      return 'plain';
  }
};
