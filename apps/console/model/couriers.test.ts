import { describe, expect, it } from 'vitest';
import type { KnownCourier, SentBlock } from '@latchkey/carrier-sdk';
import { assignable, blockWord, courierRows } from './couriers.ts';
import type { Row, ServerCourier } from './desk.ts';

const known = (name: string): KnownCourier => ({ courierId: `id-${name}`, keyId: `key-${name}`, name, signingKey: '', sealingKey: '' }); // prettier-ignore
const listed = (name: string, more: Partial<ServerCourier> = {}): ServerCourier => ({ ...known(name), ...more });
const block = (name: string, confirmed?: SentBlock['confirmed']): SentBlock => ({
  hubId: 'hub',
  visitId: 'visit',
  target: { kind: 'courier', id: `key-${name}` },
  sentMs: 5,
  hubOnline: true,
  ...(confirmed === undefined ? {} : { confirmed }),
});
const row = (courierName: string, state: string) =>
  ({
    shipment: { shipmentId: courierName + state, state, visit: { courierName } },
    label: undefined,
  }) as unknown as Row;

describe('couriers and their devices', () => {
  it('are those of this browser and of the server, each once, the blocked ones last', () => {
    const rows = courierRows(
      [known('Mina'), known('Ben')],
      [listed('Mina', { blockedMs: 3 }), listed('Ben', { lastSeenMs: 9 }), listed('Zoe')],
      [],
      [row('Ben', 'assigned'), row('Ben', 'complete')],
    );
    expect(rows.map(({ name, blocked }) => [name, blocked])).toEqual([
      ['Ben', false],
      ['Zoe', false],
      ['Mina', true],
    ]);
    expect(rows[0]).toMatchObject({ lastSeenMs: 9, stops: [{ shipment: { state: 'assigned' } }] });
    expect(assignable(rows).map(({ name }) => name)).toEqual(['Ben']);
  });

  it('are blocked by their own carrier’s signature, though the server kept quiet about it', () => {
    const [mina] = courierRows([known('Mina')], [listed('Mina')], [block('Mina')], []);
    expect(mina).toMatchObject({ blocked: true, blockedMs: 5 });
    expect(assignable([mina].flatMap((one) => one ?? []))).toEqual([]);
  });

  it('P3: are called blocked only once each door that was told has confirmed it', () => {
    const confirmed = { seq: 1, begun: 0 };
    expect(blockWord({ blocked: false, blocks: [] })).toBe('none');
    expect(blockWord({ blocked: true, blocks: [] })).toBe('confirmed');
    expect(blockWord({ blocked: true, blocks: [block('Mina', confirmed), block('Mina')] })).toBe('unconfirmed');
    expect(blockWord({ blocked: true, blocks: [block('Mina', confirmed)] })).toBe('confirmed');
  });
});
