import { useState } from 'react';
import { Button, useFormat, useSentences } from '@latchkey/web-kit';
import type { RowEnd } from '../../model/csv/announcing.ts';
import type { ReadRow } from '../../model/csv/rows.ts';
import { stateOf, wrongFirst, type RowState } from '../../model/import-view.ts';
import { useNow } from '../../parts/use-now.ts';
import { importSentences } from '../../sentences/import.ts';
import { useReasons } from './reasons.ts';

export interface RowsTableProps {
  readonly rows: readonly ReadRow[];
  readonly known: ReadonlySet<string>;
  readonly ends: ReadonlyMap<number, RowEnd>;
}

const tones: Readonly<Record<RowState, string>> = {
  right: 'plain',
  wrong: 'needs',
  known: 'plain',
  announced: 'use',
  failed: 'needs',
};

const shownAtOnce = 200;
const heads = ['line', 'state', 'to', 'parcel', 'window'] as const;

/** A table; on a phone each row is a short text, so its roles are said and do not hang on how it is laid out. */
export const RowsTable = ({ rows, known, ends }: RowsTableProps) => {
  const t = useSentences(importSentences);
  const [shown, setShown] = useState(shownAtOnce);
  const now = useNow();
  return (
    <>
      <div className="console-table-frame" role="region" aria-label={t.table} tabIndex={0}>
        <table className="console-table file-rows" role="table">
          <thead role="rowgroup">
            <tr role="row">
              {heads.map((head) => (
                <th key={head} scope="col" role="columnheader">
                  {t.heads[head]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {wrongFirst(rows)
              .slice(0, shown)
              .map((row) => (
                <Line
                  key={row.line}
                  now={now}
                  row={row}
                  state={stateOf(row, known, ends.get(row.line))}
                  end={ends.get(row.line)}
                />
              ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <div>
          <Button kind="quiet" onClick={() => setShown(shown + shownAtOnce)}>
            {`+ ${String(Math.min(shownAtOnce, rows.length - shown))}`}
          </Button>
        </div>
      )}
    </>
  );
};

interface LineProps {
  readonly row: ReadRow;
  readonly state: RowState;
  readonly end: RowEnd | undefined;
  readonly now: number;
}

const Line = ({ row, state, end, now }: LineProps) => {
  const t = useSentences(importSentences);
  const reasons = useReasons()(row, end);
  const read = row.kind === 'right' ? row.announcement : undefined;
  return (
    <tr role="row">
      <td role="cell" className="console-figure" data-head={t.heads.line}>
        {row.line}
      </td>
      <td role="cell">
        <span className="state-label" data-tone={tones[state]}>
          <span className="state-dot" aria-hidden="true" />
          {t.state[state]}
        </span>
      </td>
      {read === undefined ? (
        <Wrong reasons={reasons} said={row.cells.join(' · ')} />
      ) : (
        <Right read={read} reasons={reasons} now={now} />
      )}
    </tr>
  );
};

const Reasons = ({ reasons }: { reasons: readonly string[] }) =>
  reasons.map((reason) => (
    <span key={reason} className="console-reason">
      {reason}
    </span>
  ));

const Wrong = ({ reasons, said }: { reasons: readonly string[]; said: string }) => (
  <td role="cell" colSpan={3} className="file-words">
    <Reasons reasons={reasons} />
    <span className="soft small console-second">{said.length > 160 ? `${said.slice(0, 159)}…` : said}</span>
  </td>
);

type Announcement = Extract<ReadRow, { kind: 'right' }>['announcement'];

const Right = ({ read, reasons, now }: { read: Announcement; reasons: readonly string[]; now: number }) => {
  const t = useSentences(importSentences).heads;
  const format = useFormat();
  return (
    <>
      <td role="cell" className="file-words">
        {read.label.name}
        <span className="soft small console-second">{read.label.address}</span>
        <Reasons reasons={reasons} />
      </td>
      <td role="cell" className="mono console-nowrap file-words" data-head={t.parcel}>
        {read.trackingNumbers.join(', ')}
      </td>
      <td role="cell" className="console-nowrap file-words" data-head={t.window}>
        {format.window(read.window.fromS * 1000, read.window.toS * 1000, now)}
      </td>
    </>
  );
};
