import { useSentences } from '@latchkey/web-kit';
import { sentences } from '../sentences/index.ts';

export const ToTour = ({ kind = 'quiet' }: { kind?: 'main' | 'quiet' }) => {
  const t = useSentences(sentences);
  return (
    <a className="button" data-kind={kind} data-size="thumb" href="#/">
      {t.refused.tour}
    </a>
  );
};
