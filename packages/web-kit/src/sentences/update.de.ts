import type { UpdateSentences } from './update.en.ts';

export const updateDe: UpdateSentences = {
  act: 'Jetzt wechseln',
  news: {
    ready: {
      title: 'Eine neue Version liegt bereit',
      text: 'Sie ist schon auf diesem Gerät. Gewechselt wird, wenn Sie es sagen, sonst beim nächsten Öffnen.',
    },
    'not-signed': {
      title: 'Dieser Server bietet eine App an, die ihre Hersteller nicht unterschrieben haben',
      text: 'Sie wurde nicht installiert. Sie arbeiten mit Ihrer bisherigen App weiter, an der sich nichts geändert hat. Fragen Sie den Betreiber des Servers, was da los ist.',
    },
    older: {
      title: 'Dieser Server bietet eine ältere App an als Ihre',
      text: 'Sie wurde nicht installiert: Mit ihr kämen Fehler zurück, die inzwischen behoben sind. Sie arbeiten mit Ihrer bisherigen App weiter. Fragen Sie den Betreiber des Servers, ob das Absicht ist.',
    },
    differs: {
      title: 'Eine neue Version wurde nicht installiert',
      text: 'Was dieser Server geschickt hat, ist nicht das, was die Hersteller der App unterschrieben haben. Sie arbeiten mit Ihrer bisherigen App weiter. Steht das morgen noch hier, fragen Sie den Betreiber des Servers.',
    },
    replaced: {
      title: 'An die Stelle dieser App ist etwas anderes getreten',
      text: 'Auf dieser Seite hat niemand darum gebeten. Haben Sie in einem anderen Fenster die neue Version gewählt, dann laden Sie diese Seite neu, und alles ist gut. Wenn nicht: Öffnen Sie die App hier nicht wieder, und fragen Sie den Betreiber des Servers.',
    },
  },
};
