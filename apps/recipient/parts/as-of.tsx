import type { ProblemCode } from '@latchkey/contract';
import { Button, Notice, commonSentences, useFormat, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import type { ReactNode } from 'react';
import type { KeptDay } from '../model/kept-day.ts';
import { statesSentences } from '../sentences/states.ts';
import { useHome } from './home-context.tsx';
import { ProblemNotice } from './problem-notice.tsx';

/** Only where the line or the server is the trouble: a server that asks who is there is not got round by a list of yesterday. */
const beyondReach: readonly ProblemCode[] = ['unavailable', 'internal', 'too-many-requests'];

interface Props {
  readonly title: string;
  readonly code: ProblemCode;
  readonly children: (day: KeptDay) => ReactNode;
}

/** A list that cannot be read: what this device saw last with the time of it, or, where it saw nothing, the problem alone. */
export const AsOf = ({ title, code, children }: Props) => {
  const t = useSentences(statesSentences).asOf;
  const common = useSentences(commonSentences);
  const { home } = useHome();
  const day = useObservable(home.days.kept);
  const when = useWhen();
  const again = () => void home.lists.reload();
  if (day === undefined || !beyondReach.includes(code))
    return <ProblemNotice title={title} code={code} onAgain={again} />;
  return (
    <>
      <Notice
        title={t.title(when(day.atMs))}
        way={
          <Button kind="quiet" onClick={again}>
            {common.tryAgain}
          </Button>
        }
      >
        <p>{t.why}</p>
      </Notice>
      {children(day)}
    </>
  );
};

const useWhen = () => {
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 30_000);
  return (atMs: number) => `${format.day(atMs, wallMs)}, ${format.time(atMs)}`;
};

/** The same for a list that was read in this page and could not be read again. */
export const Stale = ({ atMs, code }: { atMs: number; code: ProblemCode }) => {
  const t = useSentences(statesSentences).asOf;
  const when = useWhen();
  const { home } = useHome();
  return <ProblemNotice title={t.title(when(atMs))} code={code} onAgain={() => void home.lists.reload()} />;
};
