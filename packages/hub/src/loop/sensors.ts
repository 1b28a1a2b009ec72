import { BOLT, CONTACT, type DoorReport } from '@latchkey/protocol';
import { LEAST_WARNING, REPORT_FRESH } from './limits.ts';
import type { DoorLoop, DoorTraits, Seen, Sensors } from './state.ts';

/** P4: the one cell of the table that is called LOCKED. */
export function isLocked(sensors: Sensors): boolean {
  return sensors.bolt === 100 && sensors.contact === 'closed' && !sensors.jam && sensors.moving === 'none';
}

/** The inside handle or the button inside: egress, always free (P10). An open leaf over a thrown bolt never is. */
export const byInside = (seen: Sensors): boolean =>
  seen.bolt !== 100 && (seen.cause === 'handle' || seen.cause === 'button');

/** A key withdrew the bolt: the household's own, or whoever has a copy. */
export const byKey = (seen: Sensors): boolean => seen.bolt !== null && seen.bolt < 100 && seen.cause === 'key';

/** As the hub signs it: thrown is thrown and at rest; everything else is said as what it is (P4). */
export const reportedOf = (sensors: Sensors | undefined): Pick<DoorReport, 'bolt' | 'contact' | 'jammed'> => ({
  bolt: boltOf(sensors),
  contact: CONTACT[sensors?.contact ?? 'unknown'],
  jammed: sensors?.jam ?? false,
});

function boltOf(sensors: Sensors | undefined): (typeof BOLT)[keyof typeof BOLT] {
  if (sensors === undefined || sensors.bolt === null) return BOLT.unknown;
  if (sensors.bolt === 100) return sensors.moving === 'none' ? BOLT.thrown : BOLT.between;
  return sensors.bolt === 0 ? BOLT.withdrawn : BOLT.between;
}

/** The newest report, unless it is too old to say anything about now. */
export function freshly(state: DoorLoop, nowMs: number): Seen | undefined {
  return state.seen !== undefined && nowMs - state.seen.atMs <= REPORT_FRESH ? state.seen : undefined;
}

/** A leaf that may move with nobody beside it: only where the driver's kind may, and only with its warning. */
export function mayCloseItself(traits: DoorTraits): boolean {
  return traits.closesByItself && traits.warnsMs >= LEAST_WARNING;
}

/** Whether LOCK may be ordered onto what the sensors say. Unknown is not closed. */
export function mayThrow(state: DoorLoop, nowMs: number): boolean {
  return freshly(state, nowMs)?.contact === 'closed';
}
