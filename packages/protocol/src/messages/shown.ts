import { BOLT, CONTACT, type DoorReport } from '../claims/report.ts';

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
  const contact = CONTACTS[report.contact] ?? 'unknown';
  return wordFor(BOLTS[report.bolt] ?? 'unknown', contact, report.jammed);
}

type Names<T> = Readonly<Record<number, keyof T>>;
const namesOf = <T extends Readonly<Record<string, number>>>(numbers: T): Names<T> =>
  Object.fromEntries(Object.entries(numbers).map(([name, number]) => [number, name]));
const [BOLTS, CONTACTS] = [namesOf(BOLT), namesOf(CONTACT)];

/**
 * Every cell of bolt × contact × jam (13-state.md); a new value of either does not compile until it has its words. Neither latch nor motor is in it: a
 * bolt that moves is *between*, and whether a push opens a door that is not locked changes nothing of *unlocked*.
 */
function wordFor(bolt: keyof typeof BOLT, contact: keyof typeof CONTACT, jammed: boolean): ShownDoor {
  switch (contact) {
    case 'open':
      return 'OPEN';
    case 'unknown':
      return jammed ? 'JAMMED' : 'UNKNOWN';
    case 'closed':
      return jammed ? 'JAMMED' : closedWord(bolt);
  }
}

function closedWord(bolt: keyof typeof BOLT): ShownDoor {
  switch (bolt) {
    case 'thrown':
      return 'LOCKED';
    case 'withdrawn':
    case 'between':
      return 'UNLOCKED';
    case 'unknown':
      return 'UNKNOWN';
  }
}
