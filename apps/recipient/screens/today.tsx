import { Notice, Skeleton, useFormat, useObservable, useSentences, useTick } from '@latchkey/web-kit';
import { browserClock } from '@latchkey/web-kit/model';
import { lazy, Suspense } from 'react';
import { Link } from 'wouter';
import { later } from '../later.tsx';
import { visitKey, type StagedVisit } from '../model/visits/today.ts';
import { underWay, type ShipmentSummary } from '../model/visits/stage.ts';
import { AsOf, Stale } from '../parts/as-of.tsx';
import { useCounts } from '../parts/devices/cut-off.tsx';
import { DoorFigure } from '../parts/doors/figure.tsx';
import { useHome, useLists, useToday } from '../parts/home-context.tsx';
import { NextVisit } from '../parts/visits/next-visit.tsx';
import { useLives } from '../parts/leaving/use-lives.ts';
import { DepartureNotice } from '../parts/leaving/departure-notice.tsx';
import { RecoveryPending } from '../parts/recovery/pending.tsx';
import { LongRows } from '../parts/long-rows.tsx';
import { KeptToday } from '../parts/visits/kept-lists.tsx';
import { Shell } from '../parts/shell.tsx';
import { WithHandle } from '../parts/with-handle.tsx';
import { useStageWords } from '../parts/visits/stage-words.ts';
import { stageTone } from '../parts/visits/stage-tone.ts';
import { homeSentences } from '../sentences/index.ts';

const LogToday = later(async () => (await import('../parts/log/today.tsx')).LogToday);
/** Said after everything else, with words that no first screen needs; what cannot be had says nothing. */
const Undescribed = lazy(() =>
  import('../parts/doors/undescribed.tsx').then(
    ({ Undescribed: found }) => ({ default: found }),
    () => ({ default: () => null }),
  ),
);
const SuspendedNotices = later(async () => (await import('../parts/devices/suspend.tsx')).SuspendedNotices);

export const TodayScreen = () => {
  const t = useSentences(homeSentences).today;
  const lists = useLists();
  const movedOut = !useLives();
  const { next } = useToday();
  // Nobody describes doors while somebody stands at one.
  const calm = next === undefined || !underWay(next.stage);
  return (
    <Shell title={t.title}>
      {!movedOut && <RecoveryPending />}
      <DepartureNotice />
      {!movedOut && <Suspended />}
      <Suspense fallback={null}>
        <LogToday />
      </Suspense>
      {lists.kind === 'loading' && <Skeleton label={t.loading} lines={5} />}
      {lists.kind === 'failed' && (
        <AsOf title={t.failed} code={lists.code}>
          {(day) => <KeptToday day={day} />}
        </AsOf>
      )}
      {lists.kind === 'ready' && lists.stale !== undefined && <Stale atMs={lists.readMs} code={lists.stale} />}
      {lists.kind === 'ready' && <Day movedOut={movedOut} />}
      {calm && (
        <Suspense fallback={null}>
          <Undescribed />
        </Suspense>
      )}
    </Shell>
  );
};

/** Fetched when there is somebody to tell about. */
const Suspended = () => {
  const { home } = useHome();
  const anybody = useObservable(home.watch.heard)?.state.suspended !== undefined;
  return anybody ? (
    <Suspense fallback={null}>
      <SuspendedNotices />
    </Suspense>
  ) : null;
};

/** After the household has moved out only what was: nobody is expected at a door that is another's. */
const Day = ({ movedOut }: { movedOut: boolean }) => {
  const t = useSentences(homeSentences).today;
  const today = useToday();
  return (
    <>
      {!movedOut && <Waiting announced={today.announced} />}
      {today.next !== undefined && !movedOut && <NextVisit staged={today.next} />}
      {today.next === undefined && !movedOut && <Nobody expected={today.announced.length > 0} />}
      {!movedOut && <VisitList title={t.later} visits={today.later} />}
      <VisitList title={t.past} visits={today.past} />
    </>
  );
};

/** Whoever announces many does not push away who comes next. */
const shownFirst = 3;

const Waiting = ({ announced }: { announced: readonly ShipmentSummary[] }) => {
  const t = useSentences(homeSentences).today;
  const format = useFormat();
  const rest = announced.length - shownFirst;
  return (
    <>
      {announced.slice(0, shownFirst).map((shipment) => (
        <Announced key={shipment.shipmentId} shipment={shipment} />
      ))}
      {rest > 0 && (
        <Link className="button" data-kind="quiet" href="/parcels">
          {t.moreWait(format, rest)}
        </Link>
      )}
    </>
  );
};

const Announced = ({ shipment }: { shipment: ShipmentSummary }) => {
  const t = useSentences(homeSentences).today;
  const format = useFormat();
  const { wallMs } = useTick(browserClock, 30_000);
  const counts = useCounts();
  const when = format.window(shipment.window.fromS * 1000, shipment.window.toS * 1000, wallMs);
  return (
    <section className="card stack">
      <div className="stack" data-gap="tight">
        <h2>{t.announced}</h2>
        <p>{t.announcedFrom(shipment.carrier.name, when)}</p>
        <p className="mono soft">{shipment.trackingNumbers.join(', ')}</p>
      </div>
      {counts && (
        <Link className="button" data-kind="main" data-size="thumb" href={`/parcel/${shipment.shipmentId}`}>
          {t.decide}
        </Link>
      )}
    </section>
  );
};

/** Nobody comes yet: the household's first door leads, as it stands. */
const Nobody = ({ expected }: { expected: boolean }) => {
  const t = useSentences(homeSentences).today;
  const { household } = useHome();
  const first = household.doors[0];
  return (
    <>
      {first !== undefined && <DoorFigure door={first.id} size={expected ? 'beside' : 'large'} />}
      {!expected && (
        <Notice title={t.nothing}>
          <p>
            <WithHandle says={t.nothingWay} />
          </p>
        </Notice>
      )}
    </>
  );
};

const VisitList = ({ title, visits }: { title: string; visits: readonly StagedVisit[] }) => {
  const t = useSentences(homeSentences).today;
  const format = useFormat();
  const wordsOf = useStageWords();
  const { wallMs } = useTick(browserClock, 30_000);
  if (visits.length === 0) return null;
  return (
    <section className="stack" data-gap="tight">
      <h2 className="label">{title}</h2>
      <LongRows
        more={(count) => t.more(format, count)}
        rows={visits.map((staged) => (
          <li key={visitKey(staged)}>
            <Link className="row" href={`/visit/${visitKey(staged)}`}>
              <span>
                <span className="row-title">{wordsOf(staged).who}</span>
                <span className="small soft">
                  {format.window(staged.visit.window.fromS * 1000, staged.visit.window.toS * 1000, wallMs)}
                </span>
              </span>
              <span className="row-state" data-tone={stageTone[staged.stage]}>
                {wordsOf(staged).word}
              </span>
            </Link>
          </li>
        ))}
      />
    </section>
  );
};
