import type { Tables } from '@latchkey/web-kit';

const en = {
  table: 'Couriers and their devices',
  heads: { name: 'Name', state: 'State', seen: 'Last seen', stops: 'Stops', device: 'Device key', next: 'Next' },
  active: 'In use',
  elsewhere: 'Taken on in another browser',
  elsewhereWhy:
    'Their key was checked in another browser. To assign to them from here, take them on here with their code.',
  blockedConfirmed: 'Blocked',
  blockedUnconfirmed: 'Blocked, not everywhere confirmed',
  never: 'not yet',
  ago: (duration: string) => `${duration} ago`,
  open: 'Open',
  gone: 'This courier is not here.',
  seenWhy: 'When this server last heard the device; it is the server’s word.',
  stops: 'Stops now',
  noStops: 'No stop is given to this device.',
  lost: 'Is this phone lost or stolen?',
  consequences: (name: string, doors: number) =>
    `The stops that you gave ${name}’s phone are taken back at once, and ` +
    (doors === 0
      ? 'no door knows it at the moment.'
      : doors === 1
        ? 'the one door that knows it is told to open nothing for it.'
        : `the ${doors} doors that know it are told to open nothing for it.`) +
    ` This is for ever: ${name} enrols again with another phone.`,
  go: 'Block this phone',
  failed: 'The server did not take it. The phone is not blocked yet; try again.',
  blocked: (name: string) => `${name}’s phone is blocked`,
  takenBack: 'Your stops are taken back at the server, and you give it none any more.',
  noDoors: 'No door knew it.',
  doors: 'What the doors say',
  confirmed: (time: string) => `Confirmed by this door at ${time}`,
  confirmedNoTime: 'Confirmed by this door',
  begun: 'An opening had already begun when the block came; look at the visit.',
  sent: 'Sent, not yet confirmed by this door',
  away: 'Not confirmed: this door’s hub is away. It gets the block before anything else when it is back, and by itself stops honouring visits about a minute after it lost the server.',
  all: (count: number) => (count === 1 ? 'Confirmed by the door.' : `Confirmed by all ${count} doors.`),
  some: (confirmed: number, count: number) => `Confirmed by ${confirmed} of ${count} doors.`,
  again: 'Send again to doors that know it',
  evidence: 'Visit',
  door: (name: string) => `the door of ${name}`,
  doorUnknown: 'a door whose label was sealed with another key',
};
export type CouriersSentences = typeof en;

const de: CouriersSentences = {
  table: 'Kuriere und ihre Geräte',
  heads: {
    name: 'Name',
    state: 'Stand',
    seen: 'Zuletzt gesehen',
    stops: 'Halte',
    device: 'Geräteschlüssel',
    next: 'Weiter',
  },
  active: 'In Gebrauch',
  elsewhere: 'In anderem Browser aufgenommen',
  elsewhereWhy:
    'Der Schlüssel wurde in einem anderen Browser geprüft. Um von hier aus zuzuweisen, nehmen Sie das Gerät hier mit seinem Code auf.',
  blockedConfirmed: 'Gesperrt',
  blockedUnconfirmed: 'Gesperrt, noch nicht überall bestätigt',
  never: 'noch nie',
  ago: (duration) => `vor ${duration}`,
  open: 'Öffnen',
  gone: 'Diesen Kurier gibt es hier nicht.',
  seenWhy: 'Wann dieser Server das Gerät zuletzt gehört hat; so sagt es der Server.',
  stops: 'Halte jetzt',
  noStops: 'Diesem Gerät ist kein Halt zugewiesen.',
  lost: 'Ist dieses Telefon verloren oder gestohlen?',
  consequences: (name, doors) =>
    `Die Halte, die Sie dem Telefon von ${name} gegeben haben, werden sofort zurückgenommen, und ` +
    (doors === 0
      ? 'keine Tür kennt es zurzeit.'
      : doors === 1
        ? 'der einen Tür, die es kennt, wird gesagt, dass sie ihm nichts mehr öffnet.'
        : `den ${doors} Türen, die es kennen, wird gesagt, dass sie ihm nichts mehr öffnen.`) +
    ` Das gilt für immer: ${name} meldet sich mit einem anderen Telefon neu an.`,
  go: 'Dieses Telefon sperren',
  failed: 'Der Server hat es nicht angenommen. Das Telefon ist noch nicht gesperrt; versuchen Sie es noch einmal.',
  blocked: (name) => `Das Telefon von ${name} ist gesperrt`,
  takenBack: 'Ihre Halte sind beim Server zurückgenommen, und es bekommt von Ihnen keinen mehr.',
  noDoors: 'Keine Tür kannte es.',
  doors: 'Was die Türen sagen',
  confirmed: (time) => `Von dieser Tür bestätigt um ${time}`,
  confirmedNoTime: 'Von dieser Tür bestätigt',
  begun: 'Eine Öffnung hatte schon begonnen, als die Sperre kam; sehen Sie sich den Besuch an.',
  sent: 'Gesendet, von dieser Tür noch nicht bestätigt',
  away: 'Nicht bestätigt: Der Hub dieser Tür ist weg. Er bekommt die Sperre vor allem anderen, sobald er wieder da ist; etwa eine Minute, nachdem er den Server verloren hat, lässt er von selbst niemanden mehr herein.',
  all: (count) => (count === 1 ? 'Von der Tür bestätigt.' : `Von allen ${count} Türen bestätigt.`),
  some: (confirmed, count) => `Von ${confirmed} von ${count} Türen bestätigt.`,
  again: 'Noch einmal an Türen senden, die es kennen',
  evidence: 'Besuch',
  door: (name) => `die Tür von ${name}`,
  doorUnknown: 'eine Tür, deren Etikett mit einem anderen Schlüssel versiegelt ist',
};

export const couriersSentences: Tables<CouriersSentences> = { en, de };
