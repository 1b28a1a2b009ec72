import type { ParcelsSentences } from './parcels.en.ts';

export const parcelsDe: ParcelsSentences = {
  title: 'Pakete',
  nothing: 'Noch keine Pakete.',
  nothingWay: (handle) =>
    `Wer Ihnen etwas schickt, braucht nur die Kennung Ihres Haushalts: ${handle}. Was Paketdienste ankündigen, steht dann hier.`,
  groups: {
    waiting: 'Wartet auf Sie',
    underWay: 'Unterwegs',
    delivered: 'Drinnen',
    elsewhere: 'Woanders',
  },
  groupsEmpty: 'Nichts wartet auf Sie, nichts ist unterwegs.',
  place: {
    waits: 'Hinein, oder wohin sonst?',
    lapsed: 'Niemand hat rechtzeitig entschieden',
    'under-way': 'Unterwegs',
    delivered: 'Drinnen, Tür verriegelt',
    elsewhere: 'Woandershin geschickt',
    'not-let-in': 'Beim Paketdienst',
  },
  more: (f, n) => f.count(n, { one: '# weiteres zeigen', other: '# weitere zeigen' }),
};
