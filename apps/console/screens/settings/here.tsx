import { useState } from 'react';
import { ApiProblem, routes } from '@latchkey/contract';
import { Button, Notice, useSentences } from '@latchkey/web-kit';
import type { PeopleView } from '../../model/sign-on/people.ts';
import { BeginSignIn } from '../../parts/begin-sign-in.tsx';
import type { AtDeskProps } from '../../parts/shared.ts';
import { signOnSentences } from '../../sentences/sign-on.ts';

/** Who acts in this browser, and as whom it could. */
export const Here = ({ office, view }: Pick<AtDeskProps, 'office'> & { view: PeopleView }) => {
  const t = useSentences(signOnSentences);
  const { name, domain } = office.registered;
  const { self, provider } = view;
  const person = self?.as === 'person' ? self : undefined;
  return (
    <section className="stack console-narrow">
      <h2>{t.here}</h2>
      <dl className="facts">
        <dt>{t.facts.carrier}</dt>
        <dd>{name}</dd>
        <dt>{t.facts.domain}</dt>
        <dd className="mono console-break">{domain}</dd>
        <dt>{t.facts.acting}</dt>
        <dd>{person === undefined ? t.asKey : t.asPerson(person.email ?? t.you, t.roles[person.role])}</dd>
        {provider !== undefined && (
          <>
            <dt>{t.facts.provider}</dt>
            <dd className="mono console-break">{provider}</dd>
          </>
        )}
      </dl>
      {provider === undefined && person === undefined && <Notice title={t.noProvider}>{t.noProviderWhy}</Notice>}
      {provider !== undefined && person === undefined && (
        <>
          <p className="soft small">{t.signInWhy}</p>
          <BeginSignIn session={office.carrier.session} words={t.signIn(provider)} />
        </>
      )}
      {person !== undefined && <SignOut office={office} />}
      {person !== undefined && provider !== undefined && (
        <>
          <p className="soft small">{t.anotherWhy}</p>
          <BeginSignIn session={office.carrier.session} words={t.another} kind="quiet" wanted={{ choose: true }} />
        </>
      )}
    </section>
  );
};

/** Ended here first: a provider that is away keeps nobody in. */
const SignOut = ({ office }: Pick<AtDeskProps, 'office'>) => {
  const t = useSentences(signOnSentences);
  const [step, setStep] = useState<'asking' | 'going' | 'failed'>('asking');
  const leave = (there: string | undefined) => {
    if (there === undefined) location.reload();
    else location.assign(there);
  };
  const go = () => {
    setStep('going');
    office.carrier.session.open(routes.signOut, { body: {} }).then(
      (answer) => leave(answer.location),
      (error: unknown) => {
        const isOut = error instanceof ApiProblem && error.problem.code === 'not-signed-in';
        if (isOut) leave(undefined);
        else setStep('failed');
      },
    );
  };
  return (
    <>
      <p className="soft small">{office.keyed ? t.signOutKeyed : t.signOutUnkeyed}</p>
      {step === 'failed' && <Notice tone="needs" title={t.signOutFailed} />}
      <div>
        <Button kind="quiet" waiting={step === 'going'} onClick={go}>
          {t.signOut}
        </Button>
      </div>
    </>
  );
};
