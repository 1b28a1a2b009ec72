import { Notice, Skeleton, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { Link } from 'wouter';
import { canDecide, parcelOf } from '../model/parcels/parcels.ts';
import { useHome, useLists } from '../parts/home-context.tsx';
import { ParcelForm } from '../parts/parcels/form.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { Shell } from '../parts/shell.tsx';
import { homeSentences } from '../sentences/index.ts';

/** *Inside, please*: from an announced parcel to a signed permission. */
export const ParcelScreen = ({ shipmentId }: { shipmentId: string }) => {
  const all = useSentences(homeSentences);
  const t = all.parcel;
  const { home } = useHome();
  const lists = useLists();
  const { receipts } = useObservable(home.receipts.story);
  const { wallMs } = useTick(browserClock, 30_000);
  if (lists.kind !== 'ready') {
    return (
      <Shell title={t.title} back="/parcels">
        {lists.kind === 'loading' ? (
          <Skeleton label={all.today.loading} lines={5} />
        ) : (
          <ProblemNotice title={all.today.failed} code={lists.code} onAgain={() => void home.lists.reload()} />
        )}
      </Shell>
    );
  }
  const shipment = lists.content.shipments.find((one) => one.shipmentId === shipmentId);
  const open = shipment !== undefined && canDecide(parcelOf(shipment, lists.content, receipts, wallMs), wallMs);
  if (!open) {
    return (
      <Shell title={t.title} back="/parcels">
        <Notice
          title={t.gone}
          way={
            <Link
              className="button"
              data-kind="quiet"
              href={shipment?.visitId === undefined ? '/parcels' : `/visit/${shipment.visitId}`}
            >
              {shipment?.visitId === undefined ? t.goneWay : all.today.open}
            </Link>
          }
        />
      </Shell>
    );
  }
  return <ParcelForm key={shipment.shipmentId} shipment={shipment} />;
};
