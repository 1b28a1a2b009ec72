import { describe, expect, it } from 'vitest';
import { houseAt, makeNeighbourhood } from '@latchkey/delivery';
import { driveTo, type Ahead } from './drive.ts';

const address = 'Lindenstraße 14, 10969 Berlin';
const at = houseAt(makeNeighbourhood(), address)?.at;
const text = { name: 'Robin', address, dropPlace: '', note: '', trackingNumbers: [] };

const driven = async (placed: boolean): Promise<readonly Ahead[]> => {
  const said: string[] = [];
  const device = {
    sayProgress: (visitId: string) => Promise.resolve({ told: said.push(visitId) === 1 }),
  };
  const stop = { visitId: 'visit', text: placed && at !== undefined ? { ...text, at } : text };
  const heard: Ahead[] = [];
  for await (const ahead of driveTo(device, stop)) heard.push(ahead);
  expect(new Set(said)).toEqual(new Set(['visit']));
  return heard;
};

describe('the demo’s van', () => {
  it('says by the estimator’s rule how far it is, once for each change, until it is the next stop', async () => {
    const heard = await driven(true);
    expect(heard[0]).toMatchObject({ household: true });
    expect(heard[0]?.etaS).toBeGreaterThan(120);
    expect(heard[0]?.etaS).toBeLessThanOrEqual(330);
    expect([...new Set(heard.map(({ stopsBefore }) => stopsBefore))]).toEqual([2, 1, 0]);
    expect(heard.filter(({ household }) => household)).toHaveLength(1);
  });

  it('drives to an address whose place the carrier does not give', async () => {
    expect((await driven(false)).at(-1)).toMatchObject({ stopsBefore: 0 });
  });
});
