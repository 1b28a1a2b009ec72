import { nextRingMs } from './alarm.ts';
import {
  DWELL_AFTER_MAX_OPEN,
  FILM_AFTERWARDS,
  RELOCK_AFTER_CLOSING,
  RELOCK_AFTER_RESIDENT,
  RELOCK_PATIENCE,
  REPORT_FRESH,
  SILENT_IN_PASSAGE,
  UNLOCK_EXPIRES,
  UNOPENED,
} from './limits.ts';
import { heardLastMs } from './passage.ts';
import type { DoorLoop, DoorTraits, Passage } from './state.ts';
import { sensorDeadlines } from './steady.ts';

/** When the next `tick` is due, or undefined while nothing waits for time alone. Never later than the loop needs it. */
export function nextDeadline(state: DoorLoop, nowMs: number): number | undefined {
  const { film, passage, alarms, traits, seen } = state;
  const due = alarms.filter(({ acknowledged }) => !acknowledged).map(nextRingMs);
  due.push(...sensorDeadlines(state));
  if (film !== undefined && passage?.visit !== film.visit) due.push(film.knockByMs);
  if (passage !== undefined) {
    due.push(...stageDeadlines(passage, traits), passage.maxOpenAtMs, passage.maxOpenAtMs + DWELL_AFTER_MAX_OPEN);
    due.push(heardLastMs(state, passage) + SILENT_IN_PASSAGE, (seen?.atMs ?? 0) + REPORT_FRESH + 1);
  }
  const later = due.filter((at) => at > nowMs);
  return later.length === 0 ? undefined : Math.min(...later);
}

function stageDeadlines(passage: Passage, traits: DoorTraits): number[] {
  const { sinceMs } = passage;
  switch (passage.stage) {
    case 'unlocking':
      return [sinceMs + UNLOCK_EXPIRES + traits.slowestMoveMs];
    case 'unlocked':
      return [sinceMs + UNOPENED];
    case 'open':
      return [passage.maxOpenAtMs - traits.slowestMoveMs, passage.lockAtMs];
    case 'closing':
      return [passage.unlockMayBeginUntilMs, sinceMs + RELOCK_AFTER_CLOSING, sinceMs + RELOCK_AFTER_RESIDENT];
    case 'locking':
      return [passage.unlockMayBeginUntilMs, passage.lockAtMs, sinceMs + RELOCK_PATIENCE + traits.slowestMoveMs];
    case 'locked':
      return [sinceMs + FILM_AFTERWARDS, sinceMs + SILENT_IN_PASSAGE];
  }
}
