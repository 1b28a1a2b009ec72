import type { Row } from './desk.ts';
import type { RowEnd } from './csv/announcing.ts';
import type { Preview } from './csv/preview.ts';
import type { ReadRow } from './csv/rows.ts';
import { csvText } from './csv/write.ts';

type ReadPreview = Extract<Preview, { kind: 'read' }>;
export type RightRow = Extract<ReadRow, { kind: 'right' }>;

export type RowState = 'right' | 'wrong' | 'known' | 'announced' | 'failed';

/** A parcel with the same numbers in the same window. Only a hint for the preview: the server knows by the reference. */
const nameOf = (numbers: readonly string[], fromS: number, toS: number) =>
  [...numbers, String(fromS), String(toS)].join('\n');

export const knownNames = (rows: readonly Row[]): ReadonlySet<string> =>
  new Set(rows.map(({ shipment: { trackingNumbers, window } }) => nameOf(trackingNumbers, window.fromS, window.toS)));

export const stateOf = (row: ReadRow, known: ReadonlySet<string>, end: RowEnd | undefined): RowState => {
  if (end !== undefined) return end.kind;
  if (row.kind === 'wrong') return 'wrong';
  const { trackingNumbers, window } = row.announcement;
  return known.has(nameOf(trackingNumbers, window.fromS, window.toS)) ? 'known' : 'right';
};

/** What *announce* would announce. */
export const toAnnounce = ({ rows }: ReadPreview, known: ReadonlySet<string>): readonly RightRow[] =>
  rows.filter((row): row is RightRow => row.kind === 'right' && stateOf(row, known, undefined) === 'right');

/** Wrong rows first, each in the order of the file: whoever reads on has to do something about them. */
export const wrongFirst = (rows: readonly ReadRow[]): readonly ReadRow[] => [
  ...rows.filter(({ kind }) => kind === 'wrong'),
  ...rows.filter(({ kind }) => kind === 'right'),
];

/** The wrong rows as they came, with one column more: to be put right and announced again. */
export const wrongRowsCsv = (
  { heads, separator, rows }: ReadPreview,
  head: string,
  reason: (row: ReadRow) => string,
): string => {
  const wrong = rows.filter(({ kind }) => kind === 'wrong');
  const padded = (cells: readonly string[]) => heads.map((_, at) => cells[at] ?? '');
  return csvText([[...heads, head], ...wrong.map((row) => [...padded(row.cells), reason(row)])], separator);
};
