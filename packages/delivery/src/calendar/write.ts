import ical, { ICalEventClass, ICalEventStatus, ICalEventTransparency } from 'ical-generator';
import { calendarName, type CalendarDate } from './dates.ts';

export interface Calendar {
  readonly title: string;
  readonly language: 'en' | 'de';
  /** How often a program that subscribes should ask again. */
  readonly refreshS: number;
  readonly dates: readonly CalendarDate[];
}

/** Words come from carriers too: nothing in them may begin a line of its own. */
const oneLine = (words: string): string => words.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();

const statusOf = ({ withdrawn, tentative }: CalendarDate): ICalEventStatus =>
  withdrawn ? ICalEventStatus.CANCELLED : tentative === true ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;

/**
 * An iCalendar file (RFC 5545, 7986), in UTC. What it says is a function of its arguments alone: each date brings its own name and
 * stamp, so equal calendars are equal bytes.
 */
export const writeCalendar = ({ title, language, refreshS, dates }: Calendar): string => {
  const calendar = ical({
    prodId: { company: 'Latchkey', product: 'Visits', language: language.toUpperCase() },
    name: oneLine(title),
    ttl: refreshS,
  });
  for (const date of dates) {
    calendar.createEvent({
      id: calendarName(date),
      sequence: date.revision,
      stamp: new Date(date.revisedS * 1000),
      start: new Date(date.fromS * 1000),
      end: new Date(date.toS * 1000),
      summary: oneLine(date.title),
      description: oneLine(date.words),
      status: statusOf(date),
      // A window is no appointment: nobody is busy because a van may come.
      transparency: ICalEventTransparency.TRANSPARENT,
      class: ICalEventClass.PRIVATE,
    });
  }
  return `${calendar.toString()}\r\n`;
};
