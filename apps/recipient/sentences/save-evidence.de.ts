import type { SaveEvidenceSentences } from './save-evidence.en.ts';

export const saveEvidenceDe: SaveEvidenceSentences = {
  tells:
    'Die Datei handelt nur von diesem Besuch: seine Belege, Ihre Erlaubnis und das Wort Ihres Hubs, dass es alle sind. Von allem anderen bei Ihnen sagt sie nur, wie viele Belege Ihr Hub unterschrieben hat.',
  asking: 'Ihr Hub wird gefragt …',
  notTallied:
    'Ihr Hub hat nicht gesagt, dass das alle Belege dieses Besuchs sind. Die Datei enthält, was dieses Gerät hat; wer sie prüft, liest, dass das nicht bewiesen ist. Sichern Sie sie noch einmal, wenn Ihr Hub verbunden ist.',
  notLogged:
    'Das öffentliche Protokoll des Servers hat diese Belege jetzt nicht bewiesen: Ein neuer Beleg braucht einen Augenblick, und ohne Verbindung gibt es keinen Beweis. Die Datei gilt auch ohne; sichern Sie sie später noch einmal, dann ist er darin.',
  each: 'Die Belege im Einzelnen',
  noneYet: 'Zu diesem Besuch hat Ihr Hub noch nichts unterschrieben. Eine Datei lässt sich sichern, sobald er das hat.',
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
