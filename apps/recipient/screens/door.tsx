import { Notice, Timeline, useFormat, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { grantOf } from '../model/grant-reading.ts';
import { doorOf } from '../model/household.ts';
import { historyOf } from '../model/story.ts';
import { stillOpen } from '../model/visit-stage.ts';
import { DoorFigure } from '../parts/door-figure.tsx';
import { useHome, useToday } from '../parts/home-context.tsx';
import { OwnKnock } from '../parts/own-knock.tsx';
import { Shell } from '../parts/shell.tsx';
import { useStoryItems } from '../parts/story.tsx';
import { homeSentences } from '../sentences/index.ts';

const historyLength = 30;

/** One door: its state, the member's own knock, who can open it right now, and what it signed. */
export const DoorScreen = ({ id }: { id: number }) => {
  const t = useSentences(homeSentences).doors;
  const { home } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  const history = useStoryItems(historyOf(receipts, id, historyLength), {});
  const line = useObservable(home.watch.line);
  const door = doorOf(home.household, id);
  if (door === undefined) {
    return (
      <Shell title={t.title} back="/doors">
        <Notice title={t.unknownDoor} />
      </Shell>
    );
  }
  return (
    <Shell title={door.name} back="/doors" bar={<OwnKnock door={id} />}>
      <DoorFigure door={id} size="large" />
      {line === 'false' && <Notice tone="alarm" title={t.lineFalse} />}
      <WhoCanOpen door={id} />
      <section className="stack">
        <h2>{t.history}</h2>
        {history.length === 0 ? <p className="soft">{t.noHistory}</p> : <Timeline label={t.history} items={history} />}
      </section>
    </Shell>
  );
};

/** Members always; a courier only within a window whose visit is still open. */
const WhoCanOpen = ({ door }: { door: number }) => {
  const t = useSentences(homeSentences).doors;
  const { home } = useHome();
  const today = useToday();
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 5000);
  const visits = [...(today.next === undefined ? [] : [today.next]), ...today.later].filter(({ visit, stage }) => {
    const grant = grantOf(home.parts.primitives, visit)?.claims;
    const now = wallMs / 1000;
    return stillOpen(stage) && grant?.doors.includes(door) === true && grant.nbf <= now && now < grant.exp;
  });
  return (
    <section className="stack" data-gap="tight">
      <h2>{t.who}</h2>
      <p>{t.whoMembers(home.household.memberName)}</p>
      {visits.map(({ visit }) => (
        <p key={visit.visitId}>{t.whoVisit(visit.carrier.name, format.time(visit.window.toS * 1000))}</p>
      ))}
      {visits.length === 0 && <p className="soft">{t.whoNobody}</p>}
      <p className="small soft">{t.inside}</p>
    </section>
  );
};
