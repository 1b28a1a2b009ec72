import { isBroken, type BrokenStop, type Stop } from '@latchkey/carrier-sdk';
import { Notice, useFormat, useSentences } from '@latchkey/web-kit';
import { sentences } from '../sentences/index.ts';
import { Street } from './street.tsx';
import { useNow } from './use-now.ts';

export const NextStop = ({ stop, label }: { stop: Stop | BrokenStop; label: string }) => {
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
      <p className="label">{label}</p>
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

export interface StopListProps {
  readonly title: string;
  readonly stops: readonly (Stop | BrokenStop)[];
  /** The number of the first; the map shows the same. Without it they have none. */
  readonly from?: number;
}

export const StopList = ({ title, stops, from }: StopListProps) => (
  <section className="stack" data-gap="tight">
    <h2>{title}</h2>
    <ul className="stop-list">
      {stops.map((stop, at) => (
        <Row key={stop.visitId} stop={stop} number={from === undefined ? undefined : from + at} />
      ))}
    </ul>
  </section>
);

const Row = ({ stop, number }: { stop: Stop | BrokenStop; number: number | undefined }) => {
  const t = useSentences(sentences);
  const state = t.tour.states[stop.server.state];
  return (
    <li>
      <a className="stop-row" href={`#/stop/${stop.visitId}`}>
        <span className="stop-address">
          {number !== undefined && `${number} · `}
          {isBroken(stop) ? t.tour.broken : stop.text.address}
        </span>
        <span className="soft small">{isBroken(stop) ? t.faults[stop.fault] : stop.text.name}</span>
        {state !== undefined && <span className="stop-state small">{state}</span>}
      </a>
    </li>
  );
};
