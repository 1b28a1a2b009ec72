import { useState } from 'react';
import { routes } from '@latchkey/contract';
import type { Session } from '@latchkey/carrier-sdk';
import { Button, LiveRegion, Notice, useSentences } from '@latchkey/web-kit';
import { troubleOf, type SignInTrouble } from '../model/sign-on/landing.ts';
import { signOnSentences } from '../sentences/sign-on.ts';

export interface BeginSignInProps {
  readonly session: Pick<Session, 'open'>;
  readonly words: string;
  readonly kind?: 'main' | 'quiet';
  /** For whom; absent: whom they work for. */
  readonly wanted?: { readonly carrierId?: string; readonly choose?: true };
}

/** Off to the identity provider, which leads back to the console's own page. */
export const BeginSignIn = ({ session, words, kind = 'main', wanted = {} }: BeginSignInProps) => {
  const t = useSentences(signOnSentences);
  const [step, setStep] = useState<'asking' | 'going' | { readonly trouble: SignInTrouble }>('asking');
  const go = () => {
    setStep('going');
    session.open(routes.beginSignIn, { body: wanted }).then(
      ({ location: there }) => location.assign(there),
      (error: unknown) => setStep({ trouble: troubleOf(error) }),
    );
  };
  return (
    <>
      {typeof step === 'object' && (
        <Notice tone="needs" title={t.failedTitle}>
          {t.trouble[step.trouble]}
        </Notice>
      )}
      <div>
        <Button kind={kind} waiting={step === 'going'} onClick={go}>
          {step === 'going' ? t.signingIn : words}
        </Button>
      </div>
      <LiveRegion words={step === 'going' ? t.signingIn : typeof step === 'object' ? t.failedTitle : ''} />
    </>
  );
};
