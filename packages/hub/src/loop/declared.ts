import type { DoorTraits, DriverTraits } from './state.ts';
import { cancelCommand, enter, newCommand, set, type Turn } from './turn.ts';

/**
 * P10: from this moment the door goes by other facts. Where egress is free no more, nothing that would lock by itself is left standing:
 * the lock's own timer is taken off, and a relock that is under way is called back.
 */
export function declared(
  turn: Turn,
  facts: Pick<DoorTraits, 'egressFree' | 'closesByItself'> & { readonly driver?: DriverTraits },
): void {
  const { traits, passage } = turn.state;
  const { egressFree, closesByItself, driver } = facts;
  set(turn, { traits: { ...traits, ...driver, egressFree, closesByItself } });
  if (facts.egressFree || !traits.egressFree) return;
  if (traits.autoLock) turn.effects.push({ type: 'auto-lock', id: newCommand(turn), afterS: null });
  if (passage?.stage !== 'locking') return;
  cancelCommand(turn);
  enter(turn, 'unlocked');
}
