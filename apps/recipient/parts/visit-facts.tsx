import { Initials, useFormat, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { doorOf } from '../model/household.ts';
import type { StagedVisit } from '../model/today.ts';
import { homeSentences } from '../sentences/index.ts';
import { useHome } from './home-context.tsx';

/** Who, when, which door, which parcel. */
export const VisitFacts = ({ staged, door }: { staged: StagedVisit; door: number | undefined }) => {
  const t = useSentences(homeSentences).visit;
  const { home } = useHome();
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 30_000);
  const { visit } = staged;
  return (
    <section className="who">
      <Initials name={visit.courierName ?? visit.carrier.name} />
      <dl className="facts">
        <dt>{t.courier}</dt>
        <dd>{visit.courierName ?? t.noCourier}</dd>
        <dt>{t.who}</dt>
        <dd>{visit.carrier.name}</dd>
        <dt>{t.when}</dt>
        <dd>{format.window(visit.window.fromS * 1000, visit.window.toS * 1000, wallMs)}</dd>
        <dt>{t.door}</dt>
        <dd>{door === undefined ? '–' : doorOf(home.household, door)?.name}</dd>
        <dt>{t.parcels}</dt>
        <dd className="mono">{visit.trackingNumbers.join(', ')}</dd>
      </dl>
    </section>
  );
};
