import type { ProblemCode } from '@latchkey/contract';
import { Button, InPlace, Notice, commonSentences, useObservable, useSentences } from '@latchkey/web-kit';
import { useState } from 'react';
import { owed } from '../model/devices/passkeys.ts';
import { homeSentences } from '../sentences/index.ts';
import { Forgetting } from './forgetting.tsx';
import { useHome } from './home-context.tsx';

/** A failed reading: what happened and the way on. A server that forgot the household leads to pairing. */
export const ProblemNotice = ({ title, code, onAgain }: { title: string; code: ProblemCode; onAgain: () => void }) => {
  const t = useSentences(commonSentences);
  const { home } = useHome();
  const asked = owed(useObservable(home.passkeys.state)) !== undefined;
  const removed = useObservable(home.parts.standing) === 'unknown';
  // What opens it again, or what was said of this device, stands above already.
  if ((code === 'passkey-needed' && asked) || code === 'suspended' || removed) return null;
  if (code === 'wrong-signature' || code === 'not-found') return <Strange />;
  return (
    <Notice
      tone="needs"
      title={title}
      way={
        <Button kind="quiet" onClick={onAgain}>
          {t.tryAgain}
        </Button>
      }
    >
      <p>{t.problem[code]}</p>
    </Notice>
  );
};

/** By the server's word alone: keys are not forgotten in one tap for that. */
const Strange = () => {
  const t = useSentences(homeSentences).start;
  const [asked, setAsked] = useState(false);
  return (
    <InPlace asked={asked}>
      {asked ? (
        <Forgetting title={t.strangeWay} onKeep={() => setAsked(false)} />
      ) : (
        <Notice
          tone="needs"
          title={t.strange}
          way={
            <Button kind="quiet" onClick={() => setAsked(true)}>
              {t.strangeWay}
            </Button>
          }
        >
          <p>{t.strangeWhy}</p>
        </Notice>
      )}
    </InPlace>
  );
};
