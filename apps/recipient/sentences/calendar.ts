import type { Tables } from '@latchkey/web-kit';
import { calendarDe } from './calendar.de.ts';
import { calendarEn, type CalendarSentences } from './calendar.en.ts';

export type { CalendarSentences };
export const calendarSentences: Tables<CalendarSentences> = { en: calendarEn, de: calendarDe };
