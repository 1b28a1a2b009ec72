import { commonSentences } from '../sentences/index.ts';
import { Button } from './button.tsx';
import { useSentences } from './language.tsx';
import { Notice } from './notice.tsx';

/** A part of the app that this device does not have yet, and no way to the server. */
export const Unfetched = () => {
  const t = useSentences(commonSentences);
  return (
    <Notice tone="needs" title={t.offline} way={<Button onClick={() => location.reload()}>{t.tryAgain}</Button>}>
      <p>{t.problem.unavailable}</p>
    </Notice>
  );
};
