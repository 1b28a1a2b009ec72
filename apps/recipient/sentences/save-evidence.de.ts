import type { SaveEvidenceSentences } from './save-evidence.en.ts';

export const saveEvidenceDe: SaveEvidenceSentences = {
  tells:
    'Die Datei enthält alle Belege Ihres Hubs vom ersten an, denn jede Unterschrift deckt den vorigen mit ab. Wer sie hat, liest, wann andere Besuche kamen und Türen sich bewegten, welche Geräte handelten und wann Alarm war; keine Namen, und von keinem anderen Besuch die Erlaubnis oder den Film.',
  withFilm: 'Mit dem Film',
  withFilmHint: 'Dann enthält die Datei den Schlüssel zu seinen Bildern: Wer sie hat, sieht, wer an Ihrer Tür war.',
  fetching: (part) => `Der Film wird geholt: ${part}`,
  failed: 'Der Film war nicht zu bekommen; es wurde nichts gespeichert',
  failedWay: 'Versuchen Sie es noch einmal, oder speichern Sie die Datei ohne ihn.',
  gone: (gone, named) =>
    `${named === 1 ? 'Der Film dieses Besuchs ist' : `${gone} von ${named} Filmen dieses Besuchs ${gone === 1 ? 'ist' : 'sind'}`} hier nicht zu bekommen. Wer die Datei prüft, liest auch das.`,
  notNow:
    'Der Film liegt im Konto, und das zeigt diesem Gerät gerade nichts. In der Datei steht, was dieses Gerät hat; mit Film geht es von einem anderen Gerät aus oder später.',
  noKey:
    'Dieses Gerät hat keinen Schlüssel zu diesem Film. Er liegt versiegelt in der Datei: Prüfen lässt er sich, ansehen nicht.',
};
