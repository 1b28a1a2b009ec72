import type { Announcement } from '@latchkey/carrier-sdk';
import { readDraft, type Draft } from '../announcement.ts';
import type { Column, Header } from './columns.ts';
import { localTextOf, readCivil } from './moment.ts';
import type { CsvRow } from './reader.ts';

/** What is wrong with one cell, or with a row as a whole, in a closed set: each has a sentence that says what to do. */
export type RowFault =
  | 'handle'
  | 'missing'
  | 'tracking'
  | 'shortened'
  | 'time'
  | 'order'
  | 'past'
  | 'too-long'
  | 'too-many-cells'
  | 'quote-open'
  | 'twice-in-file';

export interface RowComplaint {
  /** Absent: the row as a whole. */
  readonly column?: Column;
  readonly fault: RowFault;
  /** What stands there, cut for the screen. */
  readonly found: string;
  /** `twice-in-file`: the line that came first. */
  readonly line?: number;
}

export type ReadRow =
  | { readonly kind: 'right'; readonly line: number; readonly cells: readonly string[]; readonly announcement: Announcement; readonly reference: string }
  | { readonly kind: 'wrong'; readonly line: number; readonly cells: readonly string[]; readonly complaints: readonly RowComplaint[] }; // prettier-ignore

export interface RowWorld {
  readonly nowS: number;
  readonly secondsOf: (local: string) => number | undefined;
  /** The same announcement, the same 16 bytes: a file that is uploaded again announces nothing twice. */
  readonly referenceOf: (said: string) => string;
}

const longestText = 200;
/** A spreadsheet that took a long number for a quantity: `3,40434E+11`. Its digits are lost. */
const shortened = /^\d[.,]\d+E\+\d+$/i;

const cut = (text: string) => (text.length > 60 ? `${text.slice(0, 59)}…` : text);

/** Reads rows of one file in their order: what stands in it twice is announced once. */
export const createRowReader = (header: Header, world: RowWorld) => {
  const first = new Map<string, number>();

  const draftOf = (cell: (column: Column) => string): Draft => {
    const town = [cell('postcode'), cell('town')].filter((part) => part !== '').join(' ');
    const parts = [cell('address') === '' ? cell('street') : cell('address'), town].filter((part) => part !== '');
    const moment = (text: string) => {
      const civil = readCivil(text, cell('day'));
      return civil === undefined ? '' : localTextOf(civil);
    };
    return {
      handle: cell('handle'),
      name: cell('name'),
      address: parts.join(', '),
      trackingNumber: cell('trackingNumber'),
      from: moment(cell('from')),
      to: moment(cell('to')),
    };
  };

  return (row: CsvRow): ReadRow => {
    const cell = (column: Column) => row.cells[header.get(column) ?? -1] ?? '';
    const { line, cells } = row;
    if (row.trouble !== undefined) {
      return { kind: 'wrong', line, cells, complaints: [{ fault: row.trouble, found: cut(cells.join(' ')) }] };
    }
    const draft = draftOf(cell);
    const read = readDraft(draft, world.nowS, world.secondsOf);
    const complaints = [...lengthComplaints(draft), ...(read.ok ? [] : complaintsOf(read.complaint, cell, draft))];
    if (!read.ok || complaints.length > 0) return { kind: 'wrong', line, cells, complaints };
    const { announcement } = read;
    const { handle, window, trackingNumbers } = announcement;
    const reference = world.referenceOf(
      JSON.stringify(['lk1-announcement', handle, trackingNumbers, window.fromS, window.toS]),
    );
    const before = first.get(reference);
    if (before !== undefined) {
      const complaint: RowComplaint = { fault: 'twice-in-file', found: trackingNumbers.join(', '), line: before };
      return { kind: 'wrong', line, cells, complaints: [complaint] };
    }
    first.set(reference, line);
    return { kind: 'right', line, cells, announcement: { ...announcement, reference }, reference };
  };
};

const lengthComplaints = (draft: Draft): RowComplaint[] =>
  (['name', 'address'] as const)
    .filter((column) => draft[column].length > longestText)
    .map((column) => ({ column, fault: 'too-long', found: cut(draft[column]) }));

type Complained = Extract<ReturnType<typeof readDraft>, { ok: false }>['complaint'];

const complaintsOf = (complaint: Complained, cell: (column: Column) => string, draft: Draft): RowComplaint[] =>
  (Object.entries(complaint) as [keyof Draft, RowFault][]).map(([column, fault]) => {
    const found = column === 'address' ? draft.address : cell(column);
    const lost = column === 'trackingNumber' && shortened.test(found);
    const empty = found === '' && fault !== 'order' && fault !== 'past';
    return { column, fault: lost ? 'shortened' : empty ? 'missing' : fault, found: cut(found) };
  });
