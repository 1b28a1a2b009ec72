import { Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { doorViewSentences } from '../sentences/index.ts';

/** The code on paper was used: whoever stands beside the hub is told, as every member is. */
export const Recovery = ({ leftS }: { leftS: number }) => {
  const t = useSentences(doorViewSentences).recovery;
  const format = useFormat();
  return (
    <Notice tone="alarm" title={t.title}>
      <p>{t.left(format.duration(leftS * 1000))}</p>
      <p>{t.way}</p>
    </Notice>
  );
};
