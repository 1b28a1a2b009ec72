import { Notice, Skeleton, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { useMemo } from 'react';
import type { ListsContent } from '../model/lists.ts';
import { arrangeParcels, type Parcels } from '../model/parcels/parcels.ts';
import { AsOf, Stale } from '../parts/as-of.tsx';
import { useHome, useLists } from '../parts/home-context.tsx';
import { useLives } from '../parts/leaving/use-lives.ts';
import { ParcelList } from '../parts/parcels/list.tsx';
import { RulesLink } from '../parts/rules/link.tsx';
import { Shell } from '../parts/shell.tsx';
import { WithHandle } from '../parts/with-handle.tsx';
import { departureSentences } from '../sentences/departure.ts';
import { homeSentences } from '../sentences/index.ts';
import { parcelsSentences } from '../sentences/parcels.ts';

/** Every parcel that was announced: what waits for a decision, what is under way, what is inside, what went elsewhere. */
export const ParcelsScreen = () => {
  const t = useSentences(parcelsSentences);
  const { today } = useSentences(homeSentences);
  const lists = useLists();
  return (
    <Shell heading="shown" title={t.title}>
      {lists.kind === 'loading' && <Skeleton label={today.loading} lines={5} />}
      {lists.kind === 'failed' && (
        <AsOf title={today.failed} code={lists.code}>
          {({ parcels }) => <Groups parcels={parcels} kept />}
        </AsOf>
      )}
      {lists.kind === 'ready' && lists.stale !== undefined && <Stale atMs={lists.readMs} code={lists.stale} />}
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
  const heard = useObservable(home.watch.heard)?.state;
  const parcels = useMemo(() => arrangeParcels(content, receipts, wallMs, heard), [content, receipts, wallMs, heard]);
  if (content.shipments.length === 0) {
    return (
      <Notice title={t.nothing}>
        <p>
          <WithHandle says={t.nothingWay} />
        </p>
      </Notice>
    );
  }
  return <Groups parcels={parcels} />;
};

/** `kept`: as this device saw them last; none can be opened. */
const Groups = ({ parcels, kept = false }: { parcels: Parcels; kept?: boolean }) => {
  const t = useSentences(parcelsSentences);
  const { gone } = useSentences(departureSentences);
  const lives = useLives();
  const { waiting, underWay, delivered, elsewhere } = parcels;
  return (
    <>
      {waiting.length + underWay.length === 0 && <p className="soft">{t.groupsEmpty}</p>}
      {lives ? (
        <>
          <ParcelList title={t.groups.waiting} parcels={waiting} kept={kept} />
          <ParcelList title={t.groups.underWay} parcels={underWay} kept={kept} />
        </>
      ) : (
        <ParcelList title={gone.visit} parcels={[...waiting, ...underWay]} kept={kept} />
      )}
      <ParcelList title={t.groups.delivered} parcels={delivered} kept={kept} />
      <ParcelList title={t.groups.elsewhere} parcels={elsewhere} kept={kept} />
    </>
  );
};
