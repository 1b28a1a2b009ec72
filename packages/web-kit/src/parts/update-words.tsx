import type { Tables } from '../sentences/language.ts';
import { updateDe } from '../sentences/update.de.ts';
import { updateEn, type UpdateSentences } from '../sentences/update.en.ts';
import type { News } from '../shell/updates.ts';
import { Button } from './button.tsx';
import { useSentences } from './language.tsx';
import { LiveRegion } from './live-region.tsx';
import { Notice, type Tone } from './notice.tsx';

const sentences: Tables<UpdateSentences> = { en: updateEn, de: updateDe };

const tones: Readonly<Record<News, Tone>> = {
  ready: 'plain',
  'not-signed': 'needs',
  older: 'needs',
  differs: 'needs',
  replaced: 'alarm',
};

/** What there is to say about a next build: that it is ready, or that there was one which is none. */
export const UpdateWords = ({ news, use }: { news: News; use: () => void }) => {
  const t = useSentences(sentences);
  const { title, text } = t.news[news];
  const way = (
    <Button kind="quiet" onClick={use}>
      {t.act}
    </Button>
  );
  return (
    <>
      {news !== 'ready' && <LiveRegion words={title} urgent={news === 'replaced'} />}
      <Notice tone={tones[news]} title={title} way={news === 'ready' ? way : undefined}>
        <p>{text}</p>
      </Notice>
    </>
  );
};
