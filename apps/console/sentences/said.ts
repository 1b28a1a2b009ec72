import type { Tables } from '@latchkey/web-kit';

const en = {
  unsafe: (time: string) => `The courier did not feel safe and left at ${time}`,
  unsafeNext: 'Ring them up first. The visit counts as not delivered, and nothing is held against anybody.',
  left: {
    again: 'The courier took the parcel back with them',
    neighbour: 'The courier left the parcel with a neighbour',
    'collection-point': 'The courier takes the parcel to the collection point',
    return: 'The courier took the parcel back; it returns to the sender',
  },
  leftAt: (time: string) => `Said at ${time}.`,
  takeOver: 'Take over this door',
  takeOverWhy:
    'The courier stays until this door says that it is locked. Take over and they may go on; the alarm at the household goes on.',
  takenOver: (time: string) => `Dispatch took over this door at ${time}`,
  failed: 'That did not reach the server. Try again.',
};

const de: typeof en = {
  unsafe: (time) => `Der Kurier hat sich nicht sicher gefühlt und ist um ${time} Uhr gegangen`,
  unsafeNext: 'Rufen Sie zuerst dort an. Der Besuch gilt als nicht zugestellt, und niemandem entsteht ein Nachteil.',
  left: {
    again: 'Der Kurier hat das Paket wieder mitgenommen',
    neighbour: 'Der Kurier hat das Paket bei Nachbarn abgegeben',
    'collection-point': 'Der Kurier bringt das Paket in die Abholstelle',
    return: 'Der Kurier hat das Paket mitgenommen; es geht an den Absender zurück',
  },
  leftAt: (time) => `Gemeldet um ${time} Uhr.`,
  takeOver: 'Diese Tür übernehmen',
  takeOverWhy:
    'Der Kurier bleibt, bis diese Tür sich verriegelt meldet. Übernehmen Sie, dann darf er weiter; der Alarm beim Haushalt läuft weiter.',
  takenOver: (time) => `Die Disposition hat diese Tür um ${time} Uhr übernommen`,
  failed: 'Das hat den Server nicht erreicht. Bitte noch einmal.',
};

export const saidSentences: Tables<typeof en> = { en, de };
