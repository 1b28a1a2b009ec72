import { Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { doorViewSentences } from '../sentences/index.ts';

/** The hub waits with something of weight: whoever stands beside it is told what, and how long, as every member is. */
export const Waiting = ({ what, leftS }: { what: 'recovery' | 'leaving'; leftS: number }) => {
  const t = useSentences(doorViewSentences)[what];
  const format = useFormat();
  return (
    <Notice tone="alarm" title={t.title}>
      <p>{t.left(format.duration(leftS * 1000))}</p>
      <p>{t.way}</p>
    </Notice>
  );
};
