import { Button, LiveRegion, Notice, useFormat, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { stillWaits, type AskedKnock } from '../../model/visits/approvals.ts';
import { approvalSentences } from '../../sentences/approval.ts';
import { useAskedName } from './asked-name.ts';
import { useActs } from '../leaving/use-lives.ts';
import { useHome } from '../home-context.tsx';

/** Somebody waits at the door for a yes: on every screen, before anything else. */
export const AskedNotice = ({ fallback }: { fallback: ReactNode }) => {
  const asked = useObservable(useHome().home.approvals.all);
  const { wallMs } = useTick(browserClock);
  const acts = useActs();
  const waiting = asked.findLast((one) => stillWaits(one, wallMs));
  return waiting === undefined || !acts ? fallback : <Waits knock={waiting.knock} nowMs={wallMs} />;
};

const Waits = ({ knock, nowMs }: { knock: AskedKnock; nowMs: number }) => {
  const t = useSentences(approvalSentences);
  const format = useFormat();
  const [, go] = useLocation();
  const title = t.waits(useAskedName(knock) ?? t.somebody);
  return (
    <Notice tone="needs" title={title} way={<Button onClick={() => go(`/asked/${knock.name}`)}>{t.look}</Button>}>
      <p>{t.left(format.duration(knock.untilMs - nowMs))}</p>
      <LiveRegion words={title} urgent />
    </Notice>
  );
};
