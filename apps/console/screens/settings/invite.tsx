import { useState } from 'react';
import { ApiProblem } from '@latchkey/contract';
import { Button, Choices, LiveRegion, Notice, TextField, useSentences } from '@latchkey/web-kit';
import type { OperatorRole, People } from '../../model/sign-on/people.ts';
import { signInLink } from '../../model/sign-on/landing.ts';
import { signOnSentences, type SignOnSentences } from '../../sentences/sign-on.ts';

type Step =
  | 'asking'
  | 'sending'
  | { readonly done: string; readonly link: string }
  | { readonly wrong: string }
  | { readonly trouble: string };

const failedStep = (error: unknown, t: SignOnSentences): Step => {
  const code = error instanceof ApiProblem ? error.problem.code : undefined;
  if (code === 'invalid-request') return { wrong: t.whomWrong };
  return { trouble: code === 'conflict' ? t.known : t.failed };
};

export const Invite = ({ people }: { people: People }) => {
  const t = useSentences(signOnSentences);
  const [whom, setWhom] = useState('');
  const [role, setRole] = useState<OperatorRole>('dispatcher');
  const [step, setStep] = useState<Step>('asking');
  const go = () => {
    const name = whom.trim();
    if (name === '') {
      setStep({ wrong: t.whomWrong });
      return;
    }
    setStep('sending');
    people.invite(name, role).then(
      (carrierId) => {
        setWhom('');
        setStep({ done: name, link: signInLink(location.origin, carrierId) });
      },
      (error: unknown) => setStep(failedStep(error, t)),
    );
  };
  const said = typeof step === 'object' && 'done' in step ? t.invited(step.done) : '';
  return (
    <form
      className="card stack console-narrow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (step !== 'sending') go();
      }}
    >
      <h3>{t.invite}</h3>
      <TextField
        label={t.whom}
        hint={t.whomHint}
        value={whom}
        onChange={setWhom}
        maxLength={200}
        wrong={typeof step === 'object' && 'wrong' in step ? step.wrong : undefined}
      />
      <Choices
        legend={t.role}
        value={role}
        onChange={setRole}
        choices={[
          { value: 'dispatcher', label: t.roles.dispatcher },
          { value: 'administrator', label: t.roles.administrator },
        ]}
      />
      {typeof step === 'object' && 'trouble' in step && <Notice tone="needs" title={step.trouble} />}
      {typeof step === 'object' && 'done' in step && (
        <Notice tone="use" title={said}>
          <span className="mono console-break">{step.link}</span>
        </Notice>
      )}
      <LiveRegion words={said} />
      <div>
        <Button type="submit" waiting={step === 'sending'}>
          {t.inviteGo}
        </Button>
      </div>
    </form>
  );
};
