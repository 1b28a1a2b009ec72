import type { Tables } from '@latchkey/web-kit';

const en = {
  unsafe: (time: string) => `The courier did not feel safe and left at ${time}`,
  unsafeNext:
    'That can have many reasons, a dog among them; nobody is to blame. The carrier has been told too, and arranges another way. Look at your door.',
  unsafePerson: (name: string, time: string) => `${name} did not feel safe and left at ${time}`,
  unsafePersonNext:
    'That can have many reasons, a dog among them; nobody is to blame. Ring them up, and look at your door.',
  later: (time: string) => `The server heard it later (${time}): their phone had no reception, or its clock is behind.`,
  ahead: (time: string) => `Their phone’s clock is ahead and says ${time}; the time above is when the server heard it.`,
  left: {
    again: 'The parcel is back in the van and comes another day',
    neighbour: 'The parcel is with your neighbour',
    'collection-point': 'The parcel is on its way to the collection point',
    return: 'The parcel goes back to the sender',
  },
  leftAt: (time: string) => `The courier said so at ${time}.`,
  chose: (what: string) => `You chose for this case: ${what}.`,
  otherwise: 'The parcel went another way; the carrier can say why.',
};

const de: typeof en = {
  unsafe: (time) => `Der Kurier hat sich nicht sicher gefühlt und ist um ${time} Uhr gegangen`,
  unsafeNext:
    'Das kann viele Gründe haben, ein Hund ist einer davon; niemand ist schuld. Der Dienst weiß es auch und findet einen anderen Weg. Sehen Sie nach Ihrer Tür.',
  unsafePerson: (name, time) => `${name} hat sich nicht sicher gefühlt und ist um ${time} Uhr gegangen`,
  unsafePersonNext:
    'Das kann viele Gründe haben, ein Hund ist einer davon; niemand ist schuld. Rufen Sie dort an und sehen Sie nach Ihrer Tür.',
  later: (time) =>
    `Der Server hat es später gehört (${time}): Das Telefon hatte keinen Empfang, oder seine Uhr geht nach.`,
  ahead: (time) => `Die Uhr des Telefons geht vor und sagt ${time}; oben steht, wann der Server es gehört hat.`,
  left: {
    again: 'Das Paket ist wieder im Wagen und kommt an einem anderen Tag',
    neighbour: 'Das Paket liegt bei Ihren Nachbarn',
    'collection-point': 'Das Paket ist unterwegs zur Abholstelle',
    return: 'Das Paket geht an den Absender zurück',
  },
  leftAt: (time) => `Der Kurier hat es um ${time} Uhr gemeldet.`,
  chose: (what) => `Ihre Wahl für diesen Fall: ${what}.`,
  otherwise: 'Das Paket ist einen anderen Weg gegangen; der Dienst kann sagen, warum.',
};

export const saidSentences: Tables<typeof en> = { en, de };
