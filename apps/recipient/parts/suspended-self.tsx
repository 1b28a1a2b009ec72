import { Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { suspensionSentences } from '../sentences/suspension.ts';
import { moment } from './suspend.tsx';

/** On the suspended device: calm, until when, and with what goes on working. */
export const SuspendedSelf = ({ untilMs }: { untilMs: number }) => {
  const t = useSentences(suspensionSentences);
  const format = useFormat();
  return (
    <Notice tone="needs" title={t.self}>
      <p>{t.selfWhy}</p>
      <p>{t.selfUntil(moment(format, untilMs, browserClock.wallMs()))}</p>
      <p>{t.selfWay}</p>
    </Notice>
  );
};
