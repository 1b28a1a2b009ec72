import type { Refusal } from '@latchkey/protocol';
import { freshly } from './sensors.ts';
import type { DoorLoop, VisitId } from './state.ts';

/** Step 14 and what the door itself has to say before step 15. Undefined: nothing stands against it. */

/** May a courier's ask start a recording here? */
export function mayAsk(state: DoorLoop, visit: VisitId): Refusal | undefined {
  const { film, passage } = state;
  if (!state.traits.egressFree) return { reason: 'relock-unavailable' };
  if (passage !== undefined && passage.visit !== visit) return { reason: 'door-busy' };
  return film !== undefined && film.visit !== visit ? { reason: 'door-busy' } : undefined;
}

export interface VisitNeeds {
  /** Flag 1 of the grant: no picture, no entry. */
  readonly record: boolean;
  /** Flag 2: the lock relocks by itself, or nobody enters. */
  readonly relock: boolean;
}

/** May a visitor's unlock be journalled now? Asked inside the serial turn, and nothing awaits between the answer and the journal. */
export function mayUnlock(state: DoorLoop, visit: VisitId, needs: VisitNeeds, nowMs: number): Refusal | undefined {
  const { traits, passage, film } = state;
  const seen = freshly(state, nowMs);
  if (!traits.egressFree) return { reason: 'relock-unavailable' };
  if (passage !== undefined && !(passage.stage === 'locked' && passage.visit === visit)) return { reason: 'door-busy' };
  if (seen?.bolt == null || seen.contact === null) return { reason: 'lock-unreachable' };
  if (seen.contact === 'open') return { reason: 'door-not-closed' };
  if (needs.record && film?.visit !== visit) return { reason: 'camera-not-recording', prerollMs: 0 };
  if (needs.record && film?.status === 'lost') return { reason: 'camera-lost' };
  if (needs.record && film?.status !== 'on-disk') return { reason: 'camera-not-recording', prerollMs: 0 };
  // The lock's own timer was ordered at the ask; only the report says that it is armed. A lock without one relocks by the hub's timer.
  const relocks = traits.autoLock ? seen.autoLockS !== null : traits.closesByItself;
  return needs.relock && !relocks ? { reason: 'relock-unavailable' } : undefined;
}
