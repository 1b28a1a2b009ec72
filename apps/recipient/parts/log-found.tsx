import { Button, Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { useState } from 'react';
import type { KeptFinding } from '../model/log-findings.ts';
import { logSentences } from '../sentences/log.ts';
import { useHome } from './home-context.tsx';

/** What the log contradicted itself by, until somebody puts it away. */
export const LogFound = ({ found, onForget }: { found: readonly KeptFinding[]; onForget: () => void }) => {
  const t = useSentences(logSentences);
  const format = useFormat();
  const nowMs = useHome().home.parts.clock.wallMs();
  const last = found.at(-1);
  return found.map((one) => (
    <Notice
      key={one.kind}
      tone={one.kind === 'forked' ? 'alarm' : 'needs'}
      title={t.broken[one.kind].title}
      way={one === last ? <PutAway onForget={onForget} /> : undefined}
    >
      <p>
        {t.broken[one.kind].body} {t.found.since(`${format.day(one.foundMs, nowMs)}, ${format.time(one.foundMs)}`)}
      </p>
    </Notice>
  ));
};

const PutAway = ({ onForget }: { onForget: () => void }) => {
  const t = useSentences(logSentences).found;
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <Button kind="quiet" onClick={() => setAsked(true)}>
        {t.putAway}
      </Button>
    );
  return (
    <>
      <p>{t.consequence}</p>
      <Button onClick={() => setAsked(false)}>{t.keep}</Button>
      <Button kind="quiet" onClick={onForget}>
        {t.forget}
      </Button>
    </>
  );
};
