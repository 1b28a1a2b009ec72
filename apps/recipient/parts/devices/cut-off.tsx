import { Button, InPlace, Notice, useObservable, useSentences } from '@latchkey/web-kit';
import { Suspense, useState } from 'react';
import { later } from '../../later.tsx';
import { membersSentences } from '../../sentences/members.ts';
import { Forgetting } from '../forgetting.tsx';
import { useHome } from '../home-context.tsx';

const SuspendedSelf = later(async () => (await import('./suspended-self.tsx')).SuspendedSelf);

/** Whether what this device signs counts at the hub: what cannot work is not offered. */
export const useCounts = (): boolean => {
  const { home } = useHome();
  const standing = useObservable(home.parts.standing);
  const suspension = useObservable(home.suspension);
  return standing === 'known' && suspension === undefined;
};

/** The server knows this device's key no more, or not for now: a member removed or suspended it. What it still shows is of before. */
export const CutOff = () => {
  const t = useSentences(membersSentences);
  const { home } = useHome();
  const [asked, setAsked] = useState(false);
  const standing = useObservable(home.parts.standing);
  const suspension = useObservable(home.suspension);
  if (standing !== 'unknown') {
    return suspension === undefined ? null : (
      <Suspense fallback={null}>
        <SuspendedSelf suspension={suspension} />
      </Suspense>
    );
  }
  return (
    <InPlace asked={asked}>
      {asked ? (
        <Forgetting title={t.cutOffWay} onKeep={() => setAsked(false)} />
      ) : (
        <Notice
          tone="needs"
          title={t.cutOff}
          way={
            <Button kind="quiet" onClick={() => setAsked(true)}>
              {t.cutOffWay}
            </Button>
          }
        >
          <p>{t.cutOffWhy}</p>
        </Notice>
      )}
    </InPlace>
  );
};
