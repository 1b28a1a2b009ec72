import { Notice, useFormat, useLanguage } from '@latchkey/web-kit';
import { refusalWords } from '../../model/visits/refusal-words.ts';

/** What stood against it, in the door's own words for a member. */
export const RefusedWords = ({ reason }: { reason: string }) => {
  const { language } = useLanguage();
  const format = useFormat();
  const words = refusalWords({ reason }, language, (unixS) => format.time(unixS * 1000));
  return words === undefined ? null : (
    <Notice tone="needs" title={words.title}>
      <p>{words.next}</p>
    </Notice>
  );
};
