import { Notice, useSentences } from '@latchkey/web-kit';
import { signOnSentences } from '../sentences/sign-on.ts';

/** In the place of what only the carrier's key can do. */
export const NoKey = () => {
  const t = useSentences(signOnSentences);
  return <Notice title={t.noKey}>{t.noKeyWhy}</Notice>;
};
