import { useObservable, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { Suspense } from 'react';
import { later } from '../../later.tsx';
import { endingOf, setBackNews } from '../../model/leaving/ending.ts';
import { useHome } from '../home-context.tsx';

const LeavingNotice = later(async () => (await import('./leaving.tsx')).LeavingNotice);
const EndOfStory = later(async () => (await import('./leaving.tsx')).EndOfStory);
const SetBackNews = later(async () => (await import('../hub/set-back-news.tsx')).SetBackNews);

/** By the hub's own signed state and receipts: the household is to end at its hub, has ended, or stays after all; and its clock was set back. */
export const DepartureNotice = () => {
  const { home } = useHome();
  const leaving = useObservable(home.watch.heard)?.state.leaving;
  const line = useObservable(home.watch.line);
  const { receipts } = useObservable(home.receipts.story);
  const { wallMs } = useTick(browserClock, 30_000);
  const nowS = Math.floor(wallMs / 1000);
  const ending = endingOf(receipts, line !== 'silent', nowS);
  const news = ending?.kind === 'ended' ? undefined : setBackNews(receipts, nowS);
  return (
    <Suspense fallback={null}>
      {news !== undefined && <SetBackNews news={news} />}
      {leaving !== undefined && (ending === undefined || ending.kind === 'stays') ? (
        <LeavingNotice leaving={leaving} />
      ) : (
        ending !== undefined && <EndOfStory ending={ending} />
      )}
    </Suspense>
  );
};
