import { Button, Notice, StateWord, useFormat, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { Link, useLocation } from 'wouter';
import type { Person } from '../model/people/person.ts';
import { visitKey } from '../model/visits/today.ts';
import { BlockButton, BlockNotice } from '../parts/blocks/words.tsx';
import { useHome, useToday } from '../parts/home-context.tsx';
import { InvitationLink } from '../parts/people/invitation-link.tsx';
import { usePeopleElsewhere } from '../parts/people/people-elsewhere.tsx';
import { useActs, useLives } from '../parts/leaving/use-lives.ts';
import { PersonElsewherePage } from '../parts/people/person-elsewhere.tsx';
import { PersonFacts } from '../parts/people/person-facts.tsx';
import { usePersonState } from '../parts/people/person-state.ts';
import { Shell } from '../parts/shell.tsx';
import { stageTone } from '../parts/visits/stage-tone.ts';
import { usePersonBlock } from '../parts/blocks/use-person-block.ts';
import { Week } from '../parts/people/week.tsx';
import { homeSentences } from '../sentences/index.ts';
import { peopleSentences } from '../sentences/people.ts';

export const PersonScreen = ({ personId }: { personId: string }) => {
  const t = useSentences(peopleSentences);
  const all = useSentences(homeSentences);
  const { home } = useHome();
  const person = useObservable(home.people.book).find((one) => one.personId === personId);
  const elsewhere = usePeopleElsewhere().find((one) => one.personId === personId);
  if (person !== undefined) return <Known person={person} others={elsewhere?.keyIds ?? []} />;
  if (elsewhere !== undefined) return <PersonElsewherePage person={elsewhere} />;
  return (
    <Shell title={t.title} back="/people">
      <Notice title={all.visit.gone} />
    </Shell>
  );
};

/** Who, their week, what was agreed, what happened; and everything withdrawn with one tap, with `others`: the keys that grants of another device name for them. */
const Known = ({ person, others }: { person: Person; others: readonly string[] }) => {
  const t = useSentences(peopleSentences);
  const { wallMs } = useTick(browserClock, 5000);
  const state = usePersonState(wallMs)(person);
  const own = person.pinned === undefined ? [] : [person.pinned.keyId];
  const block = usePersonBlock(person.personId, [...own, ...others]);
  const accepted = person.pinned !== undefined;
  const acts = useActs();
  const lives = useLives();
  const open = person.withdrawnMs === undefined;
  const withdrawable = acts && accepted && block.view.kind !== 'confirmed';
  return (
    <Shell
      title={person.name}
      back="/people"
      bar={withdrawable ? <BlockButton block={block} act={t.withdraw.act} /> : undefined}
    >
      <div className="stack" data-gap="tight">
        <h1>{person.name}</h1>
        <StateWord tone={state.tone}>{state.words}</StateWord>
      </div>
      <BlockNotice block={block} />
      {person.forged === true && (
        <Notice tone="alarm" title={t.forged.title}>
          <p>{t.forged.why}</p>
        </Notice>
      )}
      {acts && open && !accepted && <InvitationLink person={person} />}
      {lives && open && accepted && <Week people={[person]} label={t.weekOf(person.name)} />}
      <PersonFacts person={person} />
      {accepted && <History person={person} />}
      {(acts || !open) && <Ways person={person} />}
    </Shell>
  );
};

const Ways = ({ person }: { person: Person }) => {
  const t = useSentences(peopleSentences);
  const { home } = useHome();
  const [, go] = useLocation();
  const forget = () => void home.people.forget(person.personId).then(() => go('/people', { replace: true }));
  if (person.withdrawnMs !== undefined)
    return (
      <Button kind="plain" onClick={forget}>
        {t.person.forget}
      </Button>
    );
  if (person.pinned === undefined)
    return (
      <Button kind="quiet" onClick={forget}>
        {t.link.withdraw}
      </Button>
    );
  return (
    <Link className="button" data-kind="quiet" data-size="thumb" href={`/people/${person.personId}/terms`}>
      {t.person.change}
    </Link>
  );
};

const History = ({ person }: { person: Person }) => {
  const t = useSentences(peopleSentences);
  const format = useFormat();
  const today = useToday();
  const { wallMs } = useTick(browserClock, 30_000);
  const all = [...(today.next === undefined ? [] : [today.next]), ...today.later, ...today.past];
  const visits = all.filter((one) => one.person?.personId === person.personId && one.receipts.length > 0);
  return (
    <section className="stack" data-gap="tight">
      <h2>{t.person.history}</h2>
      {visits.length === 0 && <p className="soft">{t.person.noHistory}</p>}
      <ul className="rows">
        {visits.map((staged) => (
          <li key={visitKey(staged)}>
            <Link className="row" href={`/visit/${visitKey(staged)}`}>
              <span className="row-title">
                {format.window(staged.visit.window.fromS * 1000, staged.visit.window.toS * 1000, wallMs)}
              </span>
              <span className="row-state" data-tone={stageTone[staged.stage]}>
                {t.visit.stage[staged.stage]}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
};
