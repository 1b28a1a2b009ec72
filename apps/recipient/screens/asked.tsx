import {
  Button,
  LiveRegion,
  Notice,
  StateWord,
  useFormat,
  useObservable,
  useSentences,
  useTick,
} from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useState } from 'react';
import { Link } from 'wouter';
import { stillWaits, type Asked } from '../model/visits/approvals.ts';
import { doorOf } from '../model/household.ts';
import { AskedPicture } from '../parts/visits/asked-picture.tsx';
import { useAskedName } from '../parts/visits/asked-name.ts';
import { DoorFigure } from '../parts/doors/figure.tsx';
import { useHome } from '../parts/home-context.tsx';
import { RefusedWords } from '../parts/visits/refused-words.tsx';
import { Shell } from '../parts/shell.tsx';
import { approvalSentences } from '../sentences/approval.ts';

/** Somebody is at the door, and one question: let in, or not. The picture is the reason to decide, so it is the largest thing. */
export const AskedScreen = ({ name }: { name: string }) => {
  const t = useSentences(approvalSentences);
  const asked = useObservable(useHome().home.approvals.all).find(({ knock }) => knock.name === name);
  if (asked !== undefined) return <Asking asked={asked} />;
  return (
    <Shell title={t.title} back="/" asked>
      <Notice title={t.over}>
        <p>{t.overNext}</p>
      </Notice>
    </Shell>
  );
};

const Asking = ({ asked }: { asked: Asked }) => {
  const t = useSentences(approvalSentences);
  const { household } = useHome();
  const { wallMs } = useTick(browserClock);
  const format = useFormat();
  const { knock, state } = asked;
  const who = useAskedName(knock) ?? t.somebody;
  const door = doorOf(household, knock.door);
  const open = stillWaits(asked, wallMs) || state === 'saying-yes' || state === 'saying-no';
  const title = t.wants(who, door?.name ?? '');
  const [live, setLive] = useState(false);
  // Where the household agreed to no film there is nothing to wait for.
  const sees = live || !knock.filmed;
  return (
    <Shell
      title={t.title}
      back="/"
      asked
      bar={open ? <Decide asked={asked} sees={sees} /> : <ToVisit visitKey={knock.visitKey} />}
    >
      <div className="stack" data-gap="tight">
        <p className="label">{t.title}</p>
        <StateWord tone={open ? 'needs' : 'plain'}>{title}</StateWord>
        {open && <p className="soft">{t.left(format.duration(Math.max(0, knock.untilMs - wallMs)))}</p>}
        <LiveRegion words={title} urgent />
      </div>
      <Outcome asked={asked} over={!open} />
      <div className="watch" data-live="yes">
        <AskedPicture knock={knock} onLive={setLive} />
        <DoorFigure door={knock.door} size="beside" />
      </div>
      {knock.trackingNumbers.length > 0 && (
        <dl className="facts">
          <dt>{t.parcel}</dt>
          <dd className="mono">{knock.trackingNumbers.join(', ')}</dd>
        </dl>
      )}
    </Shell>
  );
};

/**
 * *Let in* leads while the picture is live, the way to say no is as near, and quieter. Without a live picture it is the other way round, and
 * letting in says what it is. Neither changes its place: a picture that comes or goes moves nothing under a thumb.
 */
const Decide = ({ asked: { knock, state }, sees }: { asked: Asked; sees: boolean }) => {
  const t = useSentences(approvalSentences);
  const { approvals } = useHome().home;
  const busy = state === 'saying-yes' || state === 'saying-no';
  const say = (what: 'yes' | 'no') => () => void approvals.say(knock.name, what);
  return (
    <div className="stack" data-gap="tight">
      <Button kind={sees ? 'main' : 'quiet'} size="thumb" waiting={busy} onClick={say('yes')}>
        {state === 'saying-yes' ? t.sending : sees ? t.letIn : t.letInUnseen}
      </Button>
      <Button kind={sees ? 'quiet' : 'main'} size="thumb" waiting={busy} onClick={say('no')}>
        {state === 'saying-no' ? t.refusing : t.doNot}
      </Button>
    </div>
  );
};

const ToVisit = ({ visitKey }: { visitKey: string }) => (
  <Link className="button" data-kind="main" data-size="thumb" href={`/visit/${visitKey}`}>
    {useSentences(approvalSentences).toVisit}
  </Link>
);

const Outcome = ({ asked: { state }, over }: { asked: Asked; over: boolean }) => {
  const t = useSentences(approvalSentences);
  if (typeof state === 'object') return <RefusedWords reason={state.refused} />;
  const said = {
    'said-yes': [t.saidYes, t.saidYesNext],
    'said-no': [t.saidNo, t.saidNoNext],
    over: [t.over, t.overNext],
  } as const;
  const words =
    state === 'not-reached' && !over
      ? ([t.notReached, t.notReachedNext] as const)
      : state in said
        ? said[state as keyof typeof said]
        : over
          ? ([t.late, t.lateNext] as const)
          : undefined;
  if (words === undefined) return null;
  return (
    <Notice tone={state === 'not-reached' ? 'needs' : 'use'} title={words[0]}>
      <p>{words[1]}</p>
      <LiveRegion words={words[0]} />
    </Notice>
  );
};
