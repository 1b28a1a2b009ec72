import { Button, InPlace, Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { useState } from 'react';
import type { KeptFinding } from '../../model/log/findings.ts';
import { logSentences } from '../../sentences/log.ts';
import { useHome } from '../home-context.tsx';

/** What the log contradicted itself by, until somebody puts it away. */
export const LogFound = ({ found, onForget }: { found: readonly KeptFinding[]; onForget: () => void }) => {
  const t = useSentences(logSentences);
  const format = useFormat();
  const nowMs = useHome().home.parts.clock.wallMs();
  const [asked, setAsked] = useState(false);
  const forget = () => {
    setAsked(false);
    onForget();
  };
  const last = found.at(-1);
  return found.map((one) => (
    <InPlace key={one.kind} asked={asked && one === last}>
      <Notice
        tone={one.kind === 'forked' ? 'alarm' : 'needs'}
        title={t.broken[one.kind].title}
        way={one === last ? <PutAway asked={asked} onAsk={setAsked} onForget={forget} /> : undefined}
      >
        <p>
          {t.broken[one.kind].body} {t.found.since(`${format.day(one.foundMs, nowMs)}, ${format.time(one.foundMs)}`)}
        </p>
        {asked && one === last && <p>{t.found.consequence}</p>}
      </Notice>
    </InPlace>
  ));
};

interface PutAwayProps {
  readonly asked: boolean;
  readonly onAsk: (asked: boolean) => void;
  readonly onForget: () => void;
}

const PutAway = ({ asked, onAsk, onForget }: PutAwayProps) => {
  const t = useSentences(logSentences).found;
  if (!asked)
    return (
      <Button kind="quiet" onClick={() => onAsk(true)}>
        {t.putAway}
      </Button>
    );
  return (
    <>
      <Button onClick={() => onAsk(false)}>{t.keep}</Button>
      <Button kind="quiet" onClick={onForget}>
        {t.forget}
      </Button>
    </>
  );
};
