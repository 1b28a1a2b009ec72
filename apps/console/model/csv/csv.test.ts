import { describe, expect, it } from 'vitest';
import { ApiProblem, type ProblemCode } from '@latchkey/contract';
import type { Announcement } from '@latchkey/carrier-sdk';
import { announceRows } from './announcing.ts';
import { readCivil } from './moment.ts';
import { LIMIT_ROWS, readPreview, type Preview } from './preview.ts';
import { createCsvReader, LIMIT_ROW_CHARACTERS } from './reader.ts';
import type { ReadRow } from './rows.ts';
import { csvText } from './write.ts';

const nowS = Date.UTC(2026, 10, 28, 8) / 1000;
const world = {
  nowS,
  secondsOf: (local: string) => {
    const ms = local === '' ? Number.NaN : Date.parse(`${local}:00Z`);
    return Number.isNaN(ms) ? undefined : ms / 1000;
  },
  referenceOf: (said: string) => said,
};
const read = (text: string | Uint8Array<ArrayBuffer>) => readPreview(new Blob([text]), world);
const rowsOf = (preview: Preview): readonly ReadRow[] => {
  if (preview.kind !== 'read') throw new TypeError(`not read: ${preview.why}`);
  return preview.rows;
};
const complaintsOf = (row: ReadRow | undefined) => (row?.kind === 'wrong' ? row.complaints : []);

const head = 'Kennung;Name;Straße;PLZ;Ort;Sendungsnummer;Datum;Von;Bis';
const good = 'LK-7F3K-92QD;Robin Aydın;Lindenstraße 14;10969;Berlin;LK 1234 DE;28.11.2026;14:00;16:00';

describe('rows of a CSV file', () => {
  const cells = (pieces: readonly string[]) => {
    const reader = createCsvReader();
    return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
  };

  it('are the same wherever the file is cut into pieces', () => {
    const text = '\uFEFFa;"b ""x"";\r\ny";c\r\n\r\n1;2;3\r4;5;6\n"7";8;';
    const whole = cells([text]);
    expect(whole.map((row) => row.cells)).toEqual([
      ['a', 'b "x";\r\ny', 'c'],
      ['1', '2', '3'],
      ['4', '5', '6'],
      ['7', '8', ''],
    ]);
    for (let at = 1; at < text.length; at++) expect(cells([text.slice(0, at), text.slice(at)])).toEqual(whole);
  });

  it('say on which line they begin, blank lines and breaks within quotes counted', () => {
    expect(cells(['a,b\n"x\ny",1\n\nz,2\n']).map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  it('find the separator outside quotes', () => {
    expect(cells(['"a,b,c";d\n1;2\n'])[0]?.cells).toEqual(['a,b,c', 'd']);
    expect(cells(['a\tb\n1\t2\n'])[1]?.cells).toEqual(['1', '2']);
  });

  it('end, though a quote never closes or a row never ends', () => {
    const open = cells(['a,b\n', '"never closed,1\n2,3\n4,5\n']);
    expect(open.map((row) => [row.line, row.trouble])).toEqual([
      [1, undefined],
      [2, 'quote-open'],
      [3, undefined],
      [4, undefined],
    ]);
    const long = cells(['a,b\n', 'x'.repeat(LIMIT_ROW_CHARACTERS * 3), '\nc,d\n']);
    expect(long.map((row) => row.trouble)).toEqual([undefined, 'too-long', undefined]);
  });
});

describe('moments as people and spreadsheets write them', () => {
  it.each([
    ['28.11.2026 14:00', '', '2026-11-28T14:00'],
    ['14:00', '28.11.2026', '2026-11-28T14:00'],
    ['14.30 Uhr', '2026-11-28', '2026-11-28T14:30'],
    ['2026-11-28T09:05:00', '', '2026-11-28T09:05'],
    ['46354,375', '', '2026-11-28T09:00'],
    ['0,5', '46354', '2026-11-28T12:00'],
    ['0.75', '28.11.2026', '2026-11-28T18:00'],
  ])('%s on %s', (text, day, expected) => {
    const civil = readCivil(text, day);
    const two = (n = 0) => String(n).padStart(2, '0');
    expect(`${civil?.year}-${two(civil?.month)}-${two(civil?.day)}T${two(civil?.hour)}:${two(civil?.minute)}`).toBe(expected); // prettier-ignore
  });
  it.each(['31.02.2026 10:00', '28.11.2026 24:00', '28.11.2026', 'tomorrow', '14:60'])('not %s', (text) => {
    expect(readCivil(text, '28.11.2026')?.minute === undefined || readCivil(text, '') === undefined).toBe(true);
  });
});

describe('a file of shipments', () => {
  it('from a German spreadsheet: semicolons, byte-order mark, CR LF, quotes, and Windows-1252 too', async () => {
    const rows = rowsOf(await read(`\uFEFF${head}\r\n${good.replace('Robin Aydın', '"Aydın; Robin"')}\r\n`));
    expect(rows).toMatchObject([
      {
        kind: 'right',
        line: 2,
        announcement: {
          handle: 'LK-7F3K-92QD',
          trackingNumbers: ['LK1234DE'],
          label: { name: 'Aydın; Robin', address: 'Lindenstraße 14, 10969 Berlin' },
          window: { fromS: Date.UTC(2026, 10, 28, 14) / 1000, toS: Date.UTC(2026, 10, 28, 16) / 1000 },
        },
      },
    ]);
    const old = Uint8Array.from(Array.from(`${head}\r\n${good.replace('ı', 'i')}`, (letter) => letter.charCodeAt(0)));
    expect(rowsOf(await read(old))).toMatchObject([{ announcement: { label: { address: 'Lindenstraße 14, 10969 Berlin' } } }]); // prettier-ignore
  });

  it('says for each wrong row what is wrong, where, and leaves the right ones right', async () => {
    const preview = await read(
      [
        head,
        good,
        good.replace('LK-7F3K-92QD', 'LK-7F3K'),
        good.replace('LK 1234 DE', '3,40434E+11').replace('16:00', '13:00'),
        good.replace('Robin Aydın', ''),
        good.replace('28.11.2026', '27.11.2026'),
        good.replace('14:00', 'mittags'),
        good,
      ].join('\r\n'),
    );
    const rows = rowsOf(preview);
    expect(rows.map(({ line, kind }) => [line, kind])).toEqual([
      [2, 'right'],
      [3, 'wrong'],
      [4, 'wrong'],
      [5, 'wrong'],
      [6, 'wrong'],
      [7, 'wrong'],
      [8, 'wrong'],
    ]);
    expect(rows.slice(1).map(complaintsOf)).toEqual([
      [{ column: 'handle', fault: 'handle', found: 'LK-7F3K' }],
      [
        { column: 'trackingNumber', fault: 'shortened', found: '3,40434E+11' },
        { column: 'to', fault: 'order', found: '13:00' },
      ],
      [{ column: 'name', fault: 'missing', found: '' }],
      [{ column: 'to', fault: 'past', found: '16:00' }],
      [{ column: 'from', fault: 'time', found: 'mittags' }],
      [{ fault: 'twice-in-file', found: 'LK1234DE', line: 2 }],
    ]);
  });

  it('names the columns it lacks, and refuses what is no list at all', async () => {
    expect(await read('Name,Address\nA,B\n')).toMatchObject({
      why: 'columns-missing',
      missing: ['handle', 'trackingNumber', 'from', 'to'],
    });
    expect(await read('Handle,Kennung,Name\n1,2,3\n')).toMatchObject({ why: 'columns-twice', found: ['Kennung'] });
    expect(await read('')).toMatchObject({ why: 'empty' });
    expect(await read(`${head}\n`)).toMatchObject({ why: 'no-rows' });
    expect(await read(new Uint8Array(6 * 1024 * 1024))).toMatchObject({ why: 'too-large' });
  });

  it('takes so many rows and says how many it left out', async () => {
    const preview = await read(`${head}\n${`${good}\n`.repeat(LIMIT_ROWS + 3)}`);
    expect(preview).toMatchObject({ leftOut: 3 });
    expect(rowsOf(preview)).toHaveLength(LIMIT_ROWS);
  });

  it('comes back as it went out, and starts no formula in whoever opens it', async () => {
    const text = csvText([head.split(';'), [...good.split(';').slice(0, 1), '=HYPERLINK("x")', ...good.split(';').slice(2)]], ';'); // prettier-ignore
    expect(text).toContain(`"'=HYPERLINK(""x"")"`);
    expect(rowsOf(await read(text))).toMatchObject([{ kind: 'right' }]);
  });
});

describe('announcing the rows', () => {
  const problem = (code: ProblemCode) => new ApiProblem({ type: '', title: '', status: 400, detail: '', code });
  const twoRows = async () =>
    rowsOf(await read([head, good, good.replace('1234', '99')].join('\n'))).filter((row) => row.kind === 'right');

  it('announces each once, waits where it must, and says which were known', async () => {
    const asked: Announcement[] = [];
    const answers: (object | ApiProblem)[] = [problem('too-many-requests'), { shipmentId: 'a' }, { shipmentId: 'b', known: true }]; // prettier-ignore
    const waited: number[] = [];
    const announce = (announcement: Announcement) => {
      asked.push(announcement);
      const answer = answers.shift();
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as { shipmentId: string });
    };
    const wait = (ms: number) => Promise.resolve(void waited.push(ms));
    const running = announceRows(await twoRows(), { announce }, wait);
    await running.finished;
    expect(running.view.get()).toMatchObject({ phase: 'done', total: 2 });
    expect([...running.view.get().ends]).toEqual([
      [2, { kind: 'announced' }],
      [3, { kind: 'known' }],
    ]);
    expect(waited).toHaveLength(1);
    expect(asked[0]?.reference).toBe(asked[1]?.reference);
  });

  it('goes on after a row that the server refuses, and stops where it is told to', async () => {
    const rows = await twoRows();
    const refused = announceRows(rows, { announce: () => Promise.reject(problem('not-found')) }, () => Promise.resolve()); // prettier-ignore
    await refused.finished;
    expect([...refused.view.get().ends.values()]).toEqual(Array(2).fill({ kind: 'failed', why: 'not-found' }));
    const announce = async () => {
      await Promise.resolve();
      stopped.stop();
      return { shipmentId: 'a' };
    };
    const stopped = announceRows(rows, { announce }, () => Promise.resolve());
    await stopped.finished;
    expect(stopped.view.get()).toMatchObject({ phase: 'stopped' });
    expect(stopped.view.get().ends.size).toBe(1);
  });
});
