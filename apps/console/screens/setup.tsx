import { useState } from 'react';
import { CarrierError } from '@latchkey/carrier-sdk';
import { Button, Notice, Stack, UpdateNotice, useSentences } from '@latchkey/web-kit';
import type { Office, Opening } from '../model/office.ts';
import { BeginSignIn } from '../parts/begin-sign-in.tsx';
import { Frame } from '../parts/frame.tsx';
import { sentences, type Sentences } from '../sentences/index.ts';
import { signOnSentences } from '../sentences/sign-on.ts';

export interface SetupProps {
  readonly opening: Opening;
  /** From the link's fragment. */
  readonly secret?: string;
  readonly onDone: (office: Office) => void;
}

export const SetupScreen = ({ opening, secret, onDone }: SetupProps) => {
  const t = useSentences(sentences);
  return (
    <Frame title={t.setup.title}>
      <div className="console-narrow">
        <Stack>
          <UpdateNotice />
          <h1>{t.setup.title}</h1>
          {secret === undefined ? (
            <NoSecret carrierUrl={opening.demo?.carrierUrl} />
          ) : (
            <WithSecret opening={opening} secret={secret} onDone={onDone} />
          )}
          {opening.provider !== undefined && <OrSignIn session={opening.session} provider={opening.provider} />}
        </Stack>
      </div>
    </Frame>
  );
};

const OrSignIn = ({ session, provider }: { session: Opening['session']; provider: string }) => {
  const t = useSentences(signOnSentences);
  return (
    <section className="stack" data-gap="tight">
      <h2>{t.setUpOr}</h2>
      <p className="soft">{t.setUpOrWhy}</p>
      <BeginSignIn session={session} words={t.signIn(provider)} kind="quiet" />
    </section>
  );
};

const NoSecret = ({ carrierUrl }: { carrierUrl: string | undefined }) => {
  const t = useSentences(sentences);
  return (
    <>
      <p className="soft">{t.setup.none}</p>
      {carrierUrl !== undefined && (
        <p>
          <a className="button" data-kind="main" href={carrierUrl}>
            {t.setup.openDomain}
          </a>
        </p>
      )}
    </>
  );
};

const troubleIn = (error: unknown, t: Sentences) =>
  error instanceof CarrierError ? t.faults[error.fault] : t.setup.odd;

const WithSecret = ({
  opening,
  secret,
  onDone,
}: {
  opening: Opening;
  secret: string;
  onDone: SetupProps['onDone'];
}) => {
  const t = useSentences(sentences);
  const [step, setStep] = useState<'asking' | 'working' | { readonly trouble: string }>('asking');
  const go = () => {
    setStep('working');
    opening.setUp(secret).then(
      (office) => {
        // The secret has done its work; it need not stay in the address and the history.
        location.replace('#/');
        onDone(office);
      },
      (error: unknown) => setStep({ trouble: troubleIn(error, t) }),
    );
  };
  return (
    <>
      <p className="soft">{t.setup.why}</p>
      <dl className="facts">
        <dt>{t.setup.domain}</dt>
        <dd className="mono">{opening.demo?.carrierUrl ?? location.origin}</dd>
      </dl>
      {typeof step === 'object' && (
        <Notice tone="needs" title={t.setup.failed}>
          {step.trouble}
        </Notice>
      )}
      <p>
        <Button waiting={step === 'working'} onClick={go}>
          {step === 'working' ? t.setup.working : t.setup.go}
        </Button>
      </p>
    </>
  );
};
