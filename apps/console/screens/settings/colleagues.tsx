import { useState } from 'react';
import { Button, Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { isSelf, mayManage, nameOf, type Colleague, type People, type PeopleView } from '../../model/sign-on/people.ts';
import { useNow } from '../../parts/use-now.ts';
import { signOnSentences } from '../../sentences/sign-on.ts';
import { Invite } from './invite.tsx';

/** The people of the carrier as the server knows them; who may says who else. */
export const Colleagues = ({ people, view }: { people: People; view: PeopleView }) => {
  const t = useSentences(signOnSentences);
  const manages = mayManage(view.self);
  const { heads } = t;
  return (
    <section className="stack">
      <h2>{t.people}</h2>
      <p className="soft console-prose">{t.peopleWhy}</p>
      {view.colleagues.length === 0 && <p>{t.nobody}</p>}
      {view.colleagues.length > 0 && (
        <div className="console-table-frame" role="region" aria-label={t.people} tabIndex={0}>
          <table className="console-table">
            <thead>
              <tr>
                <th scope="col">{heads.who}</th>
                <th scope="col">{heads.role}</th>
                <th scope="col">{heads.last}</th>
                {manages && <th scope="col">{heads.next}</th>}
              </tr>
            </thead>
            <tbody>
              {view.colleagues.map((one) => (
                <Line
                  key={one.memberId}
                  colleague={one}
                  self={isSelf(view.self, one)}
                  onRemove={manages ? () => people.remove(one) : undefined}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {manages && view.provider !== undefined && <Invite people={people} />}
      {!manages && <p className="soft">{t.onlyAdministrators}</p>}
    </section>
  );
};

interface LineProps {
  readonly colleague: Colleague;
  readonly self: boolean;
  readonly onRemove: (() => Promise<void>) | undefined;
}

const Line = ({ colleague, self, onRemove }: LineProps) => {
  const t = useSentences(signOnSentences);
  const format = useFormat();
  const now = useNow();
  const { role, lastSignInMs } = colleague;
  return (
    <tr>
      <td className="console-nowrap">
        {nameOf(colleague)}
        {self && <span className="soft"> ({t.me})</span>}
      </td>
      <td>{t.roles[role]}</td>
      <td className="console-nowrap">
        {lastSignInMs === undefined ? t.never : t.ago(format.duration(now - lastSignInMs))}
      </td>
      {onRemove !== undefined && <td>{!self && <Remove name={nameOf(colleague)} onRemove={onRemove} />}</td>}
    </tr>
  );
};

/** Says what it does before it does it. */
const Remove = ({ name, onRemove }: { name: string; onRemove: () => Promise<void> }) => {
  const t = useSentences(signOnSentences);
  const [step, setStep] = useState<'shut' | 'asking' | 'sending' | 'failed'>('shut');
  if (step === 'shut') {
    return (
      <Button kind="plain" onClick={() => setStep('asking')}>
        {t.remove}
        <span className="aside-voice"> {name}</span>
      </Button>
    );
  }
  const go = () => {
    setStep('sending');
    onRemove().catch(() => setStep('failed'));
  };
  return (
    <div className="stack" data-gap="tight">
      <span className="console-reason">{t.removeWhat(name)}</span>
      {step === 'failed' && <Notice tone="needs" title={t.failed} />}
      <div className="console-row">
        <Button kind="quiet" waiting={step === 'sending'} onClick={go}>
          {t.removeGo(name)}
        </Button>
        <Button kind="plain" autoFocus onClick={() => setStep('shut')}>
          {t.keep}
        </Button>
      </div>
    </div>
  );
};
