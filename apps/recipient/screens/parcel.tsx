import { Notice, Skeleton, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { useHome, useLists } from '../parts/home-context.tsx';
import { ParcelForm } from '../parts/parcel-form.tsx';
import { ProblemNotice } from '../parts/problem-notice.tsx';
import { Shell } from '../parts/shell.tsx';
import { homeSentences } from '../sentences/index.ts';

/** *Inside, please*: from an announced parcel to a signed permission. */
export const ParcelScreen = ({ shipmentId }: { shipmentId: string }) => {
  const all = useSentences(homeSentences);
  const t = all.parcel;
  const { home } = useHome();
  const lists = useLists();
  if (lists.kind !== 'ready') {
    return (
      <Shell title={t.title} back="/">
        {lists.kind === 'loading' ? (
          <Skeleton label={all.today.loading} lines={5} />
        ) : (
          <ProblemNotice title={all.today.failed} code={lists.code} onAgain={() => void home.lists.reload()} />
        )}
      </Shell>
    );
  }
  const shipment = lists.content.shipments.find((one) => one.shipmentId === shipmentId);
  if (shipment === undefined || shipment.visitId !== undefined) {
    return (
      <Shell title={t.title} back="/">
        <Notice
          title={t.gone}
          way={
            <Link
              className="button"
              data-kind="quiet"
              href={shipment?.visitId === undefined ? '/' : `/visit/${shipment.visitId}`}
            >
              {shipment?.visitId === undefined ? t.goneWay : all.today.open}
            </Link>
          }
        />
      </Shell>
    );
  }
  return <ParcelForm shipment={shipment} />;
};
