import { ApiProblem } from '@latchkey/contract';
import { CarrierError } from '@latchkey/carrier-sdk';
import { describe, expect, it } from 'vitest';
import type { Row } from '../desk.ts';
import { chosenRows, draggedRows, draggedWith, dragText, handOver, isHandable, toggled } from './handing.ts';

const row = (shipmentId: string, state = 'granted', visit: object | undefined = {}) =>
  ({ shipment: { shipmentId, state, visit }, label: undefined }) as unknown as Row;
const problem = (code: 'unavailable' | 'conflict') =>
  new ApiProblem({ type: 'about:blank', title: code, status: 503, code, detail: code });

describe('giving visits to a courier', () => {
  it('goes on after one that could not be given away, and says of each what became of it', async () => {
    const answers: Record<string, () => Promise<{ handedToHub: boolean }>> = {
      a: () => Promise.resolve({ handedToHub: true }),
      b: () => Promise.reject(new CarrierError('grant-not-ours')),
      c: () => Promise.resolve({ handedToHub: false }),
      d: () => Promise.reject(problem('unavailable')),
      e: () => Promise.reject(problem('conflict')),
    };
    const assigned: string[] = [];
    const carrier = {
      assign: ({ shipmentId }: { shipmentId: string }, courierId: string) => {
        assigned.push(`${shipmentId} ${courierId}`);
        return answers[shipmentId]?.() ?? Promise.reject(new TypeError('nobody asked for it'));
      },
    };
    const { progress, finished } = handOver(carrier, Object.keys(answers).map((id) => ({ row: row(id), courierId: 'mina' }))); // prettier-ignore
    expect(progress.get()).toMatchObject({ all: 5, results: [], running: true });
    const { results, running } = await finished;
    expect(results.map(({ handed }) => handed)).toEqual(['at-the-door', 'grant-not-ours', 'later', 'away', 'conflict']);
    expect(running).toBe(false);
    expect(assigned).toEqual(['a mina', 'b mina', 'c mina', 'd mina', 'e mina']);
  });

  it('is for visits that are allowed and not under way', () => {
    expect(isHandable(row('a'))).toBe(true);
    expect(isHandable(row('a', 'assigned'))).toBe(true);
    for (const state of ['announced', 'arriving', 'at-door', 'complete', 'blocked'])
      expect(isHandable(row('a', state))).toBe(false);
    expect(isHandable({ shipment: { shipmentId: 'a', state: 'granted' } } as unknown as Row)).toBe(false);
  });

  it('takes what is dropped for what it is: names, looked up among the rows here', () => {
    const rows = [row('a'), row('b', 'complete'), row('c')];
    const dropped = (text: string) => draggedRows(text, rows).map(({ shipment }) => shipment.shipmentId);
    expect(dropped(dragText(['c', 'a', 'elsewhere']))).toEqual(['a', 'c']);
    expect(dropped(dragText(['b']))).toEqual([]);
    for (const odd of ['', 'null', '{"a":1}', '[1,{}]', 'https://example.com/']) expect(dropped(odd)).toEqual([]);
  });

  it('takes all chosen rows along with a chosen one, and another one alone', () => {
    const chosen = toggled(toggled(new Set<string>(), 'a'), 'b');
    expect(draggedWith('a', chosen)).toEqual(['a', 'b']);
    expect(draggedWith('c', chosen)).toEqual(['c']);
    expect([...toggled(chosen, 'a')]).toEqual(['b']);
    expect(chosenRows(chosen, [row('a'), row('b', 'complete'), row('c')])).toHaveLength(1);
  });
});
