import { shownDoor } from '@latchkey/protocol';
import { expect, it } from 'vitest';
import { REPORT_FRESH } from './limits.ts';
import { wordOf } from './phase.ts';
import { isLocked, reportedOf } from './sensors.ts';
import { newDoorLoop, type Sensors } from './state.ts';
import { flatDoor } from './testing/door.ts';

const bolts = [null, ...Array.from({ length: 21 }, (_, step) => step * 5)];
const everySensors = bolts.flatMap((bolt) =>
  (['closed', 'open', null] as const).flatMap((contact) =>
    [false, true].flatMap((jam) =>
      (['none', 'locking', 'unlocking', 'warning'] as const).map((moving): Sensors => ({
        bolt,
        contact,
        jam,
        moving,
        cause: 'command',
        autoLockS: null,
      })),
    ),
  ),
);

it('P4: hub and app say the same word for everything that a lock can report, and LOCKED only of a thrown bolt at rest behind a closed door', () => {
  expect(everySensors).toHaveLength(22 * 3 * 2 * 4);
  for (const sensors of everySensors) {
    const state = { ...newDoorLoop(flatDoor), seen: { ...sensors, atMs: 0 } };
    const theirs = shownDoor({ ...reportedOf(sensors), sensorAgeMs: REPORT_FRESH }, 0);
    expect([sensors, wordOf(state, REPORT_FRESH).toUpperCase()]).toEqual([sensors, theirs]);
    expect([sensors, theirs === 'LOCKED']).toEqual([sensors, isLocked(sensors)]);
    expect(wordOf(state, REPORT_FRESH + 1)).toBe('unknown');
  }
});
