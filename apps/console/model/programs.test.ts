import { describe, expect, it } from 'vitest';
import { deliveriesInOrder, type Delivery } from './programs.ts';

const delivery = (eventId: string, state: Delivery['state'], attempts = 1) =>
  ({ eventId, state, attempts }) as Delivery;

describe('what was sent', () => {
  it('shows first what was given up, then what is failing, and the rest as it came', () => {
    const order = deliveriesInOrder([
      delivery('new', 'waiting', 0),
      delivery('fine', 'delivered'),
      delivery('failing', 'waiting', 2),
      delivery('lost', 'dead', 9),
    ]);
    expect(order.map(({ eventId }) => eventId)).toEqual(['lost', 'failing', 'new', 'fine']);
  });
});
