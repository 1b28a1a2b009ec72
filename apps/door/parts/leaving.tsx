import { Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { doorViewSentences } from '../sentences/index.ts';

/** The button was held: whoever stands beside the hub sees how long it is, as every member does. */
export const Leaving = ({ leftS }: { leftS: number }) => {
  const t = useSentences(doorViewSentences).leaving;
  const format = useFormat();
  return (
    <Notice tone="alarm" title={t.title}>
      <p>{t.left(format.duration(leftS * 1000))}</p>
      <p>{t.way}</p>
    </Notice>
  );
};
