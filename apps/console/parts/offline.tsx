import { Notice, useFormat, useSentences } from '@latchkey/web-kit';
import type { DeskView } from '../model/desk.ts';
import { nowSentences } from '../sentences/now.ts';
import { useNow } from './use-now.ts';

/** That the server does not answer, and how old what is shown is. */
export const Offline = ({ view: { line, readMs } }: { view: Pick<DeskView, 'line' | 'readMs'> }) => {
  const t = useSentences(nowSentences);
  const format = useFormat();
  const now = useNow();
  if (line === 'on') return null;
  return (
    <Notice tone="needs" title={t.offline}>
      {readMs === undefined ? t.offlineNever : t.offlineSince(format.second(readMs), format.duration(now - readMs))}
    </Notice>
  );
};
