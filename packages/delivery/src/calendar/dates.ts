/** One date in a calendar. The words are the caller's: a server knows fewer than a phone does. */
export interface CalendarDate {
  /** A parcel's shipment, allowed or not; of people who come again the visit. */
  readonly id: string;
  /** Of several dates under one grant: which. */
  readonly occurrence?: number;
  readonly fromS: number;
  readonly toS: number;
  /** When what is said here last changed, and how often it has: calendar programs take the newer one. */
  readonly revisedS: number;
  readonly revision: number;
  readonly withdrawn: boolean;
  /** Expected, and not allowed yet. */
  readonly tentative?: boolean;
  readonly title: string;
  readonly words: string;
}

/** The same parcel, and the same date of a person, has the same name in every file and every feed, so that importing it twice makes one entry. */
export const calendarName = ({ id, occurrence }: Pick<CalendarDate, 'id' | 'occurrence'>): string =>
  `${id}${occurrence === undefined ? '' : `.${String(occurrence)}`}@visits.latchkey`;

/** Unix seconds. */
interface Span {
  readonly fromS: number;
  readonly toS: number;
}

/** Calendars look back a month and ahead as far as dates are signed. */
export const CALENDAR_BACK_S = 31 * 86_400;
/** More than any household has; a calendar program need not read without end. */
export const LIMIT_CALENDAR_DATES = 600;

/** Those that a calendar shows, soonest first; of too many the oldest are left out. */
export const shownDates = <D extends Span>(dates: readonly D[], nowS: number): readonly D[] =>
  dates
    .filter(({ toS }) => toS >= nowS - CALENDAR_BACK_S)
    .sort((a, b) => a.fromS - b.fromS)
    .slice(-LIMIT_CALENDAR_DATES);
