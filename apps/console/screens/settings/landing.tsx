import { useCallback, useEffect, useState } from 'react';
import { Notice, Skeleton, Stack, useSentences } from '@latchkey/web-kit';
import type { Opening } from '../../model/office.ts';
import {
  finishSignIn,
  type Choice,
  type Landing,
  type Outcome,
  type SignInTrouble,
} from '../../model/sign-on/landing.ts';
import { ChooseCarrier } from '../../parts/choose-carrier.tsx';
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
  const [choices, setChoices] = useState<readonly Choice[]>();
  const [trouble, setTrouble] = useState<SignInTrouble>();
  const hear = useCallback(
    (outcome: Outcome) => {
      if (outcome === 'in') onDone(true);
      else if ('choices' in outcome) setChoices(outcome.choices);
      else setTrouble(outcome.trouble);
    },
    [onDone],
  );
  useEffect(() => {
    let left = false;
    void answered(session, landing).then((outcome) => {
      if (!left) hear(outcome);
    });
    return () => {
      left = true;
    };
  }, [session, landing, hear]);
  if (trouble !== undefined) return <NotIn session={session} trouble={trouble} onDone={onDone} />;
  return (
    <Frame title={choices === undefined ? t.finishing : t.forWhom}>
      <div className="console-narrow">
        <Stack>
          <h1>{choices === undefined ? t.finishing : t.forWhom}</h1>
          {choices === undefined ? (
            <Skeleton label={t.finishing} />
          ) : (
            <ChooseCarrier session={session} choices={choices} onOutcome={hear} />
          )}
          {choices !== undefined && <Without onDone={onDone} />}
        </Stack>
      </div>
    </Frame>
  );
};

const NotIn = ({
  session,
  trouble,
  onDone,
}: Pick<Opening, 'session'> & Pick<LandingProps, 'onDone'> & { trouble: SignInTrouble }) => {
  const t = useSentences(signOnSentences);
  return (
    <Frame title={t.failedTitle}>
      <div className="console-narrow">
        <Stack>
          <h1>{t.finish}</h1>
          <Notice tone="needs" title={t.failedTitle}>
            {t.trouble[trouble]}
          </Notice>
          <BeginSignIn session={session} words={t.again} />
          <Without onDone={onDone} />
        </Stack>
      </div>
    </Frame>
  );
};

const Without = ({ onDone }: Pick<LandingProps, 'onDone'>) => {
  const t = useSentences(signOnSentences);
  return (
    <p>
      <button type="button" className="button" data-kind="plain" onClick={() => onDone(false)}>
        {t.without}
      </button>
    </p>
  );
};

/** An answer counts once; a page drawn twice asks once. */
const asked = new WeakMap<Landing, Promise<Outcome>>();
const answered = (session: Opening['session'], landing: Landing) => {
  const before = asked.get(landing);
  if (before !== undefined) return before;
  const asking = finishSignIn(session, landing);
  asked.set(landing, asking);
  return asking;
};
