import { describe, expect, test } from 'vitest';
import { nowMs, visit } from '../../testing/parcels.ts';
import { allowedByNobody, graceMs, latenessOf } from './lateness.ts';
import type { Stage } from './stage.ts';

const minute = 60_000;
const nowS = nowMs / 1000;
/** From an hour ago to an hour from now. */
const window = { fromS: nowS - 3600, toS: nowS + 3600 };
const of = (stage: Stage, arriving?: { etaS: number; saidMs: number }, within = window) => ({
  visit: visit({ window: within, ...(arriving === undefined ? {} : { arriving: { ...arriving, stopsBefore: 1 } }) }),
  stage,
  receipts: [],
});

describe('a courier is late', () => {
  const said = { etaS: 600, saidMs: nowMs - 10 * minute };

  test('once their own estimate has passed by more than a wait at the lights', () => {
    expect(latenessOf(of('arriving', said), nowMs + graceMs)).toBeUndefined();
    expect(latenessOf(of('arriving', said), nowMs + graceMs + 1)).toEqual({
      kind: 'estimate-passed',
      estimatedMs: nowMs,
    });
  });

  test('by their own word, when they expect to come after the window', () => {
    const after = { etaS: 3600, saidMs: nowMs };
    expect(latenessOf(of('arriving', after), nowMs)).toEqual({
      kind: 'after-window',
      estimatedMs: nowMs + 60 * minute,
      endsMs: nowMs + 60 * minute,
    });
    expect(latenessOf(of('arriving', { ...after, etaS: 3599 }), nowMs)).toBeUndefined();
  });

  test('not while they are at the door, and not once it is over', () => {
    for (const stage of ['at-door', 'attention', 'finished', 'blocked', 'diverted', 'expired', 'undelivered'] as const)
      expect(latenessOf(of(stage, said), nowMs + 55 * minute)).toBeUndefined();
    expect(latenessOf(of('arriving', said), nowMs + 60 * minute)).toBeUndefined();
  });
});

describe('a window is about to end', () => {
  const ending = { kind: 'ending', endsMs: nowMs + 60 * minute };

  test('twenty minutes before, with or without a courier, also after a knock that was refused', () => {
    for (const stage of ['planned', 'assigned', 'arriving', 'refused'] as const) {
      expect(latenessOf(of(stage), nowMs + 40 * minute - 1)).toBeUndefined();
      expect(latenessOf(of(stage), nowMs + 40 * minute)).toEqual(ending);
    }
  });

  test('in its last quarter where it is short', () => {
    const short = { fromS: nowS, toS: nowS + 1200 };
    expect(latenessOf(of('planned', undefined, short), nowMs + 15 * minute - 1)).toBeUndefined();
    expect(latenessOf(of('planned', undefined, short), nowMs + 15 * minute)?.kind).toBe('ending');
  });
});

describe('a visit that no member signed', () => {
  const ending = of('assigned');
  const lateMs = nowMs + 50 * minute;

  test('has no window of a door that could end, and says so from the start', () => {
    expect(latenessOf(ending, lateMs, 'unsigned')).toEqual({ kind: 'unsigned' });
    expect(latenessOf(ending, nowMs, 'unsigned')).toEqual({ kind: 'unsigned' });
    expect(latenessOf(of('finished'), nowMs, 'unsigned')).toBeUndefined();
  });

  test('is called that only once this device knows who is a member', () => {
    expect(latenessOf(ending, lateMs, 'unknown')).toBeUndefined();
  });

  test('is not said to be allowed while it is to come; what the door signed afterwards counts', () => {
    for (const stage of ['planned', 'assigned', 'arriving'] as const)
      expect(allowedByNobody({ stage }, 'unsigned'), stage).toBe(true);
    for (const stage of ['at-door', 'refused', 'finished'] as const)
      expect(allowedByNobody({ stage }, 'unsigned'), stage).toBe(false);
    expect(allowedByNobody({ stage: 'planned' }, 'unknown')).toBe(false);
    expect(allowedByNobody({ stage: 'planned' }, 'signed')).toBe(false);
  });
});
