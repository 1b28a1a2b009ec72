import { useSentences } from '@latchkey/web-kit';
import { Link } from 'wouter';
import { DoorFigure } from '../parts/door-figure.tsx';
import { useHome } from '../parts/home-context.tsx';
import { Shell } from '../parts/shell.tsx';
import { homeSentences } from '../sentences/index.ts';

export const DoorsScreen = () => {
  const t = useSentences(homeSentences).doors;
  const { home } = useHome();
  return (
    <Shell heading="shown" title={t.title}>
      {home.household.doors.map(({ id, name }) => (
        <section className="card stack" key={id}>
          <DoorFigure door={id} size="beside" />
          <Link className="button" data-kind="quiet" href={`/doors/${id}`}>
            {t.show(name)}
          </Link>
        </section>
      ))}
    </Shell>
  );
};
