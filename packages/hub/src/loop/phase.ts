import { shownDoor, type Phase, type ShownDoor } from '@latchkey/protocol';
import { freshly, reportedOf } from './sensors.ts';
import type { DoorLoop } from './state.ts';

/** The one word that people see for the state of a door's loop. */
export function phaseOf(state: DoorLoop): Phase {
  const { alarms, passage, ended, film, visits } = state;
  if (alarms.length > 0) return 'attention';
  if (passage !== undefined) return passage.stage;
  if (ended !== undefined) return ended.phase;
  if (film !== undefined) return 'recording';
  if (visits.some(({ armed }) => armed)) return 'armed';
  return visits.length > 0 ? 'waiting' : 'idle';
}

export type DoorWord = 'locked' | 'unlocked' | 'open' | 'jammed' | 'unknown';

const words = { LOCKED: 'locked', UNLOCKED: 'unlocked', OPEN: 'open', JAMMED: 'jammed', UNKNOWN: 'unknown' } as const satisfies Record<ShownDoor, DoorWord>; // prettier-ignore

/** P4: from sensors only, never from a command, and the word that everybody says who reads the hub's report. */
export function wordOf(state: DoorLoop, nowMs: number): DoorWord {
  const seen = freshly(state, nowMs);
  return seen === undefined ? 'unknown' : words[shownDoor({ ...reportedOf(seen), sensorAgeMs: 0 }, 0)];
}
