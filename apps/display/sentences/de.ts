import type { DisplaySentences } from './en.ts';

export const displayDe: DisplaySentences = {
  door: (door) => `Tür ${String(door)}`,
  scan: 'Mit dem Telefon scannen',
  code: 'Code dieser Tür; alle 15 Sekunden ein neuer',
  dark: 'Gerade wird niemand erwartet.',
  lost: 'Keine Leitung zum Hub. Diese Anzeige versucht es von allein wieder.',
  stranger: 'Diese Anzeige gehört zu keiner Tür',
  strangerWay: 'Öffnen Sie sie einmal mit der Adresse aus den Einstellungen des Hubs, samt dem Teil hinter dem #.',
};
