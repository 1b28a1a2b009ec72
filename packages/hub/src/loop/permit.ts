import type { Hardware, Refusal } from '@latchkey/protocol';
import { freshly, mayCloseItself } from './sensors.ts';
import { isInDoubt } from './steady.ts';
import type { DoorLoop, VisitId } from './state.ts';

/** What the door itself has to say at steps 14 and 15; the rules about it are the protocol's `recheck`. */

/** May a courier's ask start a recording here? */
export function mayAsk(state: DoorLoop, visit: VisitId): Refusal | undefined {
  const { film, passage } = state;
  if (!state.traits.egressFree) return { reason: 'relock-unavailable' };
  if (isInDoubt(state)) return { reason: 'sensor-unsteady' };
  if (passage !== undefined && passage.visit !== visit) return { reason: 'door-busy' };
  return film !== undefined && film.visit !== visit ? { reason: 'door-busy' } : undefined;
}

/** What stands against any visitor at this door, whatever the grant waives: a bolt that could trap somebody is no visitor's to throw (P10). */
export function standsAgainst(state: DoorLoop, action: 'unlock' | 'lock', nowMs: number): Refusal | undefined {
  if (!state.traits.egressFree) return { reason: 'relock-unavailable' };
  if (action === 'lock') return undefined;
  return freshly(state, nowMs)?.contact === 'open' ? { reason: 'door-not-closed' } : undefined;
}

export function lockFacts(state: DoorLoop, visit: VisitId, nowMs: number): Pick<Hardware, 'lock' | 'busy'> {
  const { traits, passage } = state;
  const seen = freshly(state, nowMs);
  // The lock's own timer was ordered at the ask; only the report says that it is armed. A leaf that closes itself needs none.
  const relockReady =
    traits.egressFree && (traits.autoLock ? typeof seen?.autoLockS === 'number' : traits.closesByItself);
  return {
    lock: {
      reachable: typeof seen?.bolt === 'number' && seen.contact !== null,
      relockReady,
      closed: seen?.contact === 'closed',
      ...(mayCloseItself(traits) ? { closesItself: true } : {}),
      ...(isInDoubt(state) ? { unsteady: true } : {}),
    },
    busy: passage !== undefined && !(passage.stage === 'locked' && passage.visit === visit),
  };
}
