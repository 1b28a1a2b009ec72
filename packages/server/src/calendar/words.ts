import type { AnnouncedWords } from '@latchkey/delivery/calendar';
import type { Feed, VisitState } from '../store/records.ts';

export interface CalendarWords extends AnnouncedWords {
  readonly title: string;
  readonly parcelOf: (carrier: string) => string;
  readonly person: string;
  readonly personWords: string;
  readonly personGone: string;
  readonly stage: Readonly<Record<VisitState, string>>;
}

/** What stands in a calendar that any program may show: no names of people, no doors, no notes; the server has none. */
export const calendarWords: Readonly<Record<Feed['language'], CalendarWords>> = {
  en: {
    title: 'Visits (Latchkey)',
    parcelOf: (carrier) => `Parcel from ${carrier}`,
    announcedFrom: (carrier) => `Parcel from ${carrier} (not yet allowed)`,
    announced: 'Announced for this time. The door opens only if somebody of the household allows it.',
    declined: 'Declined: the door does not open for it.',
    undecided: 'Nobody allowed it in time.',
    person: 'Somebody who comes again',
    personWords: 'The door opens for them in this window. Who it is stands only in the app.',
    personGone: 'Withdrawn.',
    stage: {
      announced: 'Announced.',
      granted: 'Allowed; no courier is named yet.',
      assigned: 'A courier is named.',
      arriving: 'The courier is on the way.',
      'at-door': 'The courier is at the door.',
      complete: 'Delivered.',
      refused: 'The door stayed shut.',
      blocked: 'Blocked: the door does not open for this visit.',
      diverted: 'Sent elsewhere: the door does not open for this visit.',
      expired: 'The window has passed.',
      attention: 'Look into the app.',
      undelivered: 'Not delivered.',
    },
  },
  de: {
    title: 'Besuche (Latchkey)',
    parcelOf: (carrier) => `Paket von ${carrier}`,
    announcedFrom: (carrier) => `Paket von ${carrier} (noch nicht erlaubt)`,
    announced: 'Für diese Zeit angekündigt. Die Tür geht nur auf, wenn jemand aus dem Haushalt es erlaubt.',
    declined: 'Abgelehnt: Die Tür geht dafür nicht auf.',
    undecided: 'Niemand hat es rechtzeitig erlaubt.',
    person: 'Jemand, der wiederkommt',
    personWords: 'In dieser Zeit geht die Tür auf. Wer es ist, steht nur in der App.',
    personGone: 'Zurückgezogen.',
    stage: {
      announced: 'Angekündigt.',
      granted: 'Erlaubt, noch kein Bote genannt.',
      assigned: 'Ein Bote ist genannt.',
      arriving: 'Der Bote ist unterwegs.',
      'at-door': 'Der Bote ist an der Tür.',
      complete: 'Zugestellt.',
      refused: 'Die Tür blieb zu.',
      blocked: 'Gesperrt: Für diesen Besuch öffnet die Tür nicht.',
      diverted: 'Umgeleitet: Für diesen Besuch öffnet die Tür nicht.',
      expired: 'Die Zeit ist vorbei.',
      attention: 'Bitte in die App sehen.',
      undelivered: 'Nicht zugestellt.',
    },
  },
};
