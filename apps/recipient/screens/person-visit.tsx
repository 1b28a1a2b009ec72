import { Initials, LiveRegion, StateWord, useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { Link } from 'wouter';
import { firstDoor, grantOf } from '../model/parcels/grant-reading.ts';
import { doorOf } from '../model/household.ts';
import type { VisitingPerson } from '../model/people/people-visits.ts';
import { visitKey, type StagedVisit } from '../model/visits/today.ts';
import { attentionCause, hasDetail, isAhead, stillOpen, underWay } from '../model/visits/stage.ts';
import { BlockButton, BlockNotice } from '../parts/blocks/words.tsx';
import { useCounts } from '../parts/devices/cut-off.tsx';
import { PersonSaid } from '../parts/visits/courier-said.tsx';
import { DoorFigure } from '../parts/doors/figure.tsx';
import { VisitFilm } from '../parts/film/film.tsx';
import { HeldUp } from '../parts/blocks/held-up.tsx';
import { useVisitHead } from '../parts/leaving/ended-words.ts';
import { useActs } from '../parts/leaving/use-lives.ts';
import { useHome } from '../parts/home-context.tsx';
import { LateNotice } from '../parts/visits/late-notice.tsx';
import { Shell } from '../parts/shell.tsx';
import { Story } from '../parts/evidence/story.tsx';
import { useBlock } from '../parts/blocks/use-block.ts';
import { homeSentences } from '../sentences/index.ts';
import { peopleSentences } from '../sentences/people.ts';

/** One date of somebody who comes again: as a carrier's visit, without parcel and divert. */
export const PersonVisit = ({ staged, person }: { staged: StagedVisit; person: VisitingPerson }) => {
  const all = useSentences(homeSentences);
  const t = useSentences(peopleSentences);
  const { home, household } = useHome();
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 30_000);
  const block = useBlock(staged);
  const { visit, stage } = staged;
  const { who, word, detail, tone, ended } = useVisitHead(staged);
  const open = stillOpen(stage) && !ended;
  const counts = useCounts();
  const acts = useActs();
  const door = firstDoor(grantOf(home.parts.primitives, visit));
  const cause = attentionCause(staged.receipts);
  const why = all.storyDetail.cause[cause ?? ''];
  // Whoever was here once may come in again while the window lasts, as often as was agreed.
  const mayCome = open || (stage === 'finished' && visit.window.toS * 1000 > wallMs);
  const blockable = acts && mayCome && block.view.kind !== 'confirmed';
  return (
    <Shell
      title={t.visit.title(who)}
      back="/"
      visitId={visit.visitId}
      bar={blockable ? <BlockButton block={block} act={person.ours ? t.withdraw.date : t.withdraw.act} /> : undefined}
    >
      <div className="stack" data-gap="tight">
        <p className="label">{t.visit.title(who)}</p>
        <StateWord tone={tone}>{word}</StateWord>
        {(ended || hasDetail(stage, cause)) && <p className="soft">{detail}</p>}
        {stage === 'attention' && !ended && why !== undefined && <p>{all.visit.why(why)}</p>}
        <LiveRegion words={word} urgent={stage === 'attention' && !ended} />
      </div>
      <PersonSaid staged={staged} name={who} />
      {!ended && (
        <>
          <HeldUp staged={staged} />
          <LateNotice staged={staged} />
          <BlockNotice block={block} />
        </>
      )}
      {acts && mayCome && !person.ours && <p className="small soft">{t.withdraw.notOurs}</p>}
      <div className="watch" data-live={underWay(stage) && !ended ? 'yes' : 'no'}>
        {counts && !(ended && isAhead(stage)) && <VisitFilm key={visitKey(staged)} staged={staged} />}
        {door !== undefined && open && <DoorFigure door={door} size="beside" />}
      </div>
      <section className="who">
        <Initials name={who} />
        <dl className="facts">
          <dt>{t.visit.when}</dt>
          <dd>{format.window(visit.window.fromS * 1000, visit.window.toS * 1000, wallMs)}</dd>
          <dt>{t.visit.door}</dt>
          <dd>{door === undefined ? '–' : doorOf(household, door)?.name}</dd>
        </dl>
      </section>
      {!(ended && staged.receipts.length === 0) && <Story staged={staged} />}
      <Link className="button" data-kind="quiet" data-size="thumb" href={`/people/${person.personId}`}>
        {t.visit.toPerson}
      </Link>
    </Shell>
  );
};
