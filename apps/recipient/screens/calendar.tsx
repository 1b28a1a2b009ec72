import { useSentences } from '@latchkey/web-kit';
import { CalendarAddressPart } from '../parts/calendar/address.tsx';
import { CalendarFilePart } from '../parts/calendar/file.tsx';
import { Shell } from '../parts/shell.tsx';
import { calendarSentences } from '../sentences/calendar.ts';

/** Visits in a calendar program: with names as a file, or without them by an address. */
export const CalendarScreen = () => (
  <Shell heading="shown" title={useSentences(calendarSentences).title} back="/household">
    <CalendarAddressPart />
    <CalendarFilePart />
  </Shell>
);
