import { useEffect, useState } from 'react';
import { Notice, Skeleton, Stack, useSentences } from '@latchkey/web-kit';
import type { Opening } from '../../model/office.ts';
import { finishSignIn, type Landing, type SignInTrouble } from '../../model/sign-on/landing.ts';
import { BeginSignIn } from '../../parts/begin-sign-in.tsx';
import { Frame } from '../../parts/frame.tsx';
import { signOnSentences } from '../../sentences/sign-on.ts';

export interface LandingProps {
  readonly opening: Opening;
  readonly landing: Landing;
  /** Signed in, or on without. */
  readonly onDone: (signedIn: boolean) => void;
}

/** Where the identity provider leads back to. The answer goes to the server once and stands in no address by now. */
export const LandingScreen = ({ opening: { session }, landing, onDone }: LandingProps) => {
  const t = useSentences(signOnSentences);
  const [trouble, setTrouble] = useState<SignInTrouble>();
  useEffect(() => {
    let left = false;
    void answered(session, landing).then((failed) => {
      if (left) return;
      if (failed === undefined) onDone(true);
      else setTrouble(failed);
    });
    return () => {
      left = true;
    };
  }, [session, landing, onDone]);
  return (
    <Frame title={trouble === undefined ? t.finishing : t.failedTitle}>
      <div className="console-narrow">
        <Stack>
          {trouble === undefined ? (
            <>
              <h1>{t.finishing}</h1>
              <Skeleton label={t.finishing} />
            </>
          ) : (
            <>
              <h1>{t.finish}</h1>
              <Notice tone="needs" title={t.failedTitle}>
                {t.trouble[trouble]}
              </Notice>
              <BeginSignIn session={session} words={t.again} />
              <p>
                <button type="button" className="button" data-kind="plain" onClick={() => onDone(false)}>
                  {t.without}
                </button>
              </p>
            </>
          )}
        </Stack>
      </div>
    </Frame>
  );
};

/** An answer counts once; a page drawn twice asks once. */
const asked = new WeakMap<Landing, Promise<SignInTrouble | undefined>>();
const answered = (session: Opening['session'], landing: Landing) => {
  const before = asked.get(landing);
  if (before !== undefined) return before;
  const asking = finishSignIn(session, landing);
  asked.set(landing, asking);
  return asking;
};
