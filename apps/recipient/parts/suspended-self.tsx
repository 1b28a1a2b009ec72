import { Notice, useSentences } from '@latchkey/web-kit';
import { suspensionSentences } from '../sentences/suspension.ts';

/** On the suspended device: calm, and with what goes on working. */
export const SuspendedSelf = () => {
  const t = useSentences(suspensionSentences);
  return (
    <Notice tone="needs" title={t.self}>
      <p>{t.selfWhy}</p>
      <p>{t.selfWay}</p>
    </Notice>
  );
};
