import { Notice, useSentences } from '@latchkey/web-kit';
import type { Preview } from '../../model/csv/preview.ts';
import { importSentences } from '../../sentences/import.ts';

export const Unreadable = ({ preview }: { preview: Extract<Preview, { kind: 'unreadable' }> }) => {
  const t = useSentences(importSentences);
  switch (preview.why) {
    case 'columns-missing':
      return (
        <Notice tone="needs" title={t.columnsMissing(preview.missing.map((column) => t.column[column]).join(', '))}>
          {t.columnsFound(preview.found.join(', ').slice(0, 300))}
        </Notice>
      );
    case 'columns-twice':
      return <Notice tone="needs" title={t.columnsTwice(preview.found.join(', ').slice(0, 300))} />;
    case 'empty':
    case 'too-large':
    case 'no-rows':
      return <Notice tone="needs" title={t.unreadable[preview.why]} />;
  }
};
