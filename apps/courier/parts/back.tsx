import { useSentences } from '@latchkey/web-kit';
import { sentences } from '../sentences/index.ts';

export const Back = () => {
  const t = useSentences(sentences);
  return (
    <a className="page-mark" href="#/">
      ‹ {t.stop.back}
    </a>
  );
};
