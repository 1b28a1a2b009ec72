import type { Phase } from '@latchkey/protocol';
import { freshly, isLocked } from './sensors.ts';
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

/** P4: from sensors only, and never from a command. */
export function wordOf(state: DoorLoop, nowMs: number): DoorWord {
  const seen = freshly(state, nowMs);
  if (seen === undefined || seen.contact === null || seen.bolt === null) return 'unknown';
  if (seen.jam) return 'jammed';
  if (seen.contact === 'open') return 'open';
  return isLocked(seen) ? 'locked' : 'unlocked';
}
