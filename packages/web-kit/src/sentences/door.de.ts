import type { DoorSentences } from './door.en.ts';

export const doorDe: DoorSentences = {
  word: {
    locked: 'Verriegelt',
    unlocked: 'Nicht verriegelt',
    open: 'Offen',
    jammed: 'Verklemmt',
    unknown: 'Unbekannt',
  },
  detail: {
    locked: 'Die Tür ist zu und der Riegel ist vorgeschoben',
    unlocked: 'Die Tür ist zu, aber der Riegel ist nicht vorgeschoben',
    open: 'Die Tür steht offen',
    jammed: 'Der Riegel klemmt auf halbem Weg, die Tür ist vielleicht nicht verriegelt',
  },
  unknown: {
    'not-asked': 'Die Tür wird gefragt …',
    'no-answer': 'Die Tür hat noch nicht geantwortet',
    'too-old': 'Die Tür antwortet nicht mehr',
    'cut-off': 'Dieses Gerät wird nicht zur Tür durchgelassen',
    'bolt-unknown': 'Das Schloss sagt nicht, wo sein Riegel steht',
    'contact-unknown': 'Der Türkontakt antwortet nicht',
    contradiction: 'Der Riegel ist draußen, obwohl die Tür offen steht',
  },
  ago: (detail, age) => `${detail}, gemeldet vor ${age}.`,
  lastHeard: (time) => `Die letzte Antwort der Tür kam um ${time} Uhr.`,
  filming: 'Kamera läuft',
  kind: { hinged: 'Wohnungstür', overhead: 'Garage' },
  filmed: (f, startedMs) => `Kamera läuft seit ${f.second(startedMs)} Uhr`,
};
