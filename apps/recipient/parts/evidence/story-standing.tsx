import { Notice, StateWord, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { storyProof } from '../../model/evidence/story-proof.ts';
import { homeSentences } from '../../sentences/index.ts';
import { useHome } from '../home-context.tsx';
import { StoryBroken } from './story-broken.tsx';

/** What was verified of the hub's story, and no more than that. */
export const StoryStanding = () => {
  const t = useSentences(homeSentences).evidence;
  const format = useFormat();
  const story = useObservable(useHome().home.receipts.story);
  const { receipts, standing } = story;
  if (standing.kind === 'broken') return <StoryBroken standing={standing} />;
  const count = t.receipts(format, receipts.length);
  const last = receipts.at(-1)?.claims.iat;
  const time = last === undefined ? undefined : format.second(last * 1000);
  switch (storyProof(story)) {
    case 'whole':
      return (
        <>
          <StateWord tone="locked">{t.seal}</StateWord>
          <p>{time === undefined ? t.chainNoTime(count) : t.chain(count, time)}</p>
        </>
      );
    case 'so-far':
      return (
        <Notice tone="needs" title={t.soFar}>
          <p>{t.soFarWhat(count)}</p>
        </Notice>
      );
    case 'unread':
      return (
        <Notice tone="needs" title={t.unread}>
          <p>{t.unreadWay}</p>
        </Notice>
      );
    case 'nothing':
      return <p>{t.nothing}</p>;
    case 'checking':
      return <p className="soft">{t.sealLoading}</p>;
    case 'broken':
      return null;
  }
};
