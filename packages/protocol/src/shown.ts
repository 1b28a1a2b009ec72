import { BOLT, CONTACT, type DoorReport } from './claims/report.ts';

/** The words for a door (P4). */
export type ShownDoor = 'LOCKED' | 'UNLOCKED' | 'OPEN' | 'JAMMED' | 'UNKNOWN';

export const REPORT_LIFE_MS = 10_000;

/**
 * What a person may be told of a door. `reportAgeMs` is measured by the reader's own monotonic clock from the moment it *sent* the nonce that
 * the report carries, so that nobody between can make an old report young. LOCKED needs bolt thrown, contact closed, and both young.
 */
export function shownDoor(
  report: Pick<DoorReport, 'bolt' | 'contact' | 'jammed' | 'sensorAgeMs'>,
  reportAgeMs: number,
): ShownDoor {
  if (!(reportAgeMs >= 0 && reportAgeMs + report.sensorAgeMs <= REPORT_LIFE_MS)) return 'UNKNOWN';
  if (report.contact === CONTACT.open) return 'OPEN';
  if (report.jammed) return 'JAMMED';
  if (report.contact !== CONTACT.closed || report.bolt === BOLT.unknown) return 'UNKNOWN';
  return report.bolt === BOLT.thrown ? 'LOCKED' : 'UNLOCKED';
}
