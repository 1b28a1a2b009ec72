import { useObservable, useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { takesVisitors } from '../model/doors/facts.ts';
import { DepartureNotice } from '../parts/leaving/departure-notice.tsx';
import { useActs, useLives } from '../parts/leaving/use-lives.ts';
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
  const acts = useActs();
  const lives = useLives();
  const { receipts } = useObservable(home.receipts.story);
  return (
    <Shell heading="shown" title={own.title}>
      {!lives && <DepartureNotice />}
      <Undescribed />
      {household.doors.map(({ id, name }, at) => (
        <section className="card stack" key={id}>
          <DoorFigure door={id} size="beside" />
          {lives && !takesVisitors(receipts, id) && <p className="small">{t.noVisitors}</p>}
          {acts && <Look door={id} explained={at === 0} />}
          {acts && (
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
