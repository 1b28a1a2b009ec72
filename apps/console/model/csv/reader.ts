/**
 * Rows of a CSV file (RFC 4180, and what spreadsheets make of it: a byte-order mark, semicolons or tabs, CR LF), as its text arrives
 * piece by piece. A file from outside may be anything: rows, cells and quotes all have an end.
 */
export interface CsvRow {
  /** Of its first character, from 1: what an editor or a spreadsheet calls it. */
  readonly line: number;
  readonly cells: readonly string[];
  /** The row is cut off there: the rest of it was not kept. */
  readonly trouble?: 'too-long' | 'too-many-cells' | 'quote-open';
}

export interface CsvReader {
  /** Rows that this piece completes. */
  readonly push: (text: string) => readonly CsvRow[];
  /** The last row, where the file does not end with a line break. */
  readonly end: () => readonly CsvRow[];
  /** What separates cells; known from the first row on. */
  readonly separator: () => string;
}

export const LIMIT_CELLS = 64;
export const LIMIT_ROW_CHARACTERS = 8_192;

const separators = [';', '\t', ','] as const;

/** The separator that the first line has most of, outside quotes. */
export const separatorIn = (line: string): string => {
  const bare = line.replace(/"[^"]*"?/g, '');
  const counted = separators.map((one) => [one, bare.split(one).length] as const);
  return counted.reduce((best, one) => (one[1] > best[1] ? one : best))[0];
};

export const createCsvReader = (): CsvReader => {
  let separator: string | undefined;
  let held = '';
  let begun = false;
  let line = 1;

  const row = (text: string, cut?: CsvRow['trouble']): CsvRow | undefined => {
    const first = line;
    line += text.split('\n').length;
    if (text.trim() === '') return undefined;
    separator ??= separatorIn(text);
    return { line: first, ...cellsOf(text, separator, cut) };
  };

  const take = (last: boolean): CsvRow[] => {
    const rows: (CsvRow | undefined)[] = [];
    for (;;) {
      const at = endOfRow(held, last);
      if (at === undefined) break;
      rows.push(row(held.slice(0, at.end), at.trouble));
      held = held.slice(at.next);
    }
    return rows.filter((one) => one !== undefined);
  };

  return {
    separator: () => separator ?? ',',
    push: (text) => {
      held += begun ? text : text.replace(/^\uFEFF/, '');
      begun = begun || text !== '';
      return take(false);
    },
    end: () => take(true),
  };
};

interface RowEnd {
  readonly end: number;
  readonly next: number;
  readonly trouble?: CsvRow['trouble'];
}

/** Where the first row of `text` ends; undefined while it is not all there. A quote that never closes ends with its own line. */
const endOfRow = (text: string, last: boolean): RowEnd | undefined => {
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') quoted = !quoted;
    if (quoted && at > LIMIT_ROW_CHARACTERS) return cutLine(text, 'quote-open');
    if (quoted || (character !== '\n' && character !== '\r')) continue;
    // A CR at the end of a piece may have its LF in the next one.
    if (character === '\r' && at + 1 === text.length && !last) return undefined;
    const next = character === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
    return { end: at, next, ...(at > LIMIT_ROW_CHARACTERS ? { trouble: 'too-long' } : {}) };
  }
  if (text === '' || !(last || text.length > 4 * LIMIT_ROW_CHARACTERS)) return undefined;
  return quoted ? cutLine(text, 'quote-open') : { end: text.length, next: text.length, ...tooLong(text) };
};

const tooLong = (text: string) => (text.length > LIMIT_ROW_CHARACTERS ? { trouble: 'too-long' as const } : {});

const cutLine = (text: string, trouble: CsvRow['trouble']): RowEnd => {
  const at = text.search(/[\r\n]/);
  const end = at === -1 ? text.length : at;
  const next = text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, text.length);
  return { end, next, ...(trouble === undefined ? {} : { trouble }) };
};

const cellsOf = (text: string, separator: string, cut: CsvRow['trouble']): Omit<CsvRow, 'line'> => {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  const end = Math.min(text.length, LIMIT_ROW_CHARACTERS);
  for (let at = 0; at < end; at++) {
    const character = text.charAt(at);
    if (quoted && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at++;
    } else if (character === '"') quoted = !quoted;
    else if (character === separator && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += character;
  }
  cells.push(cell.trim());
  const trouble = cut ?? (cells.length > LIMIT_CELLS ? ('too-many-cells' as const) : undefined);
  return { cells: cells.slice(0, LIMIT_CELLS), ...(trouble === undefined ? {} : { trouble }) };
};
