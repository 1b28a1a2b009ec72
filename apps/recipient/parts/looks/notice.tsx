import { Button, LiveRegion, Notice, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import { useLocation } from 'wouter';
import { doorOf } from '../../model/household.ts';
import { looksSentences } from '../../sentences/looks.ts';
import { useActs } from '../leaving/use-lives.ts';
import { useHome } from '../home-context.tsx';
import { useLook, type LookNow } from './use-look.ts';

/** Somebody looks through a camera: on every screen, with its end, until the hub signs that it is over. */
export const LookNotice = () => {
  const look = useLook();
  const [at] = useLocation();
  // The picture itself says it where it is shown.
  if (look === undefined || (look.here && at === '/doors')) return null;
  return <Looks look={look} />;
};

const Looks = ({ look }: { look: LookNow }) => {
  const t = useSentences(looksSentences);
  const format = useFormat();
  const { household } = useHome();
  const acts = useActs();
  const [, go] = useLocation();
  const { sinceS, lengthMs, own, here, who } = look;
  const door = doorOf(household, look.door)?.name ?? '';
  const since = sinceS === undefined ? undefined : format.time(sinceS * 1000);
  const title = own ? t.youLook(door) : t.looks(who, door, since);
  const until = sinceS === undefined ? t.untilEnd : t.until(format.time(sinceS * 1000 + lengthMs));
  return (
    <Notice
      tone="needs"
      title={title}
      way={
        acts && (
          <>
            {here && <Button onClick={() => go('/doors')}>{t.toPicture}</Button>}
            <EndLook look={look} words={own ? t.end : t.endIt} />
          </>
        )
      }
    >
      <p>{own && !here ? t.otherPage : until}</p>
      <NotEnded look={look} />
      <LiveRegion words={title} urgent={!own} />
    </Notice>
  );
};

export const EndLook = ({ look, words }: { look: LookNow; words: string }) => {
  const t = useSentences(looksSentences);
  const { home } = useHome();
  const ending = useObservable(home.looks.ending);
  const waiting = ending?.name === look.name && ending.kind === 'ending';
  return (
    <Button kind={look.here ? 'quiet' : 'main'} waiting={waiting} onClick={() => void home.looks.end(look)}>
      {waiting ? t.ending : words}
    </Button>
  );
};

export const NotEnded = ({ look }: { look: LookNow }) => {
  const t = useSentences(looksSentences);
  const ending = useObservable(useHome().home.looks.ending);
  if (ending?.name !== look.name || ending.kind !== 'not-reached') return null;
  return <p role="alert">{t.notEnded}</p>;
};
