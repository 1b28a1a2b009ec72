import { Button, LiveRegion, Notice, UpdateNotice, useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useLocation } from 'wouter';
import { pressing, visitKey } from '../../model/visits/today.ts';
import { homeSentences } from '../../sentences/index.ts';
import { countdown } from './countdown.ts';
import { useActs, useLives } from '../leaving/use-lives.ts';
import { useToday } from '../home-context.tsx';
import { useStageWords, useUnheard } from './stage-words.ts';
import { useBlock } from '../blocks/use-block.ts';

/** *Arriving soon*, and *at your door*, on every other screen: with what can be done about it. */
export const UnderWay = ({ except }: { except: string | undefined }) => {
  const t = useSentences(homeSentences);
  const now = pressing(useToday());
  const [at, go] = useLocation();
  const format = useFormat();
  const { wallMs } = useTick(browserClock);
  const block = useBlock(now);
  const acts = useActs();
  const lives = useLives();
  const wordsOf = useStageWords();
  const unheard = useUnheard(now);
  // A new page is only offered while nobody is on the way: it must not come into the middle of a visit.
  if (now === undefined || !lives) return <UpdateNotice />;
  if (now.visit.visitId === except || at === '/') return null;
  const { visit, stage } = now;
  const near = stage === 'arriving' ? t.arriving.title(visit.carrier.name) : wordsOf(now).word;
  const title = unheard ? t.visit.unheard : near;
  return (
    <Notice
      tone={stage === 'attention' ? 'alarm' : unheard ? 'needs' : 'use'}
      title={title}
      way={
        <>
          <Button onClick={() => go(`/visit/${visitKey(now)}`)}>
            {acts && !unheard ? t.arriving.watch : t.today.open}
          </Button>
          {acts && (
            <Button
              kind="quiet"
              onClick={() => {
                block.press();
                go(`/visit/${visitKey(now)}`);
              }}
            >
              {t.arriving.block}
            </Button>
          )}
        </>
      }
    >
      <p>{countdown(now, t, format, wallMs)}</p>
      <LiveRegion words={title} urgent={stage === 'attention'} />
    </Notice>
  );
};
