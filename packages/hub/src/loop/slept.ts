import type { Alarm, Passage } from './state.ts';
import { forget, set, type Turn } from './turn.ts';

/**
 * The hub's machine slept, and its monotonic clock with it: for the door time went on. What fell due meanwhile is due now. What was seen says nothing about
 * now (P4), and neither does what an UNLOCK may still do: that moment is left where it is, since it only keeps LOCKED from being believed.
 */
export function slept(turn: Turn, forMs: number): void {
  const { passage, alarms } = turn.state;
  forget(turn, 'heard');
  forget(turn, 'seen');
  set(turn, {
    awake: { atMs: turn.nowMs, sleptMs: forMs },
    alarms: alarms.map((alarm): Alarm => ({ ...alarm, firstMs: alarm.firstMs - forMs })),
    ...(passage === undefined ? {} : { passage: earlier(passage, forMs) }),
  });
}

const earlier = (passage: Passage, byMs: number): Passage => ({
  ...passage,
  sinceMs: passage.sinceMs - byMs,
  maxOpenAtMs: passage.maxOpenAtMs - byMs,
  lockAtMs: passage.lockAtMs - byMs,
});
