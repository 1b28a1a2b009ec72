import type { LineSentences } from './line.en.ts';

export const lineDe: LineSentences = {
  legend: 'Wenn die Leitung ausfällt',
  choice: {
    usual: 'Wie immer, bis zu einer Minute',
    hour: 'Bis zu einer Stunde',
    day: 'Bis zu einem Tag',
    member: 'Nur solange jemand von Ihnen erreichbar ist',
  },
  hint: {
    usual:
      'Die Tür muss in der letzten Minute vom Server gehört haben. Eine Sperre, die sie nicht erreicht, wirkt nach spätestens dieser Minute.',
    hour: 'Die Tür öffnet auch, wenn ihre Leitung bis zu einer Stunde ausfällt. Eine Sperre, die sie nicht erreicht, wirkt entsprechend später.',
    day: 'Die Tür öffnet auch, wenn ihre Leitung bis zu einem Tag ausfällt. Eine Sperre, die sie nicht erreicht, wirkt entsprechend später.',
    member:
      'Ein Gerät Ihres Haushalts muss der Tür in der letzten Minute geantwortet haben, mit offener App. Kein Server kann das erfinden; ist niemand erreichbar, bleibt die Tür zu.',
  },
  signed: {
    usual: undefined,
    hour: 'Sie öffnet auch bei ausgefallener Leitung, bis zu einer Stunde lang. Eine Sperre kann dann eine Stunde brauchen.',
    day: 'Sie öffnet auch bei ausgefallener Leitung, bis zu einem Tag lang. Eine Sperre kann dann einen Tag brauchen.',
    member: 'Sie öffnet nur, solange ein Gerät Ihres Haushalts der Tür antwortet.',
  },
};
