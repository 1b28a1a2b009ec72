import type { Tables } from '@latchkey/web-kit';

const en = {
  search: 'Search',
  searchHint: 'Name, address, number, courier',
  found: (shown: number, all: number) => (shown === all ? `${all}` : `${shown} of ${all}`),
  foundLong: (shown: number, all: number) => `${shown} of ${all} shipments shown`,
  exportThese: 'Save as CSV',
  noneFound: 'Nothing matches',
  noneFoundWhy: 'No shipment has these words or this state.',
  clear: 'Show all',
  more: (count: number) => `Show ${count} more`,
  keys: 'Keys: / search, n announce, i from a file, ↑ ↓ rows, Enter opens',
  heads: ['State', 'Name', 'Address', 'Tracking number', 'From', 'Until', 'Courier', 'Visit'],
  api: 'By program',
  apiWhy:
    'Your own systems announce with the carrier SDK or plain HTTPS. The same reference again announces nothing twice.',
  apiDocs: 'Description of the API',
};
export type ShipmentsSentences = typeof en;

const de: ShipmentsSentences = {
  search: 'Suchen',
  searchHint: 'Name, Anschrift, Nummer, Kurier',
  found: (shown, all) => (shown === all ? `${all}` : `${shown} von ${all}`),
  foundLong: (shown, all) => `${shown} von ${all} Sendungen gezeigt`,
  exportThese: 'Als CSV sichern',
  noneFound: 'Nichts passt',
  noneFoundWhy: 'Keine Sendung hat diese Wörter oder diesen Stand.',
  clear: 'Alle zeigen',
  more: (count) => `${count} weitere zeigen`,
  keys: 'Tasten: / suchen, n ankündigen, i aus Datei, ↑ ↓ Zeilen, Eingabe öffnet',
  heads: ['Stand', 'Name', 'Anschrift', 'Sendungsnummer', 'Von', 'Bis', 'Kurier', 'Besuch'],
  api: 'Per Programm',
  apiWhy: 'Ihre eigenen Systeme kündigen mit dem SDK oder über HTTPS an. Dieselbe Referenz kündigt nichts zweimal an.',
  apiDocs: 'Beschreibung der Schnittstelle',
};

export const shipmentsSentences: Tables<ShipmentsSentences> = { en, de };
