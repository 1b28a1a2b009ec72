import { useState } from 'react';
import type { Session } from '@latchkey/carrier-sdk';
import { Button, useSentences } from '@latchkey/web-kit';
import { choose, type Choice, type Outcome } from '../model/sign-on/landing.ts';
import { signOnSentences } from '../sentences/sign-on.ts';

export interface ChooseCarrierProps {
  readonly session: Pick<Session, 'open'>;
  readonly choices: readonly Choice[];
  readonly onOutcome: (outcome: Outcome) => void;
}

/** Nobody acts for a carrier that merely invited them: anybody can register as one, under any name. */
export const ChooseCarrier = ({ session, choices, onOutcome }: ChooseCarrierProps) => {
  const t = useSentences(signOnSentences);
  const [taking, setTaking] = useState<string>();
  const take = (choice: Choice) => {
    setTaking(choice.memberId);
    void choose(session, choice).then(onOutcome);
  };
  return (
    <>
      <p className="soft">{choices.every(({ taken }) => taken) ? t.forWhomTaken : t.forWhomWhy}</p>
      <ul className="stack console-choices">
        {choices.map((choice) => (
          <li key={choice.memberId} className="card stack" data-gap="tight">
            <h2>{choice.name}</h2>
            <span className="mono console-break">{choice.domain}</span>
            <span>{choice.taken ? t.youAre(t.roles[choice.role]) : t.invitesYou(t.roles[choice.role])}</span>
            <div>
              <Button
                kind={choice.taken ? 'main' : 'quiet'}
                waiting={taking === choice.memberId}
                onClick={() => {
                  if (taking === undefined) take(choice);
                }}
              >
                {choice.taken ? t.goOnFor(choice.name) : t.takeInvitation(choice.name)}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </>
  );
};
