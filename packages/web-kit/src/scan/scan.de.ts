import type { ScanSentences } from './scan.en.ts';

export const scanDe: ScanSentences = {
  picture: 'Was die Kamera sieht',
  opening: 'Die Kamera startet. Fragt der Browser, erlauben Sie sie: Das Bild bleibt auf diesem Gerät.',
  looking: 'Es wird nach einem Code gesucht. Halten Sie ihn ruhig, etwa eine Handbreit entfernt.',
  torchOn: 'Licht an',
  torchOff: 'Licht aus',
  stop: 'Kamera schließen',
  again: 'Kamera noch einmal versuchen',
  fault: {
    refused: 'Der Browser gibt dieser Seite die Kamera nicht frei.',
    none: 'Dieses Gerät hat keine Kamera.',
    busy: 'Die Kamera startet nicht.',
    'not-here': 'Eine Kamera lässt sich nur auf einer sicher ausgelieferten Seite benutzen.',
    lost: 'Die Kamera ist weg.',
    unreadable: 'Dieser Browser kann keine Codes aus einem Bild lesen.',
  },
  way: {
    refused: 'Erlauben Sie die Kamera in den Einstellungen neben der Adresszeile. Oder tippen Sie den Code ein.',
    none: 'Tippen Sie den Code ein oder fügen Sie ihn ein.',
    busy: 'Vielleicht benutzt sie gerade ein anderes Programm. Schließen Sie es und versuchen Sie es noch einmal.',
    'not-here': 'Tippen Sie den Code ein oder fügen Sie ihn ein.',
    lost: 'Stecken Sie sie wieder an oder erlauben Sie sie erneut, dann noch einmal.',
    unreadable: 'Tippen Sie den Code ein oder fügen Sie ihn ein.',
  },
};
