import type { MapSentences } from './map.en.ts';

export const mapDe: MapSentences = {
  label: 'Karte der Halte',
  loading: 'Die Karte wird gezeichnet …',
  again: 'Noch einmal zeichnen',
  tools: 'Umsehen',
  nearer: 'Näher heran',
  farther: 'Weiter weg',
  all: 'Alle Halte zeigen',
  stop: (number, where) => `Halt ${number}: ${where}`,
  self: 'Hier sind Sie',
  failed: {
    'no-webgl': {
      title: 'Dieser Browser kann keine Karten zeichnen',
      next: 'Es fehlt Ihnen nichts: Alle Halte stehen in der Liste.',
    },
    'not-loaded': {
      title: 'Die Karte ist nicht da',
      next: 'Alle Halte stehen in der Liste. Die Karte braucht kurz eine Verbindung.',
    },
  },
  ground: {
    features: 'Straßen der Demo; hier wohnt niemand.',
    tiles: 'Karte des Betreibers dieses Dienstes.',
    none: 'Nur Positionen: Straßen sind nicht eingerichtet.',
  },
  gestures: {
    label: 'Karte. Pfeiltasten verschieben sie, Plus und Minus ändern den Maßstab.',
    scroll: 'Zum Zoomen Strg halten und scrollen',
    scrollMac: 'Zum Zoomen ⌘ halten und scrollen',
    fingers: 'Die Karte mit zwei Fingern bewegen',
  },
};
