import { Button, LiveRegion, Skeleton, useFormat, useObservable, useSentences } from '@latchkey/web-kit';
import type { Row } from '../model/desk.ts';
import { isAskable } from '../model/readiness/readiness.ts';
import { isOld, type Standing } from '../model/readiness/standing.ts';
import { readinessSentences, type ReadinessSentences } from '../sentences/readiness.ts';
import type { AtDeskProps } from './shared.ts';

const toneOf = ({ kind }: Standing): 'locked' | 'needs' | 'alarm' | 'plain' => {
  if (kind === 'ready') return 'locked';
  if (kind === 'not-ready') return 'needs';
  return kind === 'unsound' ? 'alarm' : 'plain';
};

const wordsOf = (standing: Standing, t: ReadinessSentences): string => {
  if (standing.kind === 'ready') return t.ready;
  if (standing.kind === 'not-ready') return t.notReady;
  return t.short[standing.kind];
};

const State = ({ standing }: { standing: Standing }) => {
  const t = useSentences(readinessSentences);
  return (
    <span className="state-label" data-tone={toneOf(standing)}>
      <span className="state-dot" aria-hidden="true" />
      {wordsOf(standing, t)}
    </span>
  );
};

export interface DoorCellProps {
  readonly row: Row;
  readonly standing: Standing | undefined;
  readonly nowMs: number;
}

/** In a table: one word, and what stands against it. What is too old is only said to be old. */
export const DoorCell = ({ row, standing, nowMs }: DoorCellProps) => {
  const t = useSentences(readinessSentences);
  const format = useFormat();
  if (!isAskable(row, nowMs)) return <span className="soft">–</span>;
  if (standing === undefined) return <span className="soft">{t.asking}</span>;
  if (isOld(standing, nowMs)) {
    return (
      <span className="soft">
        {wordsOf(standing, t)}, {t.ago(format.duration(nowMs - standing.askedMs))}
      </span>
    );
  }
  return (
    <>
      <State standing={standing} />
      {standing.kind === 'not-ready' && (
        <span className="soft small console-second">{standing.against.map((one) => t.against[one]).join(', ')}</span>
      )}
    </>
  );
};

/** On a visit's page: the whole of it, and a way to ask now. */
export const DoorReady = ({ readiness, row, nowMs }: Pick<AtDeskProps, 'readiness'> & { row: Row; nowMs: number }) => {
  const t = useSentences(readinessSentences);
  const known = useObservable(readiness.view).get(row.shipment.visit?.visitId ?? '');
  if (!isAskable(row, nowMs)) return null;
  return (
    <section className="card stack" data-gap="tight">
      <h2>{t.title}</h2>
      {known === undefined ? <Skeleton label={t.asking} /> : <Told standing={known} nowMs={nowMs} />}
      <div>
        <Button kind="quiet" onClick={() => readiness.ask(row)}>
          {t.ask}
        </Button>
      </div>
      <LiveRegion words={known === undefined ? '' : wordsOf(known, t)} />
    </section>
  );
};

const Told = ({ standing, nowMs }: { standing: Standing; nowMs: number }) => {
  const t = useSentences(readinessSentences);
  const format = useFormat();
  const isHubs = standing.kind === 'ready' || standing.kind === 'not-ready';
  return (
    <>
      <p>
        <State standing={standing} />
      </p>
      {standing.kind === 'not-ready' && (
        <ul className="console-reasons">
          {standing.against.map((one) => (
            <li key={one}>{t.against[one]}</li>
          ))}
        </ul>
      )}
      {standing.kind === 'ready' && <p>{standing.camera === 'live' ? t.cameraLive : t.cameraLater}</p>}
      {!isHubs && <p>{t.long[standing.kind]}</p>}
      <p className="soft small">
        {isHubs && t.signed(format.second(standing.askedMs))}{' '}
        {isOld(standing, nowMs) && t.old(format.duration(nowMs - standing.askedMs))}
      </p>
    </>
  );
};
