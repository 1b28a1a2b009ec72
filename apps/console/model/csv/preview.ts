import { readHeader, type Column } from './columns.ts';
import { LIMIT_FILE_BYTES, textOf } from './decode.ts';
import { createCsvReader, type CsvRow } from './reader.ts';
import { createRowReader, type ReadRow, type RowWorld } from './rows.ts';

export const LIMIT_ROWS = 2_000;

/** What a file says, before anything of it is announced. */
export type Preview =
  | { readonly kind: 'unreadable'; readonly why: 'empty' | 'too-large' | 'no-rows' }
  | { readonly kind: 'unreadable'; readonly why: 'columns-missing'; readonly missing: readonly Column[]; readonly found: readonly string[] }
  | { readonly kind: 'unreadable'; readonly why: 'columns-twice'; readonly found: readonly string[] }
  | {
      readonly kind: 'read';
      readonly heads: readonly string[];
      readonly separator: string;
      readonly rows: readonly ReadRow[];
      /** There were more than are taken from one file; these were left out, all at its end. */
      readonly leftOut: number;
    }; // prettier-ignore

/** Reads the file as a stream; nothing leaves this browser here. */
export const readPreview = async (file: Blob, world: RowWorld): Promise<Preview> => {
  if (file.size === 0) return { kind: 'unreadable', why: 'empty' };
  if (file.size > LIMIT_FILE_BYTES) return { kind: 'unreadable', why: 'too-large' };
  const reader = createCsvReader();
  const rows: CsvRow[] = [];
  let leftOut = 0;
  const take = (more: readonly CsvRow[]) => {
    const room = LIMIT_ROWS + 1 - rows.length;
    rows.push(...more.slice(0, room));
    leftOut += Math.max(0, more.length - room);
  };
  for await (const text of textOf(file)) take(reader.push(text));
  take(reader.end());
  const [head, ...body] = rows;
  if (head === undefined) return { kind: 'unreadable', why: 'empty' };
  const { header, missing, twice } = readHeader(head.cells);
  if (twice.length > 0) return { kind: 'unreadable', why: 'columns-twice', found: twice };
  if (missing.length > 0) return { kind: 'unreadable', why: 'columns-missing', missing, found: head.cells };
  if (body.length === 0) return { kind: 'unreadable', why: 'no-rows' };
  const read = createRowReader(header, world);
  return { kind: 'read', heads: head.cells, separator: reader.separator(), rows: body.map(read), leftOut };
};
