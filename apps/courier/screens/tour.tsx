import { isBroken, type BrokenStop, type Stop } from '@latchkey/carrier-sdk';
import {
  Button,
  Notice,
  Skeleton,
  Stack,
  UpdateNotice,
  useFormat,
  useObservable,
  useSentences,
} from '@latchkey/web-kit';
import type { Enrolled } from '../model/device.ts';
import type { Tour, TourView } from '../model/tour.ts';
import { Frame } from '../parts/frame.tsx';
import { Street } from '../parts/street.tsx';
import { useNow } from '../parts/use-now.ts';
import { sentences } from '../sentences/index.ts';
import { CodePanel } from './code.tsx';

export const TourScreen = ({ tour, enrolled }: { tour: Tour; enrolled: Enrolled }) => {
  const t = useSentences(sentences);
  const view = useObservable(tour.view);
  const [first] = view.next;
  const bar =
    first === undefined || isBroken(first) ? undefined : (
      <Stack gap="tight">
        {!view.driving && (
          <Button kind="quiet" size="thumb" onClick={tour.drive}>
            {t.tour.drive}
          </Button>
        )}
        <a className="button" data-kind="main" data-size="thumb" href={`#/stop/${first.visitId}`}>
          {t.tour.open}
        </a>
      </Stack>
    );
  return (
    <Frame title={t.tour.title} bar={bar}>
      <Stack gap="wide">
        {view.line === 'off' && <Notice tone="needs" title={t.tour.offline} />}
        {!view.driving && <UpdateNotice />}
        {view.driving && view.next.length > 0 && <p className="soft">{t.tour.driving}</p>}
        {view.phase === 'loading' ? <Skeleton label={t.tour.loading} /> : <Stops view={view} enrolled={enrolled} />}
      </Stack>
    </Frame>
  );
};

const Stops = ({ view, enrolled }: { view: TourView; enrolled: Enrolled }) => {
  const t = useSentences(sentences);
  const [first, ...then] = view.next;
  return (
    <>
      {first === undefined ? <NoStops enrolled={enrolled} isNew={view.done.length === 0} /> : <NextStop stop={first} />}
      {then.length > 0 && <List title={t.tour.then} stops={then} />}
      {view.done.length > 0 && <List title={t.tour.done} stops={view.done} />}
      {first !== undefined && (
        <a className="button" data-kind="plain" href="#/code">
          {t.code.again}
        </a>
      )}
    </>
  );
};

const NoStops = ({ enrolled, isNew }: { enrolled: Enrolled; isNew: boolean }) => {
  const t = useSentences(sentences);
  return (
    <Stack>
      <h1>{isNew ? t.code.title : t.tour.allDone}</h1>
      {isNew ? <CodePanel enrolled={enrolled} /> : <p className="soft">{t.tour.noneWhy}</p>}
      {isNew && <p className="soft">{t.code.waiting}</p>}
    </Stack>
  );
};

const NextStop = ({ stop }: { stop: Stop | BrokenStop }) => {
  const t = useSentences(sentences);
  const format = useFormat();
  const now = useNow();
  if (isBroken(stop)) {
    return (
      <Notice tone="alarm" title={t.tour.broken}>
        {t.faults[stop.fault]}
      </Notice>
    );
  }
  const { fromS, toS } = stop.server.window;
  return (
    <section className="next-stop">
      <p className="label">{t.tour.next}</p>
      <h1 className="address">
        <Street address={stop.text.address} />
      </h1>
      <p className="lead">{stop.text.name}</p>
      <p className="soft">
        {format.window(fromS * 1000, toS * 1000, now)} ·{' '}
        {format.count(stop.text.trackingNumbers.length, t.tour.parcels)}
      </p>
    </section>
  );
};

const List = ({ title, stops }: { title: string; stops: readonly (Stop | BrokenStop)[] }) => (
  <section className="stack" data-gap="tight">
    <h2>{title}</h2>
    <ul className="stop-list">
      {stops.map((stop) => (
        <Row key={stop.visitId} stop={stop} />
      ))}
    </ul>
  </section>
);

const Row = ({ stop }: { stop: Stop | BrokenStop }) => {
  const t = useSentences(sentences);
  const state = t.tour.states[stop.server.state];
  return (
    <li>
      <a className="stop-row" href={`#/stop/${stop.visitId}`}>
        <span className="stop-address">{isBroken(stop) ? t.tour.broken : stop.text.address}</span>
        <span className="soft small">{isBroken(stop) ? t.faults[stop.fault] : stop.text.name}</span>
        {state !== undefined && <span className="stop-state small">{state}</span>}
      </a>
    </li>
  );
};
