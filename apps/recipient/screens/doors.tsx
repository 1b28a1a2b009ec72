import { useObservable, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { takesVisitors } from '../model/doors/facts.ts';
import { useCounts } from '../parts/devices/cut-off.tsx';
import { DoorFigure } from '../parts/doors/figure.tsx';
import { useHome } from '../parts/home-context.tsx';
import { Look } from '../parts/looks/look.tsx';
import { Shell } from '../parts/shell.tsx';
import { Undescribed } from '../parts/doors/undescribed.tsx';
import { doorsSentences } from '../sentences/doors.ts';
import { homeSentences } from '../sentences/index.ts';

export const DoorsScreen = () => {
  const own = useSentences(homeSentences).doors;
  const t = useSentences(doorsSentences);
  const { home, household } = useHome();
  const counts = useCounts();
  const { receipts } = useObservable(home.receipts.story);
  return (
    <Shell heading="shown" title={own.title}>
      <Undescribed />
      {household.doors.map(({ id, name }) => (
        <section className="card stack" key={id}>
          <DoorFigure door={id} size="beside" />
          {!takesVisitors(receipts, id) && <p className="small">{t.noVisitors}</p>}
          {counts && <Look door={id} />}
          {counts && (
            <Link className="button" data-kind="plain" href={`/doors/${id}/access`}>
              {t.access.show}
            </Link>
          )}
          <Link className="button" data-kind="quiet" href={`/doors/${id}`}>
            {own.show(name)}
          </Link>
        </section>
      ))}
    </Shell>
  );
};
