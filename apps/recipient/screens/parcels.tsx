import { Notice, Skeleton, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useMemo } from 'react';
import type { ListsContent } from '../model/lists.ts';
import { arrangeParcels } from '../model/parcels.ts';
import { useHome, useLists } from '../parts/home-context.tsx';
import { ParcelList } from '../parts/parcel-list.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { RulesLink } from '../parts/rules-link.tsx';
import { Shell } from '../parts/shell.tsx';
import { homeSentences } from '../sentences/index.ts';
import { parcelsSentences } from '../sentences/parcels.ts';

/** Every parcel that was announced: what waits for a decision, what is under way, what is inside, what went elsewhere. */
export const ParcelsScreen = () => {
  const t = useSentences(parcelsSentences);
  const { today } = useSentences(homeSentences);
  const { home } = useHome();
  const lists = useLists();
  const again = () => void home.lists.reload();
  return (
    <Shell heading="shown" title={t.title}>
      {lists.kind === 'loading' && <Skeleton label={today.loading} lines={5} />}
      {lists.kind === 'failed' && <ProblemNotice title={today.failed} code={lists.code} onAgain={again} />}
      {lists.kind === 'ready' && lists.stale !== undefined && (
        <ProblemNotice title={today.stale} code={lists.stale} onAgain={again} />
      )}
      {lists.kind === 'ready' && <Lists content={lists.content} />}
      <RulesLink />
    </Shell>
  );
};

const Lists = ({ content }: { content: ListsContent }) => {
  const t = useSentences(parcelsSentences);
  const { home } = useHome();
  const { receipts } = useObservable(home.receipts.story);
  const { wallMs } = useTick(browserClock, 5000);
  const parcels = useMemo(() => arrangeParcels(content, receipts, wallMs), [content, receipts, wallMs]);
  if (content.shipments.length === 0) {
    return (
      <Notice title={t.nothing}>
        <p>{t.nothingWay(home.household.handle)}</p>
      </Notice>
    );
  }
  const { waiting, underWay, delivered, elsewhere } = parcels;
  return (
    <>
      {waiting.length + underWay.length === 0 && <p className="soft">{t.groupsEmpty}</p>}
      <ParcelList title={t.groups.waiting} parcels={waiting} />
      <ParcelList title={t.groups.underWay} parcels={underWay} />
      <ParcelList title={t.groups.delivered} parcels={delivered} />
      <ParcelList title={t.groups.elsewhere} parcels={elsewhere} />
    </>
  );
};
