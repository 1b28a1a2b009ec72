import type { VerifySentences } from './en.ts';

export const verifyDe: VerifySentences = {
  title: 'Beweis prüfen',
  question: 'Stimmt dieser Beweis?',
  lead: 'Nehmen Sie die Datei, die ein Haushalt von einem Besuch gespeichert hat. Diese Seite prüft sie hier, ohne Server und ohne jemandem zu glauben.',
  choose: 'Datei wählen',
  drop: 'oder hierher ziehen',
  another: 'Andere Datei wählen',
  result: 'Was sich zeigt',
  story: 'Was geschehen ist, in Weltzeit',
  noStory: 'Nichts, was der Prüfung standhält, erzählt von diesem Besuch.',
  unreadable: 'Das ließ sich nicht prüfen',
  unopened: 'Die Datei ließ sich nicht öffnen. Wählen Sie sie noch einmal.',
  fit: { fits: 'passt', lacks: 'unvollständig', contradicts: 'passt nicht' },
  hub: 'Vergleichen Sie diesen Schlüssel mit dem, den die App des Haushalts zeigt, oder mit dem Hub selbst: Dass er zu dieser Tür gehört, sagt nur, wer Ihnen die Datei gab.',
  hubName: 'Der Schlüssel des Hubs',
  keys: {
    title: 'Mit eigenen Schlüsseln prüfen',
    lead: 'Ohne sie steht für den Schlüssel des Protokolls und für seine Zeugen nur die Datei selbst ein.',
    log: 'Schlüssel des öffentlichen Protokolls',
    witnesses: 'Schlüssel von Zeugen, je Zeile einer',
    wrong: 'Das ist kein Prüfschlüssel.',
  },
  film: {
    title: 'Der Film',
    play: 'Film abspielen',
    pause: 'Film anhalten',
    seek: 'Stelle im Film',
    broken: 'Was jetzt käme, lässt sich nicht öffnen.',
    cannot:
      'Dieser Browser kann den Film nicht zeigen, ein anderer vielleicht. Was oben über ihn steht, gilt trotzdem.',
  },
  keep: 'Diese Seite behalten',
  keepHint: 'Eine Datei, die Beweise ohne Internet prüft, so lange es Browser gibt.',
};
