import { useEffect } from 'react';
import { isBroken, type Stop } from '@latchkey/carrier-sdk';
import {
  Button,
  ClockNotice,
  Notice,
  Skeleton,
  Stack,
  UpdateNotice,
  useFormat,
  useObservable,
  useSentences,
} from '@latchkey/web-kit';
import type { Enrolled } from '../model/device.ts';
import type { Rounds } from '../model/rounds.ts';
import type { TourView } from '../model/tour.ts';
import { Frame } from '../parts/frame.tsx';
import { PositionLine } from '../parts/position.tsx';
import { TourMap } from '../parts/tour-map.tsx';
import { NextStop, StopList } from '../parts/stop-list.tsx';
import { sentences } from '../sentences/index.ts';
import { CodePanel } from './code.tsx';

export interface TourScreenProps {
  readonly rounds: Rounds;
  readonly enrolled: Enrolled;
}

export const TourScreen = ({ rounds, enrolled }: TourScreenProps) => {
  const t = useSentences(sentences);
  const view = useObservable(rounds.tour.view);
  const held = useHeld(rounds);
  const [first] = view.next;
  const bar =
    held !== undefined ? (
      <a className="button" data-kind="main" data-size="thumb" href={`#/stop/${held.visitId}`}>
        {t.held.back}
      </a>
    ) : first === undefined || isBroken(first) ? undefined : (
      <Stack gap="tight">
        {!view.driving && (
          <Button kind="quiet" size="thumb" onClick={rounds.tour.drive}>
            {t.tour.drive}
          </Button>
        )}
        {/* Keyed: a stop that takes another's place under a thumb is another link, and the tap leads nowhere. */}
        <a key={first.visitId} className="button" data-kind="main" data-size="thumb" href={`#/stop/${first.visitId}`}>
          {t.tour.open}
        </a>
      </Stack>
    );
  return (
    <Frame title={t.tour.title} bar={bar}>
      <Stack gap="wide">
        {view.line === 'off' && <Notice tone="needs" title={t.tour.offline} />}
        <ClockNotice follows={t.clock} />
        <Unsent rounds={rounds} />
        {!view.driving && <UpdateNotice />}
        {view.driving && view.next.length > 0 && (
          <PositionLine position={rounds.tour.position} heardBy={rounds.tour.heardBy} />
        )}
        {view.phase === 'loading' ? (
          <Skeleton label={t.tour.loading} />
        ) : (
          <Stops view={view} held={held} enrolled={enrolled} />
        )}
      </Stack>
    </Frame>
  );
};

/** While the tour waits at a door, its receipts are followed from here too: the tour goes on by itself once it is locked. */
const useHeld = (rounds: Rounds): Stop | undefined => {
  const held = useObservable(rounds.held);
  const visitId = held?.visitId;
  useEffect(() => {
    let leave: (() => void) | undefined;
    let left = false;
    const stop = rounds.held.get();
    if (visitId === undefined || stop === undefined) return undefined;
    void rounds.visit(stop).then((visit) => {
      if (left) return;
      visit.start();
      leave = visit.stop;
    });
    return () => {
      left = true;
      leave?.();
    };
  }, [rounds, visitId]);
  return held;
};

/** What this device has not been able to tell anybody yet. */
const Unsent = ({ rounds }: { rounds: Rounds }) => {
  const t = useSentences(sentences);
  const format = useFormat();
  const { length } = useObservable(rounds.outbox.unsent);
  return length === 0 ? null : <p className="soft">{format.count(length, t.unsent)}</p>;
};

interface StopsProps {
  readonly view: TourView;
  readonly held: Stop | undefined;
  readonly enrolled: Enrolled;
}

const Stops = ({ view, held, enrolled }: StopsProps) => {
  const t = useSentences(sentences);
  const [first] = view.next;
  const shown = held ?? first;
  const then = view.next.filter(({ visitId }) => visitId !== shown?.visitId);
  return (
    <>
      {shown === undefined ? (
        <NoStops enrolled={enrolled} isNew={view.done.length === 0} />
      ) : (
        <NextStop stop={shown} label={held === undefined ? t.tour.next : t.held.label} />
      )}
      {held !== undefined && <Notice tone="needs" title={t.held.why(held.text.address)} />}
      {then.length > 0 && <StopList title={t.tour.then} stops={then} from={2} />}
      <TourMap stops={shown === undefined ? then : [shown, ...then]} />
      {view.done.length > 0 && <StopList title={t.tour.done} stops={view.done} />}
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
