import { DOOR_KIND, type DoorDescription } from '@latchkey/protocol';
import {
  Button,
  Choices,
  LiveRegion,
  Notice,
  commonSentences,
  useObservable,
  useSentences,
  type Choice,
} from '@latchkey/web-kit';
import { codeOf } from '@latchkey/web-kit/model';
import type { ProblemCode } from '@latchkey/contract';
import { useState, type SyntheticEvent, type ReactNode } from 'react';
import { declaredOf, isHeard, type Declaring, type DoorFacts } from '../../model/doors/facts.ts';
import { doorsSentences, type DoorsSentences } from '../../sentences/doors.ts';
import { DoorName } from './name.tsx';
import { useHome } from '../home-context.tsx';

type Told = { readonly kind: 'missing' } | Declaring | { readonly kind: 'not-sent'; readonly code: ProblemCode };
type Sending = { readonly kind: 'idle' } | { readonly kind: 'sending' } | Told;
type YesNo = 'yes' | 'no';

interface Props {
  readonly door: DoorDescription;
  /** What comes once the hub has heard it. */
  readonly next: (facts: DoorFacts) => ReactNode;
}

/** Three questions about one door, and what follows from each answer; the answer goes to the hub, signed. */
export const DeclareForm = ({ door, next }: Props) => {
  const t = useSentences(doorsSentences).declare;
  const { home } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  const [answers, setAnswers] = useState<Answers>(() => answersFrom(declaredOf(receipts, door.id)));
  const [said, setSending] = useState<Sending>({ kind: 'idle' });
  const sending: Sending = said.kind === 'unconfirmed' && isHeard(receipts, said.hash) ? { kind: 'confirmed' } : said;
  const garage = door.kind === DOOR_KIND.garage;
  const facts = factsFrom(answers, garage);
  const change = (part: keyof Answers) => (value: YesNo) => {
    setAnswers({ ...answers, [part]: value });
    setSending({ kind: 'idle' });
  };
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (facts === undefined) {
      setSending({ kind: 'missing' });
      return;
    }
    setSending({ kind: 'sending' });
    home.doors.declarations.declare(door.id, facts).then(setSending, (error: unknown) => {
      setSending({ kind: 'not-sent', code: codeOf(error) });
    });
  };
  const heard = sending.kind === 'confirmed' && facts !== undefined;
  return (
    <form className="stack" data-gap="wide" onSubmit={submit}>
      <DoorName door={door} />
      <Choices
        legend={garage ? t.garageEgress : t.egress}
        choices={egressChoices(t, garage)}
        value={answers.egress}
        onChange={change('egress')}
      />
      <Choices legend={t.key} choices={keyChoices(t)} value={answers.key} onChange={change('key')} />
      {garage && (
        <Choices legend={t.closing} choices={closingChoices(t)} value={answers.closing} onChange={change('closing')} />
      )}
      <Outcome sending={sending} />
      {heard && !facts.egressFree && (
        <Notice tone="needs" title={t.noVisitors}>
          <p>{t.noVisitorsWhy}</p>
        </Notice>
      )}
      {heard ? (
        next(facts)
      ) : (
        <Button size="thumb" type="submit" waiting={sending.kind === 'sending'}>
          {sending.kind === 'sending' ? t.acting : sending.kind === 'not-sent' ? t.again : t.act}
        </Button>
      )}
    </form>
  );
};

const Outcome = ({ sending }: { sending: Sending }) => {
  const t = useSentences(doorsSentences).declare;
  const common = useSentences(commonSentences).problem;
  if (sending.kind === 'idle' || sending.kind === 'sending') return null;
  const [tone, title, why] = outcomeWords(sending, t, common);
  return (
    <>
      <LiveRegion words={title} urgent={tone === 'needs'} />
      <Notice tone={tone} title={title}>
        {why !== undefined && <p>{why}</p>}
      </Notice>
    </>
  );
};

const outcomeWords = (
  sending: Told,
  t: DoorsSentences['declare'],
  problem: Readonly<Record<ProblemCode, string>>,
): readonly ['needs' | 'locked', string, string | undefined] => {
  switch (sending.kind) {
    case 'missing':
      return ['needs', t.missing, undefined];
    case 'confirmed':
      return ['locked', t.confirmed, undefined];
    case 'unconfirmed':
      return ['needs', t.unconfirmed, t.unconfirmedWhy];
    case 'refused': {
      const known: Readonly<Record<string, string>> = t.refusedWhy;
      return ['needs', t.refused, known[sending.reason] ?? t.refusedWhy.other];
    }
    case 'not-sent':
      return ['needs', t.notSent, problem[sending.code]];
  }
};

interface Answers {
  readonly egress: YesNo | undefined;
  readonly key: YesNo | undefined;
  readonly closing: YesNo | undefined;
}

const yesNo = (yes: boolean | undefined): YesNo | undefined => (yes === undefined ? undefined : yes ? 'yes' : 'no');

const answersFrom = (facts: DoorFacts | undefined): Answers => ({
  egress: yesNo(facts?.egressFree),
  key: yesNo(facts?.mechanicalKey),
  closing: yesNo(facts?.closesByItself),
});

/** Undefined while a question is open: nothing is assumed about a door. */
const factsFrom = ({ egress, key, closing }: Answers, garage: boolean): DoorFacts | undefined =>
  egress === undefined || key === undefined || (garage && closing === undefined)
    ? undefined
    : { egressFree: egress === 'yes', mechanicalKey: key === 'yes', closesByItself: garage && closing === 'yes' };

const egressChoices = (t: DoorsSentences['declare'], garage: boolean): readonly Choice<YesNo>[] => [
  { value: 'yes', label: garage ? t.garageEgressYes : t.egressYes, hint: t.egressYesHint },
  { value: 'no', label: t.egressNo, hint: t.egressNoHint },
];
const keyChoices = (t: DoorsSentences['declare']): readonly Choice<YesNo>[] => [
  { value: 'yes', label: t.keyYes, hint: t.keyYesHint },
  { value: 'no', label: t.keyNo, hint: t.keyNoHint },
];
const closingChoices = (t: DoorsSentences['declare']): readonly Choice<YesNo>[] => [
  { value: 'yes', label: t.closingYes, hint: t.closingYesHint },
  { value: 'no', label: t.closingNo, hint: t.closingNoHint },
];
