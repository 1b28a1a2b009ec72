import type { Language } from '@latchkey/carrier-sdk';

/** What the program says of its own steps. Receipts have sentences of their own in the SDK. */
const en = {
  carrier: (name: string) =>
    `Carrier: ${name}. Its key is in a file of this program, its public half at the carrier’s own domain.`,
  openHome: (url: string) => `Waiting for the household. Open ${url} and let it make the demo home.`,
  announced: (number: string, handle: string) => `Announced parcel ${number} to ${handle}.`,
  chooseInside: (url: string) => `Waiting for “inside, please” at ${url}`,
  granted: (place: string) => `The household says: inside, please. Put it here: ${place}`,
  noPlace: 'no place named',
  assigned: (name: string) => `Signed the visit over to the device of ${name}.`,
  hubAway: 'The home’s hub is not on line; it will learn of the visit when it is.',
  driving: (stops: number, minutes: number) =>
    stops === 0
      ? `This is the next stop, about ${minutes} min.`
      : `${stops} ${stops === 1 ? 'stop' : 'stops'} to go, about ${minutes} min.`,
  toldHousehold: 'The household hears: arriving soon.',
  scanning: (number: string) => `At the door. Scanned ${number}. Knocking.`,
  again: 'Trying once more.',
  pushing: 'Pushing the door open.',
  putDown: 'Putting the parcel on the mat.',
  pulling: 'Pulling the door shut, and staying until it says locked.',
  thanks: 'Done. The door is locked, and every line marked ✓ is a receipt that this program verified.',
  refused: (title: string, next: string) => `The door stayed shut. ${title} ${next}`,
  blocked: 'The household blocked this visit. Nobody goes in. Keep the parcel and go on with the tour.',
  blockedInside: 'The household blocked this visit while the door was open. Come out and pull it shut.',
  diverted: (where: string) => `The household sent the parcel elsewhere: ${where}. Take it there; do not knock.`,
  expired: 'The window of this visit has ended. Keep the parcel and tell dispatch.',
  attention: (cause: string) =>
    `The door is not safely locked (${cause}). Stay there and pull it shut; the household is being told.`,
  notReached: 'The door could not be reached. Nothing was opened. Try again, or keep the parcel and tell dispatch.',
  brokenStop: (why: string) => `This stop does not hold: ${why}`,
  patience: 'Nobody answered in time. Run this again when somebody is there.',
  noServer: (url: string) => `No Latchkey answers at ${url}. Start it with: npm start`,
  noSecret: (folder: string) =>
    `The demo carrier’s set-up secret is not in ${folder}. Start the demo with: npm start; or name its data folder with --data.`,
  robotReady: (name: string, link: string) => `${name} is ready. Take it on in the console: ${link}`,
  robotWaits: 'Waiting for a stop. Ctrl-C ends it.',
  robotName: 'Delivery robot 7',
  courierName: 'Kim Yilmaz',
  places: {
    neighbour: 'to a neighbour',
    'collection-point': 'to a collection point',
    'parcel-box': 'to a parcel box',
    'other-address': 'to another address',
    'other-day': 'another day',
    return: 'back to the sender',
  },
};

export type Words = typeof en;

const de: Words = {
  carrier: (name) =>
    `Zustelldienst: ${name}. Sein Schlüssel liegt in einer Datei dieses Programms, die öffentliche Hälfte auf seiner eigenen Domain.`,
  openHome: (url) => `Es fehlt noch der Haushalt. Öffnen Sie ${url} und richten Sie dort das Demo-Zuhause ein.`,
  announced: (number, handle) => `Paket ${number} für ${handle} angekündigt.`,
  chooseInside: (url) => `Warte auf „Bitte hinein“ in ${url}`,
  granted: (place) => `Der Haushalt sagt: Bitte hinein. Ablegen: ${place}`,
  noPlace: 'kein Ort genannt',
  assigned: (name) => `Der Besuch ist dem Gerät von ${name} überschrieben.`,
  hubAway: 'Der Hub der Wohnung ist nicht verbunden; er erfährt von dem Besuch, sobald er es ist.',
  driving: (stops, minutes) =>
    stops === 0
      ? `Das ist der nächste Halt, etwa ${minutes} min.`
      : `Noch ${stops} ${stops === 1 ? 'Halt' : 'Halte'} davor, etwa ${minutes} min.`,
  toldHousehold: 'Der Haushalt hört: gleich da.',
  scanning: (number) => `An der Tür. ${number} gescannt. Klopfe an.`,
  again: 'Noch ein Versuch.',
  pushing: 'Drücke die Tür auf.',
  putDown: 'Lege das Paket auf die Matte.',
  pulling: 'Ziehe die Tür zu und bleibe, bis sie sagt, dass sie verriegelt ist.',
  thanks: 'Fertig. Die Tür ist verriegelt; jede Zeile mit ✓ ist ein Beleg, den dieses Programm geprüft hat.',
  refused: (title, next) => `Die Tür blieb zu. ${title} ${next}`,
  blocked: 'Der Haushalt hat diesen Besuch gesperrt. Niemand geht hinein. Paket behalten, Tour fortsetzen.',
  blockedInside: 'Der Haushalt hat gesperrt, während die Tür offen war. Herauskommen und zuziehen.',
  diverted: (where) => `Der Haushalt hat das Paket umgeleitet: ${where}. Dorthin bringen, nicht anklopfen.`,
  expired: 'Das Zeitfenster ist vorbei. Paket behalten und der Disposition Bescheid geben.',
  attention: (cause) =>
    `Die Tür ist nicht sicher verriegelt (${cause}). Dort bleiben und zuziehen; der Haushalt erfährt es gerade.`,
  notReached:
    'Die Tür war nicht zu erreichen. Geöffnet wurde nichts. Noch einmal versuchen, oder Paket behalten und der Disposition Bescheid geben.',
  brokenStop: (why) => `Dieser Halt gilt nicht: ${why}`,
  patience: 'Es hat niemand rechtzeitig geantwortet. Starten Sie das Programm wieder, wenn jemand da ist.',
  noServer: (url) => `Unter ${url} antwortet kein Latchkey. Starten Sie es mit: npm start`,
  noSecret: (folder) =>
    `Das Einrichtungsgeheimnis des Demo-Zustelldienstes liegt nicht in ${folder}. Starten Sie die Demo mit: npm start; oder nennen Sie ihren Datenordner mit --data.`,
  robotReady: (name, link) => `${name} ist bereit. In der Konsole aufnehmen: ${link}`,
  robotWaits: 'Warte auf einen Halt. Strg-C beendet.',
  robotName: 'Lieferroboter 7',
  courierName: 'Kim Yilmaz',
  places: {
    neighbour: 'zu Nachbarn',
    'collection-point': 'zu einer Abholstelle',
    'parcel-box': 'in eine Paketbox',
    'other-address': 'an eine andere Adresse',
    'other-day': 'an einem anderen Tag',
    return: 'zurück an den Absender',
  },
};

const tables: Readonly<Record<Language, Words>> = { en, de };
export const wordsIn = (language: Language): Words => tables[language];
