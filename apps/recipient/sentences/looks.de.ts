import type { LooksSentences } from './looks.en.ts';

export const looksDe: LooksSentences = {
  act: 'Jetzt hinsehen',
  asking: 'Die Tür wird gefragt …',
  told: (names) => `Davon erfahren sofort: ${names}. Alle können es beenden. An der Kamera leuchtet solange das Licht.`,
  toldNobody:
    'Sonst gehört niemand zu Ihrem Haushalt. An der Kamera leuchtet solange das Licht, und der Verlauf behält es.',
  and: (first, last) => `${first} und ${last}`,
  bounds: 'Höchstens zehn Minuten. Aufgenommen wird nichts.',
  picture: (door) => `Was die Kamera von „${door}“ sieht`,
  youLook: (door) => `Sie sehen gerade hin: „${door}“`,
  looks: (name, door, since) =>
    since === undefined ? `${name} sieht gerade hin: „${door}“` : `${name} sieht seit ${since} hin: „${door}“`,
  someone: 'Ein Mitglied',
  left: (time) => `Noch ${time}`,
  over: (why) => `Das Hinsehen ist vorbei: ${why}.`,
  overSoon: 'Es endet jetzt.',
  until: (time) => `Längstens bis ${time}. Das Bild sieht nur jenes Gerät.`,
  untilEnd: 'Längstens zehn Minuten. Das Bild sieht nur jenes Gerät.',
  otherPage: 'Das Bild ist nur auf der Seite zu sehen, die damit begonnen hat.',
  toPicture: 'Zum Bild',
  end: 'Beenden',
  endIt: 'Beenden',
  ending: 'Wird beendet …',
  notEnded:
    'Nicht beendet: Die Tür war nicht zu erreichen. Versuchen Sie es noch einmal, oder drücken Sie den Knopf am Hub.',
  notReached: 'Die Tür war nicht zu erreichen',
  notReachedNext: 'Es hat nichts begonnen. Versuchen Sie es wieder, wenn Ihre Tür verbunden ist.',
  refusedTitle: 'Jetzt nicht',
  refused: {
    'looks-off': (wait) =>
      `Jemand zu Hause hat den Knopf am Hub gedrückt: Hinsehen ist abgeschaltet, längstens noch ${wait}.`,
    'look-running': () => 'Es sieht schon jemand aus Ihrem Haushalt hin. Bitte nacheinander.',
    'visit-running': () => 'An dieser Tür ist gerade ein Besuch. Sein Bild steht auf der Seite des Besuchs.',
    'look-rests': (wait) => `Nach dem Hinsehen ist Pause. In ${wait} geht es wieder.`,
    'camera-none': () => 'Der Hub kennt keine Kamera an dieser Tür.',
    'hub-too-old': () =>
      'Ihr Hub ist zu alt für Blicke durch die Kamera. Sie kommen mit seiner nächsten Aktualisierung.',
    other: () => 'Die Tür hat es nicht angenommen. Versuchen Sie es gleich noch einmal.',
  },
  history: {
    you: 'Sie haben durch die Kamera gesehen',
    member: (name) => `${name} hat durch die Kamera gesehen`,
    fromTo: (from, to) => `von ${from} bis ${to}`,
    since: (from) => `seit ${from}`,
    cause: {
      'time-over': 'die Zeit war um',
      'ended-by-member': 'von einem Mitglied beendet',
      button: 'mit dem Knopf am Hub beendet',
      visit: 'ein Besuch begann',
      'member-removed': 'das Mitglied wurde entfernt',
      'nobody-watches': 'niemand sah mehr hin',
      'line-lost': 'die Verbindung riss ab',
      'camera-lost': 'die Kamera gab kein Bild',
      'hub-restarted': 'der Hub ist neu gestartet',
    },
    off: 'Hinsehen am Hub abgeschaltet, für einen Tag',
  },
};
