import { Button, LiveRegion, Skeleton, useObservable, useSentences } from '@latchkey/web-kit';
import { useEffect } from 'react';
import { FailedNotice } from '../parts/hub/failed-notice.tsx';
import { useHome } from '../parts/home-context.tsx';
import { RecoveryPending } from '../parts/recovery/pending.tsx';
import { usePaper, type Paper } from '../parts/recovery/link.tsx';
import { Sheet } from '../parts/recovery/sheet.tsx';
import { Shell } from '../parts/shell.tsx';
import { membersSentences } from '../sentences/members.ts';
import { recoverySentences } from '../sentences/recovery.ts';

/** The code on paper: what it is, what the household has, and a new one. */
export const RecoveryScreen = () => {
  const t = useSentences(recoverySentences);
  const { home, household } = useHome();
  const printing = useObservable(home.recovery.printing);
  const paper = usePaper();
  useEffect(() => home.recovery.putAway, [home]);
  if (printing.kind === 'made') {
    return (
      <Shell heading="shown" title={t.title} back="/household">
        <p className="soft">{t.confirmed}</p>
        <Sheet sheet={printing.sheet} homeName={household.homeName} atMs={home.parts.clock.wallMs()} />
        <Button size="thumb" onClick={() => print()}>
          {t.print}
        </Button>
        <Button kind="quiet" onClick={home.recovery.putAway}>
          {t.away}
        </Button>
        <LiveRegion words={t.confirmed} />
      </Shell>
    );
  }
  return (
    <Shell heading="shown" title={t.title} back="/household">
      <RecoveryPending />
      <p className="welcome-words">{t.what}</p>
      <ul className="terms">
        {t.how.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      <Make paper={paper} waiting={printing.kind === 'making'} />
      {printing.kind === 'failed' && <FailedNotice title={t.failed} why={t.failedWhy(printing.problem)} />}
    </Shell>
  );
};

const Make = ({ paper: { standing, day, mayChange }, waiting }: { paper: Paper; waiting: boolean }) => {
  const t = useSentences(recoverySentences);
  const m = useSentences(membersSentences);
  const { home } = useHome();
  if (standing === 'unknown') return <Skeleton label={m.loading} lines={2} />;
  return (
    <section className="stack">
      <p>{standing === 'good' || standing === 'ended' ? t[standing](day) : t[standing]}</p>
      {mayChange ? (
        <Button waiting={waiting} onClick={() => void home.recovery.print()}>
          {waiting ? t.making : standing === 'none' ? t.make : t.makeNew}
        </Button>
      ) : (
        <p className="small soft">{m.onlyAdmins}</p>
      )}
    </section>
  );
};
