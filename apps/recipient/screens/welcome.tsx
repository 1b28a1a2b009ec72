import type { DoorDescription } from '@latchkey/protocol';
import { Button, Notice, StateWord, useObservable, useSentences } from '@latchkey/web-kit';
import { Link, useLocation } from 'wouter';
import { declaredOf } from '../model/doors/facts.ts';
import { doorOf } from '../model/household.ts';
import { nextToDo, standingOf, type DoorStanding } from '../model/pairing/welcome.ts';
import { DeclareForm } from '../parts/doors/declare-form.tsx';
import { useHome } from '../parts/home-context.tsx';
import { Shell } from '../parts/shell.tsx';
import { DoorTrial, TrialBar, useTrial } from '../parts/doors/trial.tsx';
import { doorsSentences, type DoorsSentences } from '../sentences/doors.ts';
import { homeSentences } from '../sentences/index.ts';

/** After pairing: each door is described to the hub and tried once. It can be left and taken up again at any time. */
export const WelcomeScreen = () => {
  const t = useSentences(doorsSentences);
  const { home, household } = useHome();
  const [, go] = useLocation();
  const { receipts } = useObservable(home.receipts.story);
  const { doors, homeName, handle } = household;
  const next = nextToDo(doors, receipts);
  const title = homeName === undefined ? t.welcome.title : t.welcome.named(homeName);
  return (
    <Shell
      heading="shown"
      title={title}
      bar={
        next === undefined ? (
          <Button size="thumb" onClick={() => go('/')}>
            {t.welcome.toToday}
          </Button>
        ) : (
          <Button
            size="thumb"
            onClick={() => go(next.declared ? `/welcome/${next.door.id}/try` : `/welcome/${next.door.id}`)}
          >
            {t.welcome.next(next.door.name)}
          </Button>
        )
      }
    >
      {next === undefined ? (
        <Notice tone="locked" title={t.welcome.finished}>
          <p>{t.welcome.handle}</p>
          <p className="handle">{handle}</p>
        </Notice>
      ) : (
        <p className="lead">{t.welcome.why}</p>
      )}
      <ul className="rows">
        {doors.map((door) => (
          <li className="row" key={door.id}>
            <div>
              <p>{door.name}</p>
              <p className="small soft">{standingWords(standingOf(receipts, door.id), t.welcome)}</p>
            </div>
            <Link className="button" data-kind="quiet" href={`/doors/${door.id}/access`}>
              {t.access.show}
            </Link>
          </li>
        ))}
      </ul>
      <p className="small soft">{t.welcome.before}</p>
      {next !== undefined && (
        <Link className="button" data-kind="plain" href="/">
          {t.welcome.notNow}
        </Link>
      )}
    </Shell>
  );
};

const standingWords = ({ facts, tried }: DoorStanding, t: DoorsSentences['welcome']): string => {
  if (facts === undefined) return t.toDeclare;
  if (!tried) return t.toTry;
  return facts.egressFree ? t.done : t.doneNoVisitors;
};

export const WelcomeDoorScreen = ({ id }: { id: number }) => {
  const t = useSentences(doorsSentences);
  const { household } = useHome();
  const [, go] = useLocation();
  const door = doorOf(household, id);
  if (door === undefined) return <NoSuchDoor />;
  return (
    <Shell heading="shown" title={t.declare.title(door.name)} back="/welcome" bar={<></>}>
      <DeclareForm
        key={id}
        door={door}
        next={() => (
          <Button size="thumb" onClick={() => go(`/welcome/${id}/try`)}>
            {t.trial.title(door.name)}
          </Button>
        )}
      />
    </Shell>
  );
};

export const WelcomeTrialScreen = ({ id }: { id: number }) => {
  const { household } = useHome();
  const door = doorOf(household, id);
  return door === undefined ? <NoSuchDoor /> : <Trying key={id} door={door} />;
};

const Trying = ({ door }: { door: DoorDescription }) => {
  const t = useSentences(doorsSentences);
  const { home } = useHome();
  const [, go] = useLocation();
  const facts = declaredOf(useObservable(home.receipts.story).receipts, door.id);
  const model = useTrial(door.id);
  const said = { door, facts, model };
  return (
    <Shell
      heading="shown"
      title={t.trial.title(door.name)}
      back="/welcome"
      bar={<TrialBar {...said} onDone={() => go('/welcome')} />}
    >
      <DoorTrial {...said} />
    </Shell>
  );
};

export const NoSuchDoor = () => {
  const t = useSentences(homeSentences).doors;
  return (
    <Shell title={t.title} back="/doors">
      <StateWord tone="needs">{t.unknownDoor}</StateWord>
    </Shell>
  );
};
