import { commonSentences, type Tables } from '@latchkey/web-kit';
import { doorsSentences } from './doors.ts';
import { homeSentences, type Sentences } from './index.ts';
import { logSentences } from './log.ts';
import { membersSentences } from './members.ts';
import { peopleSentences } from './people.ts';
import { roomsSentences } from './rooms.ts';
import { statesSentences } from './states.ts';

/** Where the hub serves the app, what other pages say of a server is said of the hub, or left out: there is none to be away. */

const { en, de } = homeSentences;
const home: Tables<Sentences> = {
  en: {
    ...en,
    today: { ...en.today, nothingWay: () => 'Parcels are announced where there is a server. Your doors are here.' },
    block: {
      ...en.block,
      notSent: 'Not sent. Your hub was not reached; the visit is not blocked.',
      endsUnless: en.block.endsLatest,
    },
    evidence: {
      ...en.evidence,
      brokenWhy: {
        ...en.evidence.brokenWhy,
        malformed: 'The hub’s page handed over something that is no receipt.',
        'other-hub': 'The hub’s page handed over a receipt of another hub.',
        gap: 'The hub’s page left receipts out.',
        shortened: 'Your hub shows fewer receipts than this device saw before: its disk was set back.',
      },
      held: (f, n) =>
        f.count(n, {
          one: 'Your door has signed # newer receipt that this page has not shown yet.',
          other: 'Your door has signed # newer receipts that this page has not shown yet.',
        }),
      heldWay: 'This device keeps asking.',
    },
  },
  de: {
    ...de,
    today: {
      ...de.today,
      nothingWay: () => 'Pakete melden sich dort an, wo es einen Server gibt. Hier sind Ihre Türen.',
    },
    block: {
      ...de.block,
      notSent: 'Nicht gesendet. Ihr Hub war nicht zu erreichen; der Besuch ist nicht gesperrt.',
      endsUnless: de.block.endsLatest,
    },
    evidence: {
      ...de.evidence,
      brokenWhy: {
        ...de.evidence.brokenWhy,
        malformed: 'Die Seite des Hubs hat etwas geliefert, das kein Beleg ist.',
        'other-hub': 'Die Seite des Hubs hat den Beleg eines anderen Hubs geliefert.',
        gap: 'Die Seite des Hubs hat Belege ausgelassen.',
        shortened:
          'Ihr Hub zeigt weniger Belege, als dieses Gerät schon gesehen hat: Sein Speicher wurde zurückgesetzt.',
      },
      held: (f, n) =>
        f.count(n, {
          one: 'Ihre Tür hat # neueren Beleg unterschrieben, den diese Seite noch nicht gezeigt hat.',
          other: 'Ihre Tür hat # neuere Belege unterschrieben, die diese Seite noch nicht gezeigt hat.',
        }),
      heldWay: 'Dieses Gerät fragt weiter.',
    },
  },
};

const { en: commonEn, de: commonDe } = commonSentences;
const common: typeof commonSentences = {
  en: {
    ...commonEn,
    problem: {
      ...commonEn.problem,
      'invalid-request': 'Your hub did not understand the request. Reload the page and try again.',
      'unknown-path': 'That is arranged where there is a server, not at home.',
      'wrong-signature': 'Your hub does not recognise this device’s signature.',
      'wrong-origin': 'This page was opened under an address your hub does not accept.',
      'hub-offline': 'Your hub is just starting. The door decides by itself; nothing was sent.',
      unavailable: 'Your hub does not answer. Nothing was lost; check whether you are on your home network.',
      internal: 'Something failed at your hub. It was noted there; try again.',
    },
    offline: 'No connection to your hub.',
    offlineWay:
      'Your doors go on deciding by themselves. Are you on your home network? This page tries again by itself.',
  },
  de: {
    ...commonDe,
    problem: {
      ...commonDe.problem,
      'invalid-request':
        'Ihr Hub hat die Anfrage nicht verstanden. Laden Sie die Seite neu und versuchen Sie es noch einmal.',
      'unknown-path': 'Das regeln Sie dort, wo es einen Server gibt, nicht zu Hause.',
      'wrong-signature': 'Ihr Hub erkennt die Unterschrift dieses Geräts nicht an.',
      'wrong-origin': 'Diese Seite wurde unter einer Adresse geöffnet, die Ihr Hub nicht zulässt.',
      'hub-offline': 'Ihr Hub fährt gerade hoch. Die Tür entscheidet selbst; gesendet wurde nichts.',
      unavailable: 'Ihr Hub antwortet nicht. Verloren ist nichts; sehen Sie nach, ob Sie in Ihrem Heimnetz sind.',
      internal: 'Beim Hub ist etwas schiefgegangen. Es ist dort vermerkt; versuchen Sie es noch einmal.',
    },
    offline: 'Keine Verbindung zu Ihrem Hub.',
    offlineWay:
      'Ihre Türen entscheiden weiter selbst. Sind Sie in Ihrem Heimnetz? Diese Seite versucht es von allein wieder.',
  },
};

const states: typeof statesSentences = {
  en: {
    ...statesSentences.en,
    asOf: {
      ...statesSentences.en.asOf,
      why: 'Your hub was not reached. This is what this device saw last; what has happened since is not in it.',
    },
  },
  de: {
    ...statesSentences.de,
    asOf: {
      ...statesSentences.de.asOf,
      why: 'Ihr Hub war nicht zu erreichen. Das hat dieses Gerät zuletzt gesehen; was seither geschah, steht nicht darin.',
    },
  },
};

const members: typeof membersSentences = {
  en: {
    ...membersSentences.en,
    swapped: 'Your hub shows another key than the code. Nothing was added.',
    notToldNext: 'Your hub did not take the message for it. Try again.',
    joinFailedWay: 'Your hub did not take it. Check the connection and try again.',
  },
  de: {
    ...membersSentences.de,
    swapped: 'Ihr Hub zeigt einen anderen Schlüssel als der Code. Es wurde nichts hinzugefügt.',
    notToldNext: 'Ihr Hub hat die Nachricht an das Gerät nicht angenommen. Versuchen Sie es noch einmal.',
    joinFailedWay: 'Ihr Hub hat ihn nicht angenommen. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
  },
};

const log: typeof logSentences = {
  en: {
    ...logSentences.en,
    unreached: 'A public log is kept by a server; at home there is none. The receipts hold without it.',
  },
  de: {
    ...logSentences.de,
    unreached: 'Ein öffentliches Protokoll führt ein Server; zu Hause gibt es keines. Die Belege gelten ohne es.',
  },
};

const people: typeof peopleSentences = {
  en: {
    ...peopleSentences.en,
    noneWay: 'Who is to come again is invited where there is a server. Here you then see them, and can withdraw them.',
  },
  de: {
    ...peopleSentences.de,
    noneWay:
      'Wer regelmäßig kommen soll, wird dort eingeladen, wo es einen Server gibt. Hier sehen Sie es dann und können es zurückziehen.',
  },
};

const { en: doorsEn, de: doorsDe } = doorsSentences;
const doors: typeof doorsSentences = {
  en: {
    ...doorsEn,
    access: {
      ...doorsEn.access,
      from: (time) => `Your hub’s own answer of ${time}, sealed to this device.`,
      fromNoTime: 'Your hub’s own answer, sealed to this device; its clock is not set.',
    },
  },
  de: {
    ...doorsDe,
    access: {
      ...doorsDe.access,
      from: (time) => `Die Antwort Ihres Hubs von ${time}, für dieses Gerät versiegelt.`,
      fromNoTime: 'Die Antwort Ihres Hubs, für dieses Gerät versiegelt; seine Uhr ist nicht gestellt.',
    },
  },
};

const { en: roomsEn, de: roomsDe } = roomsSentences;
const rooms: typeof roomsSentences = {
  en: {
    ...roomsEn,
    hub: {
      ...roomsEn.hub,
      online: 'serves this page',
      offline: 'is just starting',
      since: () => 'is just starting',
    },
  },
  de: {
    ...roomsDe,
    hub: {
      ...roomsDe.hub,
      online: 'hält diese Seite bereit',
      offline: 'fährt gerade hoch',
      since: () => 'fährt gerade hoch',
    },
  },
};

/** By the table in whose place each is spoken. */
export const insteadAtHome: ReadonlyMap<Tables<unknown>, Tables<unknown>> = new Map<Tables<unknown>, Tables<unknown>>([
  [homeSentences, home],
  [commonSentences, common],
  [statesSentences, states],
  [membersSentences, members],
  [logSentences, log],
  [peopleSentences, people],
  [doorsSentences, doors],
  [roomsSentences, rooms],
]);
