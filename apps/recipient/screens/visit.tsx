import { Notice, Skeleton, StateWord, LiveRegion, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { firstDoor, grantOf } from '../model/parcels/grant-reading.ts';
import type { StagedVisit } from '../model/visits/today.ts';
import { attentionCause, hasDetail, isAhead, stillOpen, underWay } from '../model/visits/stage.ts';
import { BlockButton, BlockNotice } from '../parts/blocks/words.tsx';
import { CourierSaid } from '../parts/visits/courier-said.tsx';
import { useCounts } from '../parts/devices/cut-off.tsx';
import { DivertState } from '../parts/parcels/divert-state.tsx';
import { DoorFigure } from '../parts/doors/figure.tsx';
import { VisitFilm } from '../parts/film/film.tsx';
import { HeldUp } from '../parts/blocks/held-up.tsx';
import { useVisitHead } from '../parts/leaving/ended-words.ts';
import { useActs } from '../parts/leaving/use-lives.ts';
import { useHome, useLists, useVisit } from '../parts/home-context.tsx';
import { LateNotice } from '../parts/visits/late-notice.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { Shell } from '../parts/shell.tsx';
import { Story } from '../parts/evidence/story.tsx';
import { useBlock } from '../parts/blocks/use-block.ts';
import { VisitFacts } from '../parts/visits/facts.tsx';
import { PersonVisit } from './person-visit.tsx';
import { blockingSentences } from '../sentences/blocking.ts';
import { homeSentences } from '../sentences/index.ts';

export const VisitScreen = ({ visitId }: { visitId: string }) => {
  const t = useSentences(homeSentences);
  const staged = useVisit(visitId);
  const { home } = useHome();
  const lists = useLists();
  if (staged?.person !== undefined) return <PersonVisit staged={staged} person={staged.person} />;
  if (staged !== undefined) return <Visit staged={staged} />;
  return (
    <Shell title={t.visit.evidence} back="/">
      {lists.kind === 'loading' && <Skeleton label={t.today.loading} lines={5} />}
      {lists.kind === 'failed' && (
        <ProblemNotice title={t.today.failed} code={lists.code} onAgain={() => void home.lists.reload()} />
      )}
      {lists.kind === 'ready' && <Notice title={t.visit.gone} />}
    </Shell>
  );
};

/** Before: who, when, where. During: the picture with the door beside it. After: the film and the story. */
const Visit = ({ staged }: { staged: StagedVisit }) => {
  const t = useSentences(homeSentences);
  const blocking = useSentences(blockingSentences);
  const { home } = useHome();
  const block = useBlock(staged);
  const { word, detail, tone, ended } = useVisitHead(staged);
  const { visit, stage } = staged;
  const counts = useCounts();
  const acts = useActs();
  const open = stillOpen(stage) && !ended;
  const door = firstDoor(grantOf(home.parts.primitives, visit));
  const cause = attentionCause(staged.receipts);
  const why = t.storyDetail.cause[cause ?? ''];
  const blockable = acts && open && block.view.kind !== 'confirmed';
  return (
    <Shell
      title={t.visit.title(visit.carrier.name)}
      back="/"
      visitId={visit.visitId}
      bar={blockable ? <BlockButton block={block} /> : undefined}
    >
      <div className="stack" data-gap="tight">
        <p className="label">{t.visit.title(visit.carrier.name)}</p>
        <StateWord tone={tone}>{word}</StateWord>
        {detail !== '' && (ended || hasDetail(stage, cause)) && <p className="soft">{detail}</p>}
        {stage === 'attention' && !ended && why !== undefined && <p>{t.visit.why(why)}</p>}
        <LiveRegion words={word} urgent={stage === 'attention' && !ended} />
      </div>
      {!ended && (
        <>
          <HeldUp staged={staged} />
          <LateNotice staged={staged} />
          <BlockNotice block={block} />
          <DivertState staged={staged} />
        </>
      )}
      <CourierSaid staged={staged} />
      <div className="watch" data-live={underWay(stage) && !ended ? 'yes' : 'no'}>
        {counts && !(ended && isAhead(stage)) && <VisitFilm staged={staged} />}
        {door !== undefined && open && <DoorFigure door={door} size="beside" />}
      </div>
      <VisitFacts staged={staged} door={door} />
      {!(ended && staged.receipts.length === 0) && <Story staged={staged} />}
      {acts && open && visit.divert === undefined && home.household.atHome !== true && (
        <Link className="button" data-kind="quiet" data-size="thumb" href={`/visit/${visit.visitId}/divert`}>
          {t.visit.divert}
        </Link>
      )}
      {acts && (
        <Link className="button" data-kind="plain" data-size="thumb" href={`/visit/${visit.visitId}/block`}>
          {blocking.more.link}
        </Link>
      )}
    </Shell>
  );
};
