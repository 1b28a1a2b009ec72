import { expect, test } from 'vitest';
import { nowMs, told, visit } from '../../testing/parcels.ts';
import { failedVisit } from './failed-visit.ts';
import { stageOf } from '../visits/stage.ts';

const chosen = { to: 'neighbour', detail: 'Sahin' } as const;

test('a door that stayed shut says what was chosen for that', async () => {
  const refused = { visit: visit(), stage: stageOf(visit(), await told('asked', 'refused'), nowMs) };
  expect(failedVisit(refused, chosen)).toEqual({ chosen, otherwise: false });
});

test('a parcel that went as chosen is told apart from one that did not', () => {
  const left = (to: 'neighbour' | 'return') =>
    visit({ state: 'undelivered', said: { left: { to, atS: nowMs / 1000 } } });
  const at = (one: ReturnType<typeof visit>) => failedVisit({ visit: one, stage: stageOf(one, [], nowMs) }, chosen);
  expect(at(left('neighbour'))?.otherwise).toBe(false);
  expect(at(left('return'))?.otherwise).toBe(true);
});

test('a visit that can still happen, that did, and one that another phone signed say nothing', async () => {
  expect(failedVisit({ visit: visit(), stage: 'planned' }, chosen)).toBeUndefined();
  const finished = stageOf(visit(), await told('asked', 'unlocked', 'locked', 'complete'), nowMs);
  expect(failedVisit({ visit: visit(), stage: finished }, chosen)).toBeUndefined();
  expect(failedVisit({ visit: visit(), stage: 'expired' }, undefined)).toBeUndefined();
});
