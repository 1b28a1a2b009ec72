import type { Tables } from '@latchkey/web-kit';
import type { Column } from '../model/csv/columns.ts';
import type { RowFault } from '../model/csv/rows.ts';

const en = {
  title: 'Announce from a file',
  open: 'From a CSV file',
  why: 'A CSV file from a spreadsheet, one parcel a row. It is read in this browser; nothing is announced before you have seen every row.',
  columns:
    'Columns: handle, name, address (or street, postcode, town), tracking number, from, until; a day column if the times have none.',
  choose: 'Choose a file',
  drop: 'or drop it here',
  another: 'Choose another file',
  example: 'Save an example file',
  reading: 'The file is being read',
  unreadable: {
    empty: 'This file is empty. Choose another one.',
    'too-large': 'This file is larger than 5 MB. Split it and announce the parts one after the other.',
    'no-rows': 'This file has a head but no rows below it.',
    'not-read': 'This browser could not read the file. Close it in the program that has it open, then choose it again.',
  },
  columnsMissing: (names: string) =>
    `The first row names no column for: ${names}. Add it to the first row and choose the file again.`,
  columnsFound: (names: string) => `It names: ${names}.`,
  columnsTwice: (names: string) => `The first row names a column twice: ${names}. Keep one of each.`,
  column: {
    handle: 'handle',
    name: 'name',
    address: 'address',
    street: 'street',
    postcode: 'postcode',
    town: 'town',
    trackingNumber: 'tracking number',
    day: 'day',
    from: 'from',
    to: 'until',
  } satisfies Record<Column, string>,
  summary: (right: number, wrong: number, known: number) =>
    [
      right === 1 ? '1 row can be announced' : `${right} rows can be announced`,
      ...(known === 0 ? [] : [known === 1 ? '1 was announced before' : `${known} were announced before`]),
      wrong === 0 ? 'no row is wrong' : wrong === 1 ? '1 row is wrong' : `${wrong} rows are wrong`,
    ].join(', ') + '.',
  leftOut: (count: number) =>
    `One file takes 2,000 rows; the last ${count} were left out. Announce them from a second file.`,
  go: (count: number) => (count === 1 ? 'Announce 1 shipment' : `Announce ${count} shipments`),
  goWithout: (count: number) => (count === 1 ? 'The wrong row is left out.' : `The ${count} wrong rows are left out.`),
  saveWrong: 'Save the wrong rows, each with its reason',
  reasonHead: 'What is wrong',
  stop: 'Stop after this row',
  progress: (done: number, total: number) => `${done} of ${total} announced`,
  waiting: 'The server asks for a pause; it goes on by itself.',
  done: (count: number) =>
    count === 1
      ? '1 shipment is announced. The household decides.'
      : `${count} shipments are announced. The households decide.`,
  doneKnown: (count: number) =>
    count === 1
      ? '1 had been announced before and was not announced again.'
      : `${count} had been announced before and were not announced again.`,
  doneFailed: (count: number) =>
    count === 1 ? '1 was not announced; the table says why.' : `${count} were not announced; the table says why.`,
  stopped: 'Stopped. What was announced stays announced; choose the file again for the rest.',
  toShipments: 'To the shipments',
  table: 'Rows of the file',
  heads: { line: 'Line', state: 'State', to: 'To', parcel: 'Parcel', window: 'Window' },
  state: { right: 'Right', wrong: 'Wrong', known: 'Announced before', announced: 'Announced', failed: 'Not announced' },
  fault: {
    handle: 'a handle looks like LK-7F3K-92QD',
    missing: 'is empty; please fill it in',
    tracking: 'letters and digits only, at most 34',
    shortened:
      'the spreadsheet has shortened this number and its digits are lost; set the column to “text” and paste the numbers again',
    time: 'is no time; write it as 2026-11-28 14:00',
    order: 'the window ends before it begins',
    past: 'this window is already over',
    'too-long': 'is too long; at most 200 characters',
    'too-many-cells': 'the row has more than 64 cells; check its separators',
    'quote-open': 'a quotation mark in this row is never closed; close or remove it',
    'twice-in-file': 'stands in this file twice',
  } satisfies Record<RowFault, string>,
  at: (column: string, found: string) => (found === '' ? column : `${column} “${found}”:`),
  twiceAt: (line: number) => `first on line ${line}; remove one of them`,
  unknownHandle: 'no household has this handle; ask the recipient for it',
};

export type ImportSentences = typeof en;

const de: ImportSentences = {
  title: 'Aus einer Datei ankündigen',
  open: 'Aus einer CSV-Datei',
  why: 'Eine CSV-Datei aus einer Tabelle, ein Paket je Zeile. Sie wird in diesem Browser gelesen; angekündigt wird nichts, bevor Sie alle Zeilen gesehen haben.',
  columns:
    'Spalten: Kennung, Name, Anschrift (oder Straße, PLZ, Ort), Sendungsnummer, Von, Bis; eine Spalte Datum, wenn die Zeiten keines haben.',
  choose: 'Datei auswählen',
  drop: 'oder hierher ziehen',
  another: 'Andere Datei auswählen',
  example: 'Beispieldatei sichern',
  reading: 'Die Datei wird gelesen',
  unreadable: {
    empty: 'Diese Datei ist leer. Nehmen Sie eine andere.',
    'too-large': 'Diese Datei ist größer als 5 MB. Teilen Sie sie und kündigen Sie die Teile nacheinander an.',
    'no-rows': 'Diese Datei hat eine Kopfzeile, aber keine Zeilen darunter.',
    'not-read':
      'Dieser Browser konnte die Datei nicht lesen. Schließen Sie sie im anderen Programm und wählen Sie sie noch einmal.',
  },
  columnsMissing: (names) => `In der Kopfzeile fehlt: ${names}. Ergänzen Sie das und wählen Sie die Datei noch einmal.`,
  columnsFound: (names) => `Dort steht: ${names}.`,
  columnsTwice: (names) => `In der Kopfzeile steht doppelt: ${names}. Lassen Sie je eine Spalte stehen.`,
  column: {
    handle: 'Kennung',
    name: 'Name',
    address: 'Anschrift',
    street: 'Straße',
    postcode: 'PLZ',
    town: 'Ort',
    trackingNumber: 'Sendungsnummer',
    day: 'Datum',
    from: 'Von',
    to: 'Bis',
  },
  summary: (right, wrong, known) =>
    [
      right === 1 ? '1 Zeile kann angekündigt werden' : `${right} Zeilen können angekündigt werden`,
      ...(known === 0 ? [] : [known === 1 ? '1 ist schon angekündigt' : `${known} sind schon angekündigt`]),
      wrong === 0 ? 'keine ist falsch' : wrong === 1 ? '1 ist falsch' : `${wrong} sind falsch`,
    ].join(', ') + '.',
  leftOut: (count) =>
    `Eine Datei fasst 2.000 Zeilen; die letzten ${count} fehlen hier. Kündigen Sie sie aus einer zweiten Datei an.`,
  go: (count) => (count === 1 ? '1 Sendung ankündigen' : `${count} Sendungen ankündigen`),
  goWithout: (count) => (count === 1 ? 'Die falsche Zeile bleibt weg.' : `Die ${count} falschen Zeilen bleiben weg.`),
  saveWrong: 'Falsche Zeilen mit Begründung sichern',
  reasonHead: 'Was falsch ist',
  stop: 'Nach dieser Zeile anhalten',
  progress: (done, total) => `${done} von ${total} angekündigt`,
  waiting: 'Der Server bittet um eine Pause; danach geht es von selbst weiter.',
  done: (count) =>
    count === 1
      ? '1 Sendung ist angekündigt. Der Haushalt entscheidet.'
      : `${count} Sendungen sind angekündigt. Die Haushalte entscheiden.`,
  doneKnown: (count) =>
    count === 1
      ? '1 war schon angekündigt und wurde es nicht noch einmal.'
      : `${count} waren schon angekündigt und wurden es nicht noch einmal.`,
  doneFailed: (count) =>
    count === 1
      ? '1 wurde nicht angekündigt; die Tabelle sagt, warum.'
      : `${count} wurden nicht angekündigt; die Tabelle sagt, warum.`,
  stopped: 'Angehalten. Angekündigtes bleibt angekündigt; für den Rest wählen Sie die Datei noch einmal.',
  toShipments: 'Zu den Sendungen',
  table: 'Zeilen der Datei',
  heads: { line: 'Zeile', state: 'Stand', to: 'An', parcel: 'Paket', window: 'Zeitfenster' },
  state: {
    right: 'Richtig',
    wrong: 'Falsch',
    known: 'Schon angekündigt',
    announced: 'Angekündigt',
    failed: 'Nicht angekündigt',
  },
  fault: {
    handle: 'eine Kennung sieht so aus: LK-7F3K-92QD',
    missing: 'ist leer; bitte ausfüllen',
    tracking: 'nur Buchstaben und Ziffern, höchstens 34',
    shortened:
      'die Tabelle hat diese Nummer gekürzt, ihre Ziffern sind verloren; stellen Sie die Spalte auf „Text“ und fügen Sie die Nummern neu ein',
    time: 'ist keine Zeit; schreiben Sie 28.11.2026 14:00',
    order: 'das Fenster endet, bevor es beginnt',
    past: 'dieses Fenster ist schon vorbei',
    'too-long': 'ist zu lang; höchstens 200 Zeichen',
    'too-many-cells': 'die Zeile hat mehr als 64 Felder; prüfen Sie die Trennzeichen',
    'quote-open': 'ein Anführungszeichen in dieser Zeile wird nie geschlossen; schließen oder entfernen Sie es',
    'twice-in-file': 'steht zweimal in dieser Datei',
  },
  at: (column, found) => (found === '' ? column : `${column} „${found}“:`),
  twiceAt: (line) => `zuerst in Zeile ${line}; entfernen Sie eine davon`,
  unknownHandle: 'diese Kennung hat kein Haushalt; fragen Sie den Empfänger danach',
};

export const importSentences: Tables<ImportSentences> = { en, de };
