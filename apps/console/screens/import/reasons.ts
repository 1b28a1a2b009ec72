import { commonSentences, useSentences } from '@latchkey/web-kit';
import type { RowEnd } from '../../model/csv/announcing.ts';
import type { ReadRow } from '../../model/csv/rows.ts';
import { importSentences } from '../../sentences/import.ts';
import { sentences } from '../../sentences/index.ts';

/** What is wrong with a row, where, and what to do: one sentence for each complaint. */
export const useReasons = (): ((row: ReadRow, end: RowEnd | undefined) => readonly string[]) => {
  const t = useSentences(importSentences);
  const words = useSentences(sentences);
  const common = useSentences(commonSentences);
  return (row, end) => {
    if (end?.kind === 'failed') {
      if (end.why === 'not-found') return [`${t.column.handle}: ${t.unknownHandle}`];
      return [end.why === 'unexpected' ? words.announce.failed : common.problem[end.why]];
    }
    if (row.kind === 'right') return [];
    return row.complaints.map(({ column, fault, found, line }) => {
      const what = line === undefined ? t.fault[fault] : `${t.fault[fault]}, ${t.twiceAt(line)}`;
      return column === undefined ? what : `${t.at(t.column[column], found)} ${what}`;
    });
  };
};
