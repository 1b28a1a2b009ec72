import { DOOR_KIND } from '@latchkey/protocol';
import { Notice, useObservable, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { declaredOf, type DeclaredDoor } from '../model/doors/facts.ts';
import { doorHistory } from '../model/doors/history.ts';
import { doorOf } from '../model/household.ts';
import { DepartureNotice } from '../parts/leaving/departure-notice.tsx';
import { useActs, useLives } from '../parts/leaving/use-lives.ts';
import { DoorFigure } from '../parts/doors/figure.tsx';
import { DoorPast } from '../parts/doors/past.tsx';
import { useHome } from '../parts/home-context.tsx';
import { OwnKnock } from '../parts/doors/own-knock.tsx';
import { Shell } from '../parts/shell.tsx';
import { doorsSentences } from '../sentences/doors.ts';
import { homeSentences } from '../sentences/index.ts';
import { NoSuchDoor } from './welcome.tsx';

const newest = 6;

/** One door: its state, the member's own knock, who can open it right now, what the household said of it, and what it did. */
export const DoorScreen = ({ id }: { id: number }) => {
  const home_ = useSentences(homeSentences).doors;
  const t = useSentences(doorsSentences);
  const { home, household } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  const line = useObservable(home.watch.line);
  const acts = useActs();
  const lives = useLives();
  const door = doorOf(household, id);
  if (door === undefined) return <NoSuchDoor />;
  const past = doorHistory(receipts, id);
  return (
    <Shell title={door.name} back="/doors" bar={acts ? <OwnKnock door={id} /> : undefined}>
      <DoorFigure door={id} size="large" />
      {!lives && <DepartureNotice />}
      {lives && line === 'false' && <Notice tone="alarm" title={home_.lineFalse} />}
      {acts && (
        <Link className="button" data-kind="quiet" data-size="thumb" href={`/doors/${id}/access`}>
          {t.access.show}
        </Link>
      )}
      {lives && <Facts id={id} declared={declaredOf(receipts, id)} garage={door.kind === DOOR_KIND.garage} />}
      <section className="stack">
        <h2>{t.history.title}</h2>
        {past.length === 0 ? (
          <p className="soft">{t.history.none}</p>
        ) : (
          <DoorPast label={t.history.title} entries={past.slice(0, newest)} />
        )}
        {past.length > 0 && (
          <Link className="button" data-kind="quiet" href={`/doors/${id}/history`}>
            {t.history.all}
          </Link>
        )}
      </section>
    </Shell>
  );
};

/** What no sensor says, as the household said it and the hub confirmed. */
const Facts = ({ id, declared, garage }: { id: number; declared: DeclaredDoor | undefined; garage: boolean }) => {
  const t = useSentences(doorsSentences);
  const acts = useActs();
  const change = `/doors/${id}/declare`;
  if (declared === undefined) {
    return (
      <Notice
        tone="needs"
        title={t.facts.none}
        way={
          acts && (
            <Link className="button" data-kind="quiet" href={change}>
              {t.facts.describe}
            </Link>
          )
        }
      />
    );
  }
  return (
    <section className="stack">
      <h2>{t.facts.title}</h2>
      {!declared.egressFree && <Notice tone="needs" title={t.declare.noVisitors} />}
      <dl className="facts">
        <dt>{t.facts.egress}</dt>
        <dd>{declared.egressFree ? t.facts.egressYes : t.facts.egressNo}</dd>
        <dt>{t.facts.key}</dt>
        <dd>{declared.mechanicalKey ? t.facts.keyYes : t.facts.keyNo}</dd>
        {garage && <dt>{t.facts.closing}</dt>}
        {garage && <dd>{declared.closesByItself ? t.facts.closingYes : t.facts.closingNo}</dd>}
      </dl>
      {acts && (
        <Link className="button" data-kind="plain" href={change}>
          {t.facts.change}
        </Link>
      )}
    </section>
  );
};
